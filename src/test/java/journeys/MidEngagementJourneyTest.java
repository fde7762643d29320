package journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Json;
import java.nio.file.Path;
import java.util.List;
import journeys.EdgeFirm.Time;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Changes while the work goes on: who is told where a worker is lent to, who has to agree first, and who may say what. */
@TestMethodOrder(OrderAnnotation.class)
class MidEngagementJourneyTest {

    private static final String HRIS = "urn:mha:hris:workday:mha_demo";
    private static final String PSA = "urn:mha:psa:kantata:mha";
    private static final String IDENTITY = "urn:mha:idp:scim:mha";
    private static final String AGREED =
            "{\"patch\":{\"ext\":{\"throughline\":{\"approvedBy\":\"%s\"}}},\"reason\":\"agreed\"}";

    @TempDir
    static Path folder;

    private static EdgeFirm firm;

    @BeforeAll
    static void start() throws Exception {
        firm = EdgeFirm.at(folder, "2026-10-20T12:00:00Z", "throughline.desk.millis", "200");
        firm.hire("W-0001", "W-0010", "W-0002", "W-0025");
        firm.open("P-1003");
    }

    @AfterAll
    static void stop() {
        firm.close();
    }

    @Test
    @Order(1)
    void a_change_of_a_lent_worker_reaches_the_erp_he_is_lent_to() throws Exception {
        book(assignment("A-0025", "W-0025", "openair").put("intercompanyAgreementId", "IC-1"));
        firm.until("worker:W-0025", () -> department("W-0025").equals("CC-4200"));

        firm.post(change(HRIS, "W-0025", 2, "2026-10-19", "org.costCenterId", "CC-4200", "CC-4100"));

        firm.until("worker:W-0025", () -> department("W-0025").equals("CC-4100"));
        assertThat(firm.records("netsuite", "employee", "externalId", "W-0025")).hasSize(1);
        assertThat(firm.product().trace("worker:W-0025").toString()).contains("lent-netsuite");
    }

    @Test
    @Order(2)
    void a_worker_who_changes_country_keeps_his_account_and_waits_at_a_regulated_client() throws Exception {
        book(assignment("A-0002", "W-0002", "kantata"));
        firm.told(Time.of("T-0401", "W-0002", "P-1003", "2026-10-16", 480));
        firm.awaitBill("T-0401", "8:00");

        JsonNode answer = firm.post(change(
                HRIS,
                "W-0002",
                2,
                "2026-10-19",
                "org.country",
                "US",
                "DE",
                "org.location",
                "US-NYC",
                "DE-BER",
                "org.timeZone",
                "America/New_York",
                "Europe/Berlin"));

        assertThat(answer.path("status").asText()).as(answer.toString()).isEqualTo("accepted");
        firm.until(
                "worker:W-0002",
                () -> firm.steps("worker:W-0002", "scim").size() == 2
                        && firm.steps("worker:W-0002", "scim").stream().allMatch("user DONE"::equals));
        JsonNode waits = firm.onlyCase("V-WRK-14", "W-0002 works in DE since 2026-10-19 and P-1003 is regulated");
        assertThat(held()).isEqualTo("DE");
        firm.told(Time.of("T-0402", "W-0002", "P-1003", "2026-10-19", 480));
        JsonNode time = firm.onlyCase("V-WRK-14", "T-0402");
        assertThat(firm.bills("T-0402")).isEmpty();

        decide(waits, "resubmit", AGREED.formatted("compliance"));

        firm.until("worker:W-0002", () -> held().isEmpty());
        decide(time, "replay", "{}");
        firm.awaitBill("T-0402", "8:00");
    }

    @Test
    @Order(3)
    void what_a_system_owns_is_applied_and_what_it_does_not_own_is_proposed_to_its_owner() throws Exception {
        String code = project().path("erpProjectCode").asText();
        ObjectNode told = firm.next("projects", "P-1003")
                .put("name", "Core banking, phase two")
                .put("erpProjectCode", "P-1003-B");

        firm.post(firm.event(PSA, "project.updated.v1", "P-1003", told));

        JsonNode proposal = firm.onlyCase(
                "OWNERSHIP",
                "erpProjectCode is owned by erp; psa proposes P-1003-B instead of " + code,
                "/erpProjectCode",
                "delivery");
        assertThat(project().path("name").asText()).isEqualTo("Core banking, phase two");
        assertThat(project().path("erpProjectCode").asText()).isEqualTo(code);
        List<JsonNode> events = firm.events("project:P-1003", "project.updated.v1");
        assertThat(events).extracting(event -> event.path("state").asText()).containsExactly("HELD", "ACCEPTED");
        assertThat(events.get(0).path("findings").toString()).contains("erp", "P-1003-B", code);
        assertThat(events.get(1).path("causationid").asText())
                .isEqualTo(events.get(0).path("id").asText());

        decide(proposal, "resubmit", AGREED.formatted("finance"));

        firm.until(
                "project:P-1003",
                () -> project().path("erpProjectCode").asText().equals("P-1003-B"));
        assertThat(project().path("name").asText()).isEqualTo("Core banking, phase two");
        assertThat(firm.cases("OWNERSHIP")).isEmpty();
    }

    @Test
    @Order(4)
    void a_change_of_several_fields_is_parted_by_their_owners() throws Exception {
        String email = worker().path("workEmail").asText();
        firm.post(change(
                IDENTITY,
                "W-0010",
                3,
                "2026-10-20",
                "workEmail",
                email,
                "kofi.mensah@meridian-harbor.example",
                "org.costCenterId",
                "CC-1100",
                "CC-1900"));

        JsonNode proposal = firm.onlyCase(
                "OWNERSHIP", "org.costCenterId is owned by hris; idp proposes CC-1900 instead of CC-1100");
        assertThat(worker().path("workEmail").asText()).isEqualTo("kofi.mensah@meridian-harbor.example");
        assertThat(worker().at("/org/costCenterId").asText()).isEqualTo("CC-1100");
        firm.until("worker:W-0010", () -> account("W-0010").contains("kofi.mensah@"));

        decide(proposal, "resubmit", AGREED.formatted("hr"));

        firm.until("worker:W-0010", () -> department("W-0010").equals("CC-1900"));
        assertThat(worker().path("workEmail").asText()).isEqualTo("kofi.mensah@meridian-harbor.example");
        assertThat(firm.cases("OWNERSHIP")).isEmpty();
    }

    private static void decide(JsonNode one, String verb, String body) throws Exception {
        var answer = firm.product().post("/api/v1/exceptions/" + one.path("id").asText() + "/" + verb, body);
        assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
    }

    private static ObjectNode change(String source, String worker, long version, String from, String... fields) {
        ObjectNode data = Json.mapper().createObjectNode();
        data.put("workerId", worker)
                .put("version", version)
                .put("effectiveDate", from)
                .put("knownAt", firm.clock().instant().toString());
        for (int i = 0; i < fields.length; i += 3) {
            data.withArray("changes")
                    .addObject()
                    .put("field", fields[i])
                    .put("old", fields[i + 1])
                    .put("new", fields[i + 2]);
        }
        return firm.event(source, "worker.orgchanged.v1", worker, data)
                .put("effectivedate", from)
                .put("partitionkey", "worker:" + worker);
    }

    private static ObjectNode assignment(String id, String worker, String psa) {
        ObjectNode data = Json.mapper().createObjectNode();
        data.put("assignmentId", id)
                .put("version", 1)
                .put("workerId", worker)
                .put("projectId", "P-1003")
                .put("roleId", "SAR")
                .put("status", "APPROVED")
                .put("from", "2026-10-05")
                .put("to", "2027-01-01")
                .put("billable", true)
                .put("sourceSystem", psa);
        data.putObject("allocation").put("minutesPerDay", 240);
        return data;
    }

    private static void book(ObjectNode assignment) throws Exception {
        String worker = assignment.path("workerId").asText();
        JsonNode answer = firm.post(firm.event(
                        PSA,
                        "assignment.approved.v1",
                        assignment.path("assignmentId").asText(),
                        assignment)
                .put("partitionkey", "worker:" + worker));
        assertThat(answer.path("status").asText()).as(answer.toString()).isEqualTo("accepted");
    }

    private static String department(String workerId) {
        return firm.records("netsuite", "employee", "externalId", workerId).stream()
                .map(employee -> employee.at("/department/externalId").asText())
                .findFirst()
                .orElse("");
    }

    private static String account(String workerId) {
        return firm.records("scim", "User", "externalId", workerId).get(0).toString();
    }

    private static JsonNode project() throws Exception {
        return firm.product().read("/api/v1/projects/P-1003");
    }

    private static JsonNode worker() throws Exception {
        return firm.product().read("/api/v1/workers/W-0010");
    }

    /** The country for which the booking of W-0002 is held; empty when it is not. */
    private static String held() {
        return firm.product()
                .product()
                .wiring()
                .stores()
                .knowledge()
                .latest("assignment", "A-0002", JsonNode.class)
                .orElseThrow()
                .at("/ext/throughline/held/country")
                .asText();
    }
}
