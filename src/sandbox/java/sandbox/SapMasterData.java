package sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;

/**
 * Projects with their WBS elements ({@code API_ENTERPRISE_PROJECT_SRV}) and the firm's own business object of work agreements
 * ({@code YY1_WORKAGREEMENT_CDS}). Both are created once: a second POST with the same number is refused. Whoever has a work
 * agreement is a vendor of its company code, with a number made from the digits of its external id.
 */
final class SapMasterData {

    /** Record type of projects. */
    static final String PROJECT = "project";

    /** Record type of WBS elements. */
    static final String WBS = "wbsElement";

    /** Record type of work agreements, external id {@code PersonWorkAgreementExternalID}. */
    static final String AGREEMENT = "workAgreement";

    private static final String ELEMENTS = "to_EnterpriseProjectElement";
    private static final Set<String> PROFILES = Set.of("YP02", "YP03");

    private final Records records;
    private int lastPerson;

    SapMasterData(Records records) {
        this.records = records;
    }

    void clear() {
        lastPerson = 50_000_000;
    }

    /** Reads projects or creates one with its elements. */
    Reply projects(Call call) {
        if (call.is("GET")) {
            return SapOData.list(call, records.all(PROJECT));
        }
        ObjectNode project = SapOData.body(call);
        String id = text(project, "Project", 24);
        return created(call, PROJECT, id, () -> {
            if (records.has(PROJECT, id)) {
                throw SapError.refusal(400, "CNV_PROJ/012", "Project " + id + " already exists");
            }
            text(project, "ProjectDescription", 60);
            LocalDate start = SapOData.day(project, "ProjectStartDate");
            if (SapOData.day(project, "ProjectEndDate").isBefore(start)) {
                throw SapError.refusal(400, "CNV_PROJ/031", "The project ends before it starts");
            }
            if (!PROFILES.contains(project.path("ProjectProfileCode").asText())) {
                throw SapError.refusal(400, "CNV_PROJ/044", "Enter a valid project profile");
            }
            known(project, "CompanyCode", "companyCode");
            known(project, "ResponsibleCostCenter", "costCenter");
            known(project, "ProfitCenter", "profitCenter");
            ObjectNode kept = project.deepCopy().put("ProjectUUID", uuid(id));
            elements(kept, id);
            return kept;
        });
    }

    private void elements(ObjectNode project, String id) {
        JsonNode elements = project.path(ELEMENTS);
        ArrayNode results = Json.array();
        elements.forEach(element -> results.add(element.deepCopy()));
        if (results.isEmpty()) {
            throw SapError.refusal(400, "CNV_PROJ/050", "A project has at least one project element");
        }
        results.forEach(element -> {
            String wbs = text(element, "ProjectElement", 24);
            if (!wbs.startsWith(id) || records.has(WBS, wbs)) {
                throw SapError.refusal(400, "CNV_PROJ/051", "Project element " + wbs + " is not free in project " + id);
            }
            text(element, "ProjectElementDescription", 60);
            records.put(WBS, wbs, wbs, Json.object().put("ProjectElement", wbs).put("released", true));
        });
        project.set(ELEMENTS, Json.object().set("results", results));
    }

    /** Reads work agreements, creates one, or changes one by PATCH on its key. */
    Reply agreements(Call call, String segment) {
        if (call.is("GET")) {
            return SapOData.list(call, records.all(AGREEMENT));
        }
        ObjectNode agreement = SapOData.body(call);
        if (call.is("PATCH")) {
            return changed(call, segment, agreement);
        }
        String id = text(agreement, "PersonWorkAgreementExternalID", 20);
        return created(call, AGREEMENT, id, () -> {
            if (!records.byExternal(AGREEMENT, id).isEmpty()) {
                throw SapError.refusal(400, "YY1_WORKAGREEMENT/001", "Work agreement " + id + " already exists");
            }
            ObjectNode kept = agreement.deepCopy().put("PersonWorkAgreement", Integer.toString(++lastPerson));
            check(kept);
            kept.put("Supplier", "00007%05d".formatted(Integer.parseInt("0" + id.replaceAll("\\D", ""))));
            return kept;
        });
    }

    private Reply changed(Call call, String segment, ObjectNode patch) {
        String key = segment.replaceAll("^.*\\('|'\\)$", "");
        ObjectNode old = records.get(AGREEMENT, key);
        if (old == null) {
            throw SapError.refusal(404, "/IWBEP/CM_MGW_RT/020", "Resource not found for segment 'YY1_WORKAGREEMENT'");
        }
        ObjectNode merged = old.deepCopy();
        merged.setAll(patch);
        check(merged);
        String id = old.path("PersonWorkAgreementExternalID").asText();
        records.put(AGREEMENT, key, id, merged);
        call.wrote(Write.applied(AGREEMENT, id, key, 204, Map.of("externalId", id)));
        return Reply.empty(204);
    }

    private void check(ObjectNode agreement) {
        known(agreement, "CompanyCode", "companyCode");
        ObjectNode center = known(agreement, "CostCenter", "costCenter");
        if (!center.path("CompanyCode").equals(agreement.path("CompanyCode"))) {
            throw SapError.refusal(400, "YY1_WORKAGREEMENT/002", "The cost center is of another company code");
        }
        text(agreement, "PersonFullName", 80);
        if (SapOData.day(agreement, "EndDate").isBefore(SapOData.day(agreement, "StartDate"))) {
            throw SapError.refusal(400, "YY1_WORKAGREEMENT/003", "The agreement ends before it starts");
        }
    }

    private Reply created(Call call, String type, String id, java.util.function.Supplier<ObjectNode> make) {
        try {
            ObjectNode kept = make.get();
            String key =
                    type.equals(AGREEMENT) ? kept.path("PersonWorkAgreement").asText() : id;
            records.put(type, key, id, kept);
            call.wrote(Write.applied(type, id, key, 201, Map.of("externalId", id)));
            return SapOData.one(201, kept);
        } catch (Refusal refused) {
            call.wrote(Write.refused(type, id, refused.reply().status(), Map.of("externalId", id)));
            throw refused;
        }
    }

    private ObjectNode known(JsonNode entity, String field, String type) {
        ObjectNode found = records.get(type, entity.path(field).asText());
        if (found == null) {
            throw SapError.refusal(
                    400,
                    "/IWBEP/CM_MGW_RT/022",
                    field + " " + entity.path(field).asText() + " does not exist");
        }
        return found;
    }

    private static String text(JsonNode entity, String field, int length) {
        String value = entity.path(field).asText();
        if (value.isEmpty() || value.length() > length) {
            throw SapError.refusal(
                    400, "/IWBEP/CM_MGW_RT/176", "Property " + field + " has 1 to " + length + " characters");
        }
        return value;
    }

    private static String uuid(String id) {
        return java.util
                .UUID
                .nameUUIDFromBytes(id.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .toString();
    }
}
