package sandbox;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What ADP refuses in a row, in its order of looking. */
final class AdpRules {

    /** The one company code of the demo firm. */
    static final String COMPANY = "MHU";

    private static final Set<String> DEPARTMENTS =
            Set.of("CC1100", "CC1200", "CC1900", "CC4100", "CC4200", "CC4900", "CC8100", "CC8900");
    private static final Set<String> HOURS_CODES = Set.of("V", "S", "H", "P", "B", "U");
    private static final Set<String> EARNINGS_CODES = Set.of("BON", "RET", "EXP");
    private static final Pattern FILE_NUMBER = Pattern.compile("\\d{6}");
    private static final Pattern AMOUNT = Pattern.compile("-?\\d{1,6}(\\.\\d{1,2})?");
    private static final Pattern US_DATE = Pattern.compile("(0[1-9]|1[0-2])/(0[1-9]|[12]\\d|3[01])/\\d{4}");
    private static final List<String> CODED = List.of("Hours 3", "Hours 4", "Earnings 3", "Earnings 4");
    private static final int LONGEST_BATCH_ID = 8;

    private AdpRules() {}

    /**
     * Why a row is refused.
     *
     * @param known file numbers of the employees there are
     * @param batch batch id of the file's first row
     * @return a sentence, or null when the row is good
     */
    static String wrong(boolean payData, Map<String, String> row, Set<String> known, String batch) {
        String company = row.get(AdpFile.COMPANY);
        if (!COMPANY.equals(company)) {
            return "Company code " + company + " is not " + COMPANY;
        }
        String file = row.get(AdpFile.FILE_NUMBER);
        if (file == null || !FILE_NUMBER.matcher(file).matches()) {
            return "File number " + file + " does not have 6 digits";
        }
        return payData ? wrongPayData(row, known, batch) : wrongStarter(row);
    }

    private static String wrongPayData(Map<String, String> row, Set<String> known, String batch) {
        String id = row.get(AdpFile.BATCH);
        if (id == null || !id.equals(batch) || id.length() > LONGEST_BATCH_ID) {
            return "Batch ID " + id + " is not that of the file, or longer than " + LONGEST_BATCH_ID;
        }
        if (!known.contains(row.get(AdpFile.FILE_NUMBER))) {
            return "File number " + row.get(AdpFile.FILE_NUMBER) + " is unknown in company " + COMPANY;
        }
        for (String coded : CODED) {
            String code = row.get(coded + " Code");
            if ((code == null) != (row.get(coded + " Amount") == null)) {
                return coded + " needs a code and an amount";
            }
            boolean hours = coded.startsWith("Hours");
            if (code != null && !(hours ? HOURS_CODES : EARNINGS_CODES).contains(code)) {
                return coded + " Code " + code + " is unknown";
            }
        }
        for (Map.Entry<String, String> field : row.entrySet()) {
            boolean amount = field.getKey().endsWith("Amount")
                    || field.getKey().endsWith("Hours")
                    || "Temp Rate".equals(field.getKey());
            if (amount && !isAmount(field.getValue())) {
                return field.getKey() + " " + field.getValue()
                        + " is not an amount with at most two decimals, or is zero";
            }
        }
        return wrongDepartment(row.get("Temp Dept"));
    }

    private static String wrongStarter(Map<String, String> row) {
        if (row.get("Last Name") == null || row.get("First Name") == null) {
            return "Last Name and First Name are required";
        }
        for (String column : List.of("Hire Date", "Termination Date", "Effective Date")) {
            String date = row.get(column);
            boolean missing = date == null && "Hire Date".equals(column);
            if (missing || (date != null && !US_DATE.matcher(date).matches())) {
                return column + " " + date + " is not MM/DD/YYYY";
            }
        }
        if (row.get("Home Department") == null) {
            return "Home Department is required";
        }
        String overtime = row.get("Overtime Eligible");
        if (overtime != null && !"Y".equals(overtime) && !"N".equals(overtime)) {
            return "Overtime Eligible " + overtime + " is neither Y nor N";
        }
        return wrongDepartment(row.get("Home Department"));
    }

    private static String wrongDepartment(String department) {
        return department == null || DEPARTMENTS.contains(department)
                ? null
                : "Department " + department + " is unknown";
    }

    private static boolean isAmount(String text) {
        return AMOUNT.matcher(text).matches() && new BigDecimal(text).signum() != 0;
    }
}
