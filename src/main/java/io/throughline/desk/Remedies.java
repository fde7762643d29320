package io.throughline.desk;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.throughline.mapping.MappingFiles;
import java.util.ArrayList;
import java.util.List;

/**
 * Who owns a problem and what to do about it, from {@code mappings/codes/remedies.csv} with the columns
 * {@code system,what,rule,owner,action,text}. The first row that fits holds; {@code *} fits anything, at the end of a rule
 * it fits any ending. {@code what} is an operation or event type.
 */
public final class Remedies {

    private static final String FILE = "codes/remedies.csv";

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
        for (NamedCsvRecord line : CsvReader.builder().ofNamedCsvRecord(files.text(FILE))) {
            Remedy remedy = new Remedy(line.getField("owner"), line.getField("action"), line.getField("text"));
            rows.add(new Row(line.getField("system"), line.getField("what"), line.getField("rule"), remedy));
        }
        if (rows.isEmpty() || !fits(rows.get(rows.size() - 1), "", "", "")) {
            throw new IllegalStateException("the last row of " + FILE + " has to be *,*,*");
        }
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
