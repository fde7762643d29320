package sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What was paid, by worker and pay period: every batch that was imported counts as paid in the half month its id names, such
 * as {@code OCT26A}, and {@code OCT26A2} for a difference to it.
 */
final class AdpResults {

    private static final Pattern BATCH = Pattern.compile("([A-Z]{3}\\d{2})([AB])\\d*");
    private static final DateTimeFormatter MONTH = new java.time.format.DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendPattern("MMMuu")
            .toFormatter(Locale.ROOT);
    private static final int MIDDLE = 15;

    private final Map<String, Map<String, BigDecimal>> paid = new LinkedHashMap<>();
    private final List<PayrollResults.Paid> rows = new ArrayList<>();

    /** @param payData rows of pay data that were taken */
    AdpResults(Iterable<ObjectNode> payData, LocalDate from, LocalDate to) {
        for (ObjectNode row : payData) {
            Matcher batch = BATCH.matcher(String.valueOf(Json.text(row, AdpFile.BATCH)));
            if (!batch.matches()) {
                continue;
            }
            YearMonth month = YearMonth.parse(batch.group(1), MONTH);
            boolean first = batch.group(2).equals("A");
            LocalDate begin = month.atDay(first ? 1 : MIDDLE + 1);
            LocalDate end = first ? month.atDay(MIDDLE) : month.atEndOfMonth();
            if (!end.isBefore(from) && !begin.isAfter(to)) {
                Map<String, BigDecimal> hours = paid.computeIfAbsent(
                        Json.text(row, AdpFile.FILE_NUMBER) + "|" + begin + "|" + end, any -> new LinkedHashMap<>());
                count(hours, month, row, "REG", Json.text(row, "Reg Hours"));
                count(hours, month, row, "OT", Json.text(row, "O/T Hours"));
                count(hours, month, row, Json.text(row, "Hours 3 Code"), Json.text(row, "Hours 3 Amount"));
                count(hours, month, row, Json.text(row, "Hours 4 Code"), Json.text(row, "Hours 4 Amount"));
            }
        }
    }

    /** A page of them. */
    Reply page(int skip, int top) {
        ObjectNode page = Json.object();
        ArrayNode outputs = page.putArray("payrollOutputs");
        paid.entrySet().stream().skip(skip).limit(top).forEach(entry -> {
            String[] key = entry.getKey().split("\\|");
            ArrayNode earnings = outputs.addObject()
                    .put("payrollFileNumber", key[0])
                    .put("payPeriodStartDate", key[1])
                    .put("payPeriodEndDate", key[2])
                    .putArray("earnings");
            entry.getValue()
                    .forEach((code, hours) ->
                            earnings.addObject().put("code", code).put("hours", hours.toPlainString()));
        });
        return Reply.json(200, page);
    }

    /** The same by person, for what is posted of it. */
    List<PayrollResults.Paid> rows() {
        return List.copyOf(rows);
    }

    private void count(Map<String, BigDecimal> hours, YearMonth month, ObjectNode row, String code, String amount) {
        if (code != null && amount != null) {
            hours.merge(code, new BigDecimal(amount), BigDecimal::add);
            rows.add(new PayrollResults.Paid(
                    month,
                    Json.text(row, AdpFile.FILE_NUMBER),
                    code,
                    new BigDecimal(amount),
                    code.equals("REG") || code.equals("OT"),
                    Json.text(row, "Temp Dept")));
        }
    }
}
