package sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a payroll has calculated from the hours it took in, as CSV: the hours it paid by person and pay code, and the labour cost it
 * posts by cost centre. What an hour of a person costs, on-costs included, is its own knowledge ({@code payroll-pay.csv}); leave is paid
 * out of what those costs have set aside, and the premium of overtime is a cost of its own, so that neither is in the journal. A
 * record {@code correction} is what a payroll clerk entered by hand: {@code {number, month, code, hours, costCenter?, worked?}}.
 */
final class PayrollResults {

    /** The record type of what was entered by hand. */
    static final String CORRECTION = "correction";

    /**
     * Paid hours.
     *
     * @param number     of the person
     * @param code       pay code in the words of the payroll
     * @param worked     whether they were worked
     * @param costCenter where their cost is posted, null for none
     */
    record Paid(YearMonth month, String number, String code, BigDecimal hours, boolean worked, String costCenter) {}

    private record Pay(String currency, BigDecimal costPerHour) {}

    private final List<Paid> paid = new ArrayList<>();
    private final Map<String, Pay> pay = new HashMap<>();

    /**
     * @param vendor      which payroll it is
     * @param imported    hours that it took in
     * @param corrections records of type {@link #CORRECTION}
     */
    PayrollResults(String vendor, List<Paid> imported, Iterable<ObjectNode> corrections) {
        paid.addAll(imported);
        corrections.forEach(record -> paid.add(new Paid(
                YearMonth.parse(record.path("month").asText()),
                Json.text(record, "number"),
                Json.text(record, "code"),
                new BigDecimal(record.path("hours").asText()),
                record.path("worked").asBoolean(true),
                Json.text(record, "costCenter"))));
        Csv.rows("payroll-pay.csv").stream()
                .filter(row -> row.get("vendor").equals(vendor))
                .forEach(row -> pay.put(
                        row.get("number"), new Pay(row.get("currency"), new BigDecimal(row.get("cost_per_hour")))));
    }

    /** Answers {@code payroll-output} and {@code payroll-journal} of a month ({@code from} is a day of it), or null for another address. */
    Reply answer(String resource, String from) {
        if (!List.of("payroll-output", "payroll-journal").contains(resource)) {
            return null;
        }
        YearMonth month;
        try {
            month = YearMonth.parse(String.valueOf(from)
                    .substring(0, Math.min(7, String.valueOf(from).length())));
        } catch (DateTimeException none) {
            return Reply.json(400, Json.object().put("error", "from is a date"));
        }
        return Reply.csv(200, resource.equals("payroll-output") ? output(month) : journal(month));
    }

    /** {@code pay_month,personnel_number,pay_code,hours}, one row per person and pay code. */
    private String output(YearMonth month) {
        Map<String, BigDecimal> hours = new TreeMap<>();
        of(month).forEach(row -> hours.merge(row.number() + "," + row.code(), row.hours(), BigDecimal::add));
        StringBuilder csv = new StringBuilder("pay_month,personnel_number,pay_code,hours\r\n");
        hours.forEach((key, sum) -> csv.append(month)
                .append(',')
                .append(key)
                .append(',')
                .append(sum.setScale(2, RoundingMode.HALF_UP).toPlainString())
                .append("\r\n"));
        return csv.toString();
    }

    /** {@code pay_month,cost_center,currency,labour_cost}, one row per cost centre and currency. */
    private String journal(YearMonth month) {
        Map<String, BigDecimal> cost = new TreeMap<>();
        of(month).stream()
                .filter(row -> row.worked() && pay.containsKey(row.number()))
                .forEach(row -> cost.merge(
                        (row.costCenter() == null ? "" : row.costCenter()) + ","
                                + pay.get(row.number()).currency(),
                        row.hours().multiply(pay.get(row.number()).costPerHour()),
                        BigDecimal::add));
        StringBuilder csv = new StringBuilder("pay_month,cost_center,currency,labour_cost\r\n");
        cost.forEach((key, sum) -> csv.append(month)
                .append(',')
                .append(key)
                .append(',')
                .append(sum.setScale(key.endsWith("JPY") ? 0 : 2, RoundingMode.HALF_UP)
                        .toPlainString())
                .append("\r\n"));
        return csv.toString();
    }

    private List<Paid> of(YearMonth month) {
        return paid.stream().filter(row -> row.month().equals(month)).toList();
    }
}
