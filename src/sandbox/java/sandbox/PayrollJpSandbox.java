package sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The payroll of the Japanese entity, which reads the CSV files of {@link PayrollJpFile}. A batch has its {@code batch_id}: sent
 * again, its rows take the place of those it had. A file whose totals do not agree is refused as a whole. What was paid of
 * the hours and what it costs it tells as CSV, see {@link PayrollResults}.
 */
final class PayrollJpSandbox extends ImportVendor {

    private static final String PAY_DATA = "payData";
    private static final String EMPLOYEE = "employee";
    private static final String REGULAR = "REGULAR";
    private static final String OVERTIME = "OVERTIME";

    PayrollJpSandbox(Clock clock) {
        super(clock);
    }

    @Override
    String name() {
        return "payroll-jp";
    }

    @Override
    String fallbackId(String recordType, ObjectNode record) {
        return Json.text(record, PayrollJpFile.NUMBER);
    }

    @Override
    Reply more(Call call) {
        List<PayrollResults.Paid> paid = new ArrayList<>();
        records.all(PAY_DATA).forEach(row -> {
            count(paid, row, REGULAR, true, PayrollJpFile.REGULAR);
            count(paid, row, OVERTIME, true, PayrollJpFile.OVERTIME);
            count(paid, row, Json.text(row, PayrollJpFile.LEAVE_CODE), false, PayrollJpFile.LEAVE);
        });
        return results(call, paid);
    }

    private static void count(
            List<PayrollResults.Paid> paid, ObjectNode row, String code, boolean worked, String column) {
        if (row.hasNonNull(column)) {
            paid.add(new PayrollResults.Paid(
                    YearMonth.parse(Json.text(row, PayrollJpFile.MONTH)),
                    Json.text(row, PayrollJpFile.NUMBER),
                    code,
                    new BigDecimal(Json.text(row, column)),
                    worked,
                    Json.text(row, PayrollJpFile.COST_CENTER)));
        }
    }

    @Override
    Reply imported(Call call, String file, boolean testRun) {
        PayrollJpFile csv;
        try {
            if (!file.endsWith(".csv")) {
                throw new BadFile(1, "The file name does not end in .csv");
            }
            csv = PayrollJpFile.read(call.body());
        } catch (BadFile bad) {
            return Reply.json(422, ImportReport.refused(file, testRun, bad).json());
        }
        String batch = csv.isPayData() ? csv.batchId() : file.substring(0, file.length() - ".csv".length());
        ImportReport report = new ImportReport(file, testRun).batch(batch);
        List<PayrollJpFile.Row> good = sorted(call, csv, report, testRun);
        BigDecimal total = PayrollJpFile.SUMMED.stream()
                .map(column -> PayrollJpFile.sum(good, column))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        report.control("rows", Integer.toString(good.size())).control("total", total.toPlainString());
        if (!testRun) {
            take(call, csv.isPayData(), batch, good);
            if (batch != null) {
                acknowledge(batch, report);
            }
        }
        return Reply.json(200, report.json());
    }

    private List<PayrollJpFile.Row> sorted(Call call, PayrollJpFile csv, ImportReport report, boolean testRun) {
        Set<String> known = new HashSet<>();
        records.all(EMPLOYEE).forEach(employee -> known.add(Json.text(employee, PayrollJpFile.NUMBER)));
        String common = csv.rows().isEmpty()
                ? null
                : PayrollJpFile.common(csv.rows().get(0).fields());
        List<PayrollJpFile.Row> good = new ArrayList<>();
        for (PayrollJpFile.Row row : csv.rows()) {
            String wrong = PayrollJpRules.wrong(csv.isPayData(), row.fields(), known, common);
            if (wrong == null) {
                good.add(row);
                report.accept();
            } else {
                report.reject(row.line(), wrong);
                if (!testRun) {
                    String type = csv.isPayData() ? PAY_DATA : EMPLOYEE;
                    call.wrote(Write.refused(type, externalId(csv.isPayData(), row), 200, keys(row)));
                }
            }
        }
        return good;
    }

    private void take(Call call, boolean payData, String batch, List<PayrollJpFile.Row> rows) {
        if (payData) {
            List<String> old = new ArrayList<>();
            records.all(PAY_DATA).stream()
                    .filter(row -> batch.equals(Json.text(row, PayrollJpFile.BATCH)))
                    .forEach(row -> old.add(Json.text(row, "id")));
            old.forEach(id -> records.remove(PAY_DATA, id));
        }
        String type = payData ? PAY_DATA : EMPLOYEE;
        int place = 0;
        for (PayrollJpFile.Row row : rows) {
            String external = externalId(payData, row);
            String id = payData ? batch + "/" + ++place : external;
            ObjectNode record = Json.object(row.fields()).put("id", id);
            records.put(type, id, external, record);
            call.wrote(Write.applied(type, external, id, 200, keys(row)));
        }
    }

    private static String externalId(boolean payData, PayrollJpFile.Row row) {
        String number = row.fields().get(PayrollJpFile.NUMBER);
        return payData ? row.fields().get(PayrollJpFile.BATCH) + "/" + number : number;
    }

    private static Map<String, String> keys(PayrollJpFile.Row row) {
        Map<String, String> keys = new LinkedHashMap<>();
        for (String key : List.of(PayrollJpFile.NUMBER, PayrollJpFile.BATCH, PayrollJpFile.LEAVE_CODE)) {
            keys.put(key, row.fields().get(key));
        }
        return keys;
    }
}
