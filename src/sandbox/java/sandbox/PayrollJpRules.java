package sandbox;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What the Japanese payroll refuses in a row. */
final class PayrollJpRules {

    /** Hours with two decimals; negative ones take back what an earlier batch had. */
    static final Pattern HOURS = Pattern.compile("-?\\d{1,3}\\.\\d{2}");

    /** Whole yen; negative ones are kept back. */
    static final Pattern YEN = Pattern.compile("-?[1-9]\\d{0,8}");

    private static final Set<String> PAYMENT_CODES = Set.of("ER");
    private static final Set<String> LEAVE_CODES = Set.of("AL", "SL", "CL", "UL");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,10}");
    private static final Pattern MONTH = Pattern.compile("\\d{4}-(0[1-9]|1[0-2])");
    private static final Pattern BATCH = Pattern.compile("[A-Z0-9-]{1,30}");
    private static final Pattern COST_CENTER = Pattern.compile("[A-Z0-9-]{1,10}");

    private PayrollJpRules() {}

    /**
     * Why a row is refused.
     *
     * @param known numbers of the employees there are
     * @param common batch and month of the file's first row, see {@link PayrollJpFile#common}
     * @return a sentence, or null when it is good
     */
    static String wrong(boolean payData, Map<String, String> row, Set<String> known, String common) {
        String number = row.get(PayrollJpFile.NUMBER);
        if (number == null || !NUMBER.matcher(number).matches()) {
            return "employee_number " + number + " does not have 1 to 10 digits";
        }
        String center = row.get(PayrollJpFile.COST_CENTER);
        if (center == null || !COST_CENTER.matcher(center).matches()) {
            return "cost_center " + center + " does not have 1 to 10 capitals and digits";
        }
        return payData ? wrongPayData(row, known, common) : wrongPerson(row);
    }

    private static String wrongPayData(Map<String, String> row, Set<String> known, String common) {
        if (!"D".equals(row.get(PayrollJpFile.TYPE))) {
            return "record_type " + row.get(PayrollJpFile.TYPE) + " is not D";
        }
        if (!matches(BATCH, row.get(PayrollJpFile.BATCH)) || !matches(MONTH, row.get(PayrollJpFile.MONTH))) {
            return "batch_id or pay_month is not well formed";
        }
        if (!PayrollJpFile.common(row).equals(common)) {
            return "batch_id and pay_month are not those of the file";
        }
        if (!known.contains(row.get(PayrollJpFile.NUMBER))) {
            return "employee_number " + row.get(PayrollJpFile.NUMBER) + " is unknown";
        }
        return row.containsKey(PayrollJpFile.PAYMENT_CODE) || row.containsKey(PayrollJpFile.AMOUNT)
                ? wrongPayment(row)
                : wrongHours(row);
    }

    private static String wrongPayment(Map<String, String> row) {
        String code = row.get(PayrollJpFile.PAYMENT_CODE);
        if (code == null || !PAYMENT_CODES.contains(code)) {
            return "payment_code " + code + " is unknown";
        }
        return matches(YEN, row.get(PayrollJpFile.AMOUNT))
                ? null
                : "amount " + row.get(PayrollJpFile.AMOUNT) + " is not whole yen";
    }

    private static String wrongHours(Map<String, String> row) {
        boolean any = false;
        for (String column : PayrollJpFile.HOURS) {
            String hours = row.get(column);
            any |= hours != null;
            if (hours != null && !matches(HOURS, hours)) {
                return column + " " + hours + " is not hours with two decimals";
            }
        }
        if (!any) {
            return "The row has no hours";
        }
        String code = row.get(PayrollJpFile.LEAVE_CODE);
        if ((code == null) != (row.get(PayrollJpFile.LEAVE) == null)) {
            return "Leave needs a code and hours";
        }
        return code == null || LEAVE_CODES.contains(code) ? null : "leave_code " + code + " is unknown";
    }

    private static String wrongPerson(Map<String, String> row) {
        String type = row.get(PayrollJpFile.TYPE);
        if (!"S".equals(type) && !"C".equals(type)) {
            return "record_type " + type + " is neither S nor C";
        }
        for (String needed : List.of("name", "name_latin", "hire_date")) {
            if (row.get(needed) == null) {
                return needed + " is required";
            }
        }
        if (row.get("name_latin").chars().anyMatch(c -> c < 0x20 || c > 0x7e)) {
            return "name_latin has other than Latin letters";
        }
        if ("C".equals(type) && row.get("effective_date") == null) {
            return "effective_date is required of a change";
        }
        for (String dated : List.of("hire_date", "termination_date", "effective_date")) {
            if (row.get(dated) != null && !isDate(row.get(dated))) {
                return dated + " " + row.get(dated) + " is not YYYY-MM-DD";
            }
        }
        return row.get("weekly_hours") == null || matches(HOURS, row.get("weekly_hours"))
                ? null
                : "weekly_hours " + row.get("weekly_hours") + " is not hours with two decimals";
    }

    private static boolean matches(Pattern pattern, String value) {
        return value != null && pattern.matcher(value).matches();
    }

    private static boolean isDate(String text) {
        try {
            return LocalDate.parse(text) != null;
        } catch (DateTimeException e) {
            return false;
        }
    }
}
