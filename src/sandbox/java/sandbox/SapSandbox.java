package sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Locale;
import java.util.Map;

/**
 * SAP S/4HANA with client 100: IDocs over HTTP for what is posted and for customers, OData V2 for time sheets, projects and
 * look-ups, basic authentication. Companies 2000 (LE-DE) and 3000 (LE-JP).
 *
 * <p>Beside the usual controls: {@code POST /posting {"mode": "immediate|collected|synchronous"}}, {@code POST /rbdapp01}
 * gives waiting IDocs to their application, {@code POST /bd87 {"idoc", "action": "process|delete"}} is the person at the IDoc
 * monitor, {@code POST /periods {"company", "month": "2026-10", "open"}}, {@code DELETE /sessions},
 * {@code GET /audit?since=} the ALEAUD IDoc of what changed since, and what {@link SapReceivables} takes.
 */
final class SapSandbox extends Vendor {

    /** Where IDocs are posted to. */
    static final String IDOC = "/sap/bc/srt/idoc";

    /** Below which the OData services are. */
    static final String ODATA = "/sap/opu/odata/sap/";

    private static final YearMonth FIRST_PERIOD = YearMonth.of(2025, 1);
    private static final YearMonth LAST_CLOSED = YearMonth.of(2026, 9);
    private static final YearMonth LAST_PERIOD = YearMonth.of(2027, 12);
    private static final int SERVICE = 4;

    private final SapSession sessions = new SapSession();
    private final SapIdocs idocs;
    private final SapTimesheets timesheets = new SapTimesheets(records);
    private final SapMasterData masterData = new SapMasterData(records);
    private final SapReceivables receivables;

    SapSandbox(Clock clock) {
        super(clock);
        this.idocs = new SapIdocs(records, clock);
        this.receivables = new SapReceivables(records, clock);
    }

    @Override
    String name() {
        return "sap";
    }

    @Override
    Reply answer(Call call) throws IOException {
        if (call.is("POST") && call.path().equals("/rbdapp01")) {
            return idocs.runInbound(call);
        }
        if (call.is("POST") && call.path().equals("/bd87")) {
            boolean drop = call.json().path("action").asText().equals("delete");
            return idocs.handle(call, call.json().path("idoc").asText(), drop);
        }
        String[] pair = call.basic();
        if (pair == null || !pair[0].equals(Credentials.SAP_USER) || !pair[1].equals(Credentials.SAP_PASSWORD)) {
            throw new Refusal(SapError.reply(401, "401", "Logon failed")
                    .with("WWW-Authenticate", "Basic realm=\"SAP NetWeaver Application Server [S4H/100]\""));
        }
        if (call.path().equals(IDOC)) {
            return call.is("POST") ? idocs.take(call) : Reply.empty(405);
        }
        if (!call.path().startsWith(ODATA)) {
            throw SapError.refusal(404, "ICF/404", "No service is active at " + call.path());
        }
        if (!call.is("GET")) {
            sessions.check(call);
        }
        return sessions.dressed(call, service(call));
    }

    private Reply service(Call call) {
        String set = call.segment(SERVICE + 1);
        String name = set.replaceAll("\\(.*$", "");
        if (set.isEmpty() && call.is("GET")) {
            return Reply.json(200, Json.object().set("d", Json.object().set("EntitySets", Json.array())));
        }
        return switch (call.segment(SERVICE) + "/" + name) {
            case "API_MANAGE_WORKFORCE_TIMESHEET/TimeSheetEntryCollection" -> timesheets.answer(
                    call, name.equals(set) ? 1 : 2);
            case "API_ENTERPRISE_PROJECT_SRV/A_EnterpriseProject" -> masterData.projects(call);
            case "YY1_WORKAGREEMENT_CDS/YY1_WORKAGREEMENT" -> masterData.agreements(call, set);
            case "API_OPLACCTGDOCITEMCUBE_SRV/A_OperationalAcctgDocItemCube" -> read(call, SapLedger.ITEM);
            case "API_BUSINESS_PARTNER/A_Customer" -> read(call, SapCustomers.CUSTOMER);
            case "YY1_IDOCSTATUS_CDS/YY1_IDOCSTATUS" -> read(call, SapIdocs.IDOC);
            default -> throw SapError.refusal(
                    404, "/IWFND/MED/170", "No service found for " + call.segment(SERVICE) + "/" + name);
        };
    }

    private Reply read(Call call, String type) {
        if (!call.is("GET")) {
            throw SapError.refusal(405, "/IWFND/CM_MGW/096", "Method not allowed");
        }
        return SapOData.list(call, records.all(type));
    }

    @Override
    Reply control(Call call) throws IOException {
        return switch (call.method() + " " + call.path()) {
            case "POST /posting" -> {
                idocs.mode(
                        SapIdocs.Mode.valueOf(call.json().path("mode").asText().toUpperCase(Locale.ROOT)));
                yield Reply.empty(204);
            }
            case "POST /periods" -> {
                YearMonth month = YearMonth.parse(call.json().path("month").asText());
                period(
                        call.json().path("company").asText(),
                        month,
                        call.json().path("open").asBoolean());
                yield Reply.empty(204);
            }
            case "DELETE /sessions" -> {
                sessions.forget();
                yield Reply.empty(204);
            }
            case "GET /audit" -> idocs.audit(
                    call.query("since") == null ? Instant.EPOCH : Instant.parse(call.query("since")));
            default -> receivables.answer(call);
        };
    }

    @Override
    Reply failure(int status, String message) {
        return SapError.reply(status, status == 429 ? "/IWFND/CM_THROTTLING/001" : "/IWFND/CM_MGW_RT/500", message);
    }

    @Override
    void seed(String recordType, ObjectNode record) {
        String external = Json.text(record, "PersonWorkAgreementExternalID");
        String id = Json.text(record, "id");
        if (id == null) {
            id = external != null
                    ? external
                    : Json.text(record, recordType.equals("customer") ? "Customer" : "Project");
        }
        if (id == null) {
            throw new IllegalArgumentException("a record of " + recordType + " needs an id");
        }
        records.put(recordType, id, external == null ? id : external, record);
    }

    @Override
    void seedAll() {
        sessions.forget();
        idocs.clear();
        timesheets.clear();
        masterData.clear();
        for (Map<String, String> row : Csv.rows("sap-reference.csv")) {
            ObjectNode record = Json.object().put("id", row.get("id")).put("name", row.get("name"));
            if (!row.get("company").isEmpty()) {
                record.put("CompanyCode", row.get("company"));
            }
            records.put(row.get("recordType"), row.get("id"), row.get("id"), record);
        }
        for (YearMonth month = FIRST_PERIOD; !month.isAfter(LAST_PERIOD); month = month.plusMonths(1)) {
            period("2000", month, month.isAfter(LAST_CLOSED));
            period("3000", month, month.isAfter(LAST_CLOSED));
        }
    }

    private void period(String company, YearMonth month, boolean open) {
        String id = company + "/" + month.getYear() + "/" + "%02d".formatted(month.getMonthValue());
        records.put("period", id, id, Json.object().put("id", id).put("open", open));
    }
}
