package sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** ADP Workforce Now's import of pay data and new starters as CSV, with the report of what it took, the hours it paid and the cost it posts. */
final class AdpSandbox extends Vendor {

    private static final String TOKEN = "/auth/oauth/v2/token";
    private static final String PAY_DATA = "payData";
    private static final String EMPLOYEE = "employee";

    AdpSandbox(Clock clock) {
        super(clock);
    }

    @Override
    String name() {
        return "adp";
    }

    @Override
    boolean isToken(Call call) {
        return call.path().equals(TOKEN);
    }

    @Override
    Reply answer(Call call) {
        if (isToken(call) && call.is("POST")) {
            return oauth.answer(call);
        }
        if (!oauth.admits(call)) {
            return failure(401, "Unauthorized");
        }
        boolean addressed = call.segments().size() == 2 && "import".equals(call.segment(0));
        if (!addressed) {
            return failure(404, "No such resource");
        }
        if (call.is("GET") && "payroll-output".equals(call.segment(1))) {
            return results(call);
        }
        if (call.is("GET") && "payroll-journal".equals(call.segment(1))) {
            return journal(call);
        }
        return call.is("PUT") ? imported(call, call.segment(1)) : failure(405, "Only PUT is supported");
    }

    @Override
    Reply failure(int status, String message) {
        ObjectNode body = Json.object();
        body.putObject("confirmMessage")
                .put("requestStatusCode", status >= 500 ? "FAILED" : "REJECTED")
                .put("messageText", message);
        return Reply.json(status, body);
    }

    @Override
    void seed(String recordType, ObjectNode record) {
        Map<String, String> row = new LinkedHashMap<>();
        record.properties()
                .forEach(field -> row.put(field.getKey(), field.getValue().asText()));
        if (PayrollResults.CORRECTION.equals(recordType)) {
            records.put(recordType, row.toString(), null, Json.object(row));
            return;
        }
        keep(recordType, row);
    }

    @Override
    void seedAll() {
        // The company starts without employees: they come with the starter file.
    }

    private Reply results(Call call) {
        try {
            LocalDate from = LocalDate.parse(String.valueOf(call.query("from")));
            LocalDate to = LocalDate.parse(String.valueOf(call.query("to")));
            return new AdpResults(records.all(PAY_DATA), from, to)
                    .page(call.number("skip", 0), Math.min(500, call.number("top", 500)));
        } catch (DateTimeException noDay) {
            return failure(400, "from and to are dates");
        }
    }

    private Reply journal(Call call) {
        AdpResults all = new AdpResults(records.all(PAY_DATA), LocalDate.EPOCH, LocalDate.of(9999, 12, 31));
        return new PayrollResults(name(), all.rows(), records.all(PayrollResults.CORRECTION))
                .answer("payroll-journal", call.query("from"));
    }

    private Reply imported(Call call, String file) {
        AdpFile csv;
        try {
            csv = AdpFile.read(file, call.text());
        } catch (IllegalArgumentException e) {
            return report(422, file, null, 0, List.of(new Rejection(1, e.getMessage())));
        }
        Set<String> known = known();
        List<Rejection> rejected = new ArrayList<>();
        List<Map<String, String>> good = new ArrayList<>();
        String type = csv.isPayData() ? PAY_DATA : EMPLOYEE;
        String batch = csv.isPayData() ? csv.batchId() : null;
        for (AdpFile.Row row : csv.rows()) {
            String wrong = AdpRules.wrong(csv.isPayData(), row.fields(), known, batch);
            if (wrong == null) {
                good.add(row.fields());
            } else {
                rejected.add(new Rejection(row.line(), wrong));
                call.wrote(Write.refused(type, externalId(type, row.fields()), 200, keys(row.fields())));
            }
        }
        if (csv.isPayData()) {
            dropBatch(batch);
        }
        for (Map<String, String> row : good) {
            String id = keep(type, row);
            call.wrote(Write.applied(type, externalId(type, row), id, 200, keys(row)));
        }
        return report(200, file, batch, good.size(), rejected);
    }

    private Set<String> known() {
        Set<String> known = new java.util.HashSet<>();
        records.all(EMPLOYEE)
                .forEach(
                        employee -> known.add(employee.path(AdpFile.FILE_NUMBER).asText()));
        return known;
    }

    /** An employee is known by the file number, a pay data row by its place in the batch. */
    private String keep(String type, Map<String, String> row) {
        String id = externalId(type, row);
        if (PAY_DATA.equals(type)) {
            int place = 1;
            while (records.has(type, id + "/" + place)) {
                place++;
            }
            id = id + "/" + place;
        }
        records.put(type, id, externalId(type, row), Json.object(row));
        return id;
    }

    private void dropBatch(String batch) {
        String prefix = AdpRules.COMPANY + "/" + batch + "/";
        List<String> old = new ArrayList<>();
        records.all(PAY_DATA)
                .forEach(row -> old.add(Json.text(row, AdpFile.COMPANY) + "/" + Json.text(row, AdpFile.BATCH) + "/"
                        + Json.text(row, AdpFile.FILE_NUMBER)));
        for (String id : old) {
            if (id.startsWith(prefix)) {
                for (int place = 1; records.has(PAY_DATA, id + "/" + place); place++) {
                    records.remove(PAY_DATA, id + "/" + place);
                }
            }
        }
    }

    private static String externalId(String type, Map<String, String> row) {
        String company = row.get(AdpFile.COMPANY) + "/";
        return PAY_DATA.equals(type)
                ? company + row.get(AdpFile.BATCH) + "/" + row.get(AdpFile.FILE_NUMBER)
                : company + row.get(AdpFile.FILE_NUMBER);
    }

    private static Map<String, String> keys(Map<String, String> row) {
        Map<String, String> keys = new LinkedHashMap<>();
        keys.put("fileNumber", row.get(AdpFile.FILE_NUMBER));
        keys.put("batchId", row.get(AdpFile.BATCH));
        keys.put("department", row.getOrDefault("Temp Dept", row.get("Home Department")));
        return keys;
    }

    private record Rejection(int row, String message) {}

    private static Reply report(int status, String file, String batch, int accepted, List<Rejection> rejected) {
        ObjectNode report =
                Json.object().put("file", file).put("batchId", batch).put("accepted", accepted);
        ArrayNode rows = report.putArray("rejected");
        rejected.forEach(each -> rows.addObject().put("row", each.row()).put("message", each.message()));
        return Reply.json(status, report);
    }
}
