package sandbox;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A CSV file for ADP: which of the two it is, and its rows by column. */
record AdpFile(boolean isPayData, List<AdpFile.Row> rows) {

    static final String COMPANY = "Co Code";
    static final String BATCH = "Batch ID";
    static final String FILE_NUMBER = "File #";

    private static final List<String> PAY_DATA_FIRST = List.of(COMPANY, BATCH, FILE_NUMBER);
    private static final List<String> STARTER_FIRST =
            List.of(COMPANY, FILE_NUMBER, "Last Name", "First Name", "Hire Date", "Home Department");
    private static final Set<String> PAY_DATA_MORE = Set.of(
            "Reg Hours",
            "O/T Hours",
            "Hours 3 Code",
            "Hours 3 Amount",
            "Hours 4 Code",
            "Hours 4 Amount",
            "Earnings 3 Code",
            "Earnings 3 Amount",
            "Earnings 4 Code",
            "Earnings 4 Amount",
            "Temp Dept",
            "Temp Rate");
    private static final Set<String> STARTER_MORE = Set.of(
            "Pay Group",
            "Standard Hours",
            "Overtime Eligible",
            "Work Email",
            "Associate ID",
            "Termination Date",
            "Effective Date");

    /**
     * One row.
     *
     * @param line its line in the file, the header being 1
     * @param fields its values by column; empty ones are left out
     */
    record Row(int line, Map<String, String> fields) {}

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException when name, header or shape are not ADP's; the message says why
     */
    static AdpFile read(String name, String text) {
        List<CsvRecord> lines;
        try (CsvReader<CsvRecord> csv = CsvReader.builder().ofCsvRecord(text)) {
            lines = csv.stream().toList();
        } catch (CsvParseException e) {
            throw new IllegalArgumentException("The file cannot be read: " + e.getMessage(), e);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("The file is empty");
        }
        List<String> header = lines.get(0).getFields();
        boolean payData = header.contains(BATCH);
        refuseWrongName(name, payData);
        refuseWrongColumns(header, payData ? PAY_DATA_FIRST : STARTER_FIRST, payData ? PAY_DATA_MORE : STARTER_MORE);
        List<Row> rows = new ArrayList<>();
        for (CsvRecord line : lines.subList(1, lines.size())) {
            rows.add(new Row((int) line.getStartingLineNumber(), fields(header, line)));
        }
        return new AdpFile(payData, rows);
    }

    /** The batch of the first row; a file is one batch. Null when there are no rows. */
    String batchId() {
        return rows.isEmpty() ? null : rows.get(0).fields().get(BATCH);
    }

    private static void refuseWrongName(String name, boolean payData) {
        if (!name.endsWith(".csv")) {
            throw new IllegalArgumentException("The file name does not end in .csv");
        }
        if (payData && !name.equals("PR" + AdpRules.COMPANY + "EPI.csv")) {
            throw new IllegalArgumentException("Pay data of company " + AdpRules.COMPANY + " must be named PR"
                    + AdpRules.COMPANY + "EPI.csv, not " + name);
        }
    }

    private static void refuseWrongColumns(List<String> header, List<String> first, Set<String> more) {
        if (header.size() < first.size() || !header.subList(0, first.size()).equals(first)) {
            throw new IllegalArgumentException("The first columns must be " + String.join(", ", first));
        }
        Set<String> seen = new HashSet<>(first);
        for (String column : header.subList(first.size(), header.size())) {
            if (!more.contains(column) || !seen.add(column)) {
                throw new IllegalArgumentException("Unknown or repeated column: " + column);
            }
        }
    }

    private static Map<String, String> fields(List<String> header, CsvRecord line) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; i < Math.min(header.size(), line.getFieldCount()); i++) {
            if (!line.getField(i).isEmpty()) {
                fields.put(header.get(i), line.getField(i));
            }
        }
        return fields;
    }
}
