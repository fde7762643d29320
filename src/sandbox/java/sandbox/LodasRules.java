package sandbox;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What LODAS refuses in the general section, in a description and in a row. */
final class LodasRules {

    static final String PNR_MOVEMENT = "pnr#bwd";
    static final String PNR_MASTER = "pnr#psd";
    static final String WAGE_TYPE = "la_eigene#bwd";
    static final String VALUE = "bs_wert_butab#bwd";
    static final String MONTH = "abrechnung_zeitraum#bwd";

    private static final String KEY = "bs_nr#bwd";
    private static final String COST_CENTRE = "kostenstelle#bwd";
    private static final Map<String, Pattern> GENERAL = Map.of(
            "Ziel", Pattern.compile("LODAS"),
            "Version_SST", Pattern.compile("1\\.0"),
            "BeraterNr", Pattern.compile("\\d{4,7}"),
            "MandantenNr", Pattern.compile("\\d{1,5}"),
            "Feldtrennzeichen", Pattern.compile("[;|]"),
            "Zahlenkomma", Pattern.compile(","),
            "Datumsformat", Pattern.compile("TT[/.]MM[/.]JJJJ"));
    private static final Set<String> MORE =
            Set.of("Stringbegrenzer", "Kommentarzeichen", "StammdatenGueltigAb", "BetrieblichePNrVerwenden");
    private static final Map<String, List<String>> NEEDED = Map.of(
            "u_lod_bwd_buchung_standard", List.of(MONTH, PNR_MOVEMENT, WAGE_TYPE, KEY, VALUE),
            "u_lod_psd_mitarbeiter", List.of(PNR_MASTER, "duevo_familienname#psd", "duevo_vorname#psd"),
            "u_lod_psd_beschaeftigung", List.of(PNR_MASTER, "eintrittdatum#psd"),
            "u_lod_psd_taetigkeit", List.of(PNR_MASTER, "stammkostenstelle#psd"));
    private static final Map<String, Set<String>> MAY = Map.of(
            "u_lod_bwd_buchung_standard", Set.of(COST_CENTRE),
            "u_lod_psd_mitarbeiter", Set.of("email#psd"),
            "u_lod_psd_beschaeftigung", Set.of("austrittdatum#psd"),
            "u_lod_psd_taetigkeit", Set.of());
    private static final Pattern PNR = Pattern.compile("\\d{1,5}");
    private static final Pattern WAGE_TYPES = Pattern.compile("\\d{1,4}");
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,8}(,\\d{1,2})?");
    private static final Pattern CENTRE = Pattern.compile("[0-9A-Za-z-]{1,13}");

    private LodasRules() {}

    static void refuseGeneral(Map<String, String> general) {
        GENERAL.forEach((key, allowed) -> {
            String value = general.get(key);
            if (value == null || !allowed.matcher(value).matches()) {
                throw new BadFile(1, key + " is " + value + ", expected " + allowed.pattern());
            }
        });
        general.keySet().forEach(key -> {
            if (!GENERAL.containsKey(key) && !MORE.contains(key)) {
                throw new BadFile(1, "Unknown key " + key + " in [Allgemein]");
            }
        });
    }

    static void refuseFields(int line, String table, List<String> fields) {
        List<String> needed = NEEDED.get(table);
        if (needed == null) {
            throw new BadFile(line, "Unknown record type " + table);
        }
        if (!fields.containsAll(needed)) {
            throw new BadFile(line, table + " needs the fields " + String.join(", ", needed));
        }
        Set<String> seen = new HashSet<>();
        for (String field : fields) {
            if (!seen.add(field) || !needed.contains(field) && !MAY.get(table).contains(field)) {
                throw new BadFile(line, "Unknown or repeated field " + field + " of " + table);
            }
        }
    }

    /**
     * Why a row is refused.
     *
     * @param known numbers of the employees there are
     * @return a sentence, or null when it is good
     */
    static String wrong(LodasFile.Row row, Set<String> known, Map<String, String> general) {
        if (row.wrong() != null) {
            return row.wrong();
        }
        String number = row.fields().get(row.isMovement() ? PNR_MOVEMENT : PNR_MASTER);
        if (number == null || !PNR.matcher(number).matches()) {
            return "pnr " + number + " does not have 1 to 5 digits";
        }
        for (String needed : NEEDED.get(row.table())) {
            if (!row.fields().containsKey(needed)) {
                return needed + " is empty";
            }
        }
        for (String dated : List.of("eintrittdatum#psd", "austrittdatum#psd", MONTH)) {
            String text = row.fields().get(dated);
            if (text != null && date(text, general) == null) {
                return dated + " " + text + " is not a date as " + general.get("Datumsformat");
            }
        }
        return row.isMovement() ? wrongMovement(row.fields(), known, general) : null;
    }

    /** A date in the format of the file, or null. */
    static LocalDate date(String text, Map<String, String> general) {
        String format = general.get("Datumsformat").replace("TT", "dd").replace("JJJJ", "uuuu");
        try {
            return LocalDate.parse(text, DateTimeFormatter.ofPattern(format).withResolverStyle(ResolverStyle.STRICT));
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** A value with a decimal comma. */
    static BigDecimal number(String text) {
        return new BigDecimal(text.replace(',', '.'));
    }

    private static String wrongMovement(Map<String, String> row, Set<String> known, Map<String, String> general) {
        if (!known.contains(row.get(PNR_MOVEMENT))) {
            return "pnr " + row.get(PNR_MOVEMENT) + " is unknown in this company";
        }
        if (date(row.get(MONTH), general).getDayOfMonth() != 1) {
            return MONTH + " " + row.get(MONTH) + " is not the first day of a month";
        }
        if (!WAGE_TYPES.matcher(row.get(WAGE_TYPE)).matches()) {
            return "Wage type " + row.get(WAGE_TYPE) + " does not have 1 to 4 digits";
        }
        if (!row.get(KEY).matches("[1-9]\\d?")) {
            return "Processing key " + row.get(KEY) + " does not have 1 or 2 digits";
        }
        if (!NUMBER.matcher(row.get(VALUE)).matches() || number(row.get(VALUE)).signum() == 0) {
            return VALUE + " " + row.get(VALUE) + " is not a number with a decimal comma, or is zero";
        }
        String centre = row.get(COST_CENTRE);
        return centre == null || CENTRE.matcher(centre).matches()
                ? null
                : "Cost centre " + centre + " does not have 1 to 13 letters and digits";
    }
}
