package sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * DATEV LODAS's import of master and movement data. A batch has the name of its file: sent again, its rows take the place of
 * those it had. A row that is wrong is reported and left out; the others are taken. The test run keeps nothing. What was paid of them and
 * what it costs it tells as CSV, see {@link PayrollResults}.
 */
final class DatevSandbox extends ImportVendor {

    private static final String MOVEMENT = "movement";
    private static final String EMPLOYEE = "employee";
    private static final String PNR = "pnr";
    private static final Set<String> WORKED = Set.of("101", "102");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd[/][.]MM[/][.]uuuu");

    DatevSandbox(Clock clock) {
        super(clock);
    }

    @Override
    String name() {
        return "datev";
    }

    @Override
    String fallbackId(String recordType, ObjectNode record) {
        return Json.text(record, PNR);
    }

    /** What was paid of the movements that count hours ({@code bs_nr} 1); wage types 101 and 102 are worked. */
    @Override
    Reply more(Call call) {
        List<PayrollResults.Paid> paid = new ArrayList<>();
        records.all(MOVEMENT).stream()
                .filter(row -> "1".equals(Json.text(row, "bs_nr")))
                .forEach(row -> paid.add(new PayrollResults.Paid(
                        YearMonth.parse(Json.text(row, "abrechnung_zeitraum"), DAY),
                        Json.text(row, PNR),
                        Json.text(row, "la_eigene"),
                        LodasRules.number(Json.text(row, "bs_wert_butab")),
                        WORKED.contains(Json.text(row, "la_eigene")),
                        Json.text(row, "kostenstelle"))));
        return results(call, paid);
    }

    @Override
    Reply imported(Call call, String file, boolean testRun) {
        LodasFile lodas;
        try {
            if (!file.endsWith(".txt")) {
                throw new BadFile(1, "The file name does not end in .txt");
            }
            lodas = LodasFile.read(call.body());
        } catch (BadFile bad) {
            return Reply.json(422, ImportReport.refused(file, testRun, bad).json());
        }
        String batch = file.substring(0, file.length() - ".txt".length());
        ImportReport report = new ImportReport(file, testRun).batch(batch);
        List<LodasFile.Row> good = sorted(call, lodas, batch, report, testRun);
        BigDecimal total = good.stream()
                .filter(LodasFile.Row::isMovement)
                .map(row -> LodasRules.number(row.fields().get(LodasRules.VALUE)))
                .reduce(BigDecimal.ZERO.setScale(2), BigDecimal::add);
        report.control("rows", Integer.toString(good.size())).control("total", total.toPlainString());
        if (!testRun) {
            take(call, batch, good);
            acknowledge(batch, report);
        }
        return Reply.json(200, report.json());
    }

    private List<LodasFile.Row> sorted(Call call, LodasFile lodas, String batch, ImportReport report, boolean testRun) {
        Set<String> known = new HashSet<>();
        records.all(EMPLOYEE).forEach(employee -> known.add(Json.text(employee, PNR)));
        List<LodasFile.Row> good = new ArrayList<>();
        for (LodasFile.Row row : lodas.rows()) {
            String wrong = LodasRules.wrong(row, known, lodas.general());
            if (wrong == null) {
                good.add(row);
                report.accept();
                if (!row.isMovement()) {
                    known.add(row.fields().get(LodasRules.PNR_MASTER));
                }
            } else {
                report.reject(row.line(), wrong);
                if (!testRun) {
                    call.wrote(Write.refused(type(row), externalId(batch, row), 200, keys(row)));
                }
            }
        }
        return good;
    }

    private void take(Call call, String batch, List<LodasFile.Row> rows) {
        List<String> old = new ArrayList<>();
        records.all(MOVEMENT).stream()
                .filter(row -> batch.equals(Json.text(row, "batchId")))
                .forEach(row -> old.add(Json.text(row, "id")));
        old.forEach(id -> records.remove(MOVEMENT, id));
        int place = 0;
        for (LodasFile.Row row : rows) {
            String external = externalId(batch, row);
            String id = row.isMovement() ? batch + "/" + ++place : row.fields().get(LodasRules.PNR_MASTER);
            ObjectNode before = row.isMovement() ? null : records.get(EMPLOYEE, id);
            ObjectNode record = before == null ? Json.object() : before.deepCopy();
            row.fields().forEach((field, value) -> record.put(field.substring(0, field.indexOf('#')), value));
            if (row.isMovement()) {
                record.put("id", id).put("batchId", batch);
            }
            records.put(type(row), id, external, record);
            call.wrote(Write.applied(type(row), external, id, 200, keys(row)));
        }
    }

    private static String type(LodasFile.Row row) {
        return row.isMovement() ? MOVEMENT : EMPLOYEE;
    }

    /** An employee is known by the number, a movement by batch, number and wage type. */
    private static String externalId(String batch, LodasFile.Row row) {
        return row.isMovement()
                ? batch + "/" + row.fields().get(LodasRules.PNR_MOVEMENT) + "/"
                        + row.fields().get(LodasRules.WAGE_TYPE)
                : row.fields().get(LodasRules.PNR_MASTER);
    }

    private static Map<String, String> keys(LodasFile.Row row) {
        Map<String, String> keys = new LinkedHashMap<>();
        keys.put(
                PNR,
                row.fields().getOrDefault(LodasRules.PNR_MOVEMENT, row.fields().get(LodasRules.PNR_MASTER)));
        keys.put("month", row.fields().get(LodasRules.MONTH));
        keys.put("wageType", row.fields().get(LodasRules.WAGE_TYPE));
        return keys;
    }
}
