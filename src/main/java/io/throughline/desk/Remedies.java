package io.throughline.desk;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.throughline.mapping.MappingFiles;
import java.util.ArrayList;
import java.util.List;

/**
 * Who owns a problem and what to do about it: tables with the columns {@code what,rule,owner,action,text}. What holds for
 * every system is in {@code mappings/codes/remedies.csv}, what holds for one in {@code mappings/<system>/remedies.csv}. The
 * first row that fits holds: the common rows that name a rule in full, those of the systems, the other common ones.
 * {@code *} fits anything, at the end of a rule it fits any ending. {@code what} is an operation or event type.
 */
public final class Remedies {

    private static final String FILE = "codes/remedies.csv";
    private static final String OWN = "/remedies.csv";
    private static final String ANYTHING = "*";

    /**
     * What to do.
     *
     * @param owner  domain that owns it: {@code hr}, {@code finance}, {@code delivery} or {@code operator}
     * @param action code of the action
     * @param text   a sentence
     */
    public record Remedy(String owner, String action, String text) {}

    private record Row(String system, String what, String rule, Remedy remedy) {}

    private final List<Row> rows = new ArrayList<>();

    /** @throws IllegalStateException when the table is missing or its last row does not fit everything */
    public Remedies(MappingFiles files) {
        List<Row> common = rows("*", files.text(FILE));
        common.stream().filter(row -> !row.rule().endsWith(ANYTHING)).forEach(rows::add);
        files.files().keySet().stream()
                .filter(path -> path.endsWith(OWN) && !path.equals(FILE))
                .forEach(path -> rows.addAll(rows(path.substring(0, path.length() - OWN.length()), files.text(path))));
        common.stream().filter(row -> row.rule().endsWith(ANYTHING)).forEach(rows::add);
        if (rows.isEmpty() || !fits(rows.get(rows.size() - 1), "", "", "")) {
            throw new IllegalStateException("the last row of " + FILE + " has to be *,*");
        }
    }

    private static List<Row> rows(String system, String table) {
        List<Row> rows = new ArrayList<>();
        for (NamedCsvRecord line : CsvReader.builder().ofNamedCsvRecord(table)) {
            Remedy remedy = new Remedy(line.getField("owner"), line.getField("action"), line.getField("text"));
            rows.add(new Row(system, line.getField("what"), line.getField("rule"), remedy));
        }
        return rows;
    }

    /**
     * The remedy for a problem.
     *
     * @param system the target, or null when a rule of ours stopped it
     * @param what   operation or event type
     * @param rule   rule id or the target's code
     */
    public Remedy of(String system, String what, String rule) {
        return rows.stream()
                .filter(row -> fits(row, system == null ? "" : system, what == null ? "" : what, rule))
                .findFirst()
                .orElseThrow()
                .remedy();
    }

    /** The sentence of an action. */
    public String text(String action) {
        return rows.stream()
                .map(Row::remedy)
                .filter(remedy -> remedy.action().equals(action))
                .findFirst()
                .map(Remedy::text)
                .orElse("");
    }

    private static boolean fits(Row row, String system, String what, String rule) {
        return fits(row.system(), system) && fits(row.what(), what) && fits(row.rule(), rule);
    }

    private static boolean fits(String pattern, String value) {
        return pattern.endsWith("*")
                ? value.startsWith(pattern.substring(0, pattern.length() - 1))
                : pattern.equals(value);
    }
}
