package sandbox;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A file of the Japanese payroll: CSV in UTF-8 without BOM, CRLF, one fixed header. Records {@code D} are hours of one
 * employee and month, or, under a header of their own, payments in yen; records {@code S} and {@code C} are employees who start or
 * change. Hours and payments end with one record {@code T} that has the number of the others and their sums.
 *
 * @param isPayData whether it has hours or payments
 * @param rows the rows without that of the totals
 */
record PayrollJpFile(boolean isPayData, List<PayrollJpFile.Row> rows) {

    static final String TYPE = "record_type";
    static final String BATCH = "batch_id";
    static final String MONTH = "pay_month";
    static final String NUMBER = "employee_number";
    static final String REGULAR = "regular_hours";
    static final String OVERTIME = "statutory_overtime_hours";
    static final String LEAVE_CODE = "leave_code";
    static final String LEAVE = "leave_hours";
    static final String COST_CENTER = "cost_center";
    static final List<String> HOURS = List.of(REGULAR, OVERTIME, LEAVE);
    static final List<String> PAY =
            List.of(TYPE, BATCH, MONTH, NUMBER, REGULAR, OVERTIME, LEAVE_CODE, LEAVE, COST_CENTER);
    static final String PAYMENT_CODE = "payment_code";
    static final String AMOUNT = "amount";
    static final List<String> PAYMENTS = List.of(TYPE, BATCH, MONTH, NUMBER, PAYMENT_CODE, AMOUNT, COST_CENTER);
    static final List<String> SUMMED = List.of(REGULAR, OVERTIME, LEAVE, AMOUNT);
    static final List<String> PEOPLE = List.of(
            TYPE,
            NUMBER,
            "name",
            "name_latin",
            "hire_date",
            "termination_date",
            COST_CENTER,
            "weekly_hours",
            "effective_date");

    /**
     * One row.
     *
     * @param line its line, the header being 1
     * @param fields its values by column; empty ones are left out
     */
    record Row(int line, Map<String, String> fields) {}

    /** Reads a file, or throws a {@link BadFile}. */
    static PayrollJpFile read(byte[] bytes) {
        String text = text(bytes);
        List<CsvRecord> lines;
        try (CsvReader<CsvRecord> csv = CsvReader.builder().ofCsvRecord(text)) {
            lines = csv.stream().toList();
        } catch (CsvParseException e) {
            throw new BadFile(1, "The file cannot be read: " + e.getMessage());
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        if (lines.isEmpty()) {
            throw new BadFile(1, "The file is empty");
        }
        List<String> header = lines.get(0).getFields();
        if (!List.of(PAY, PAYMENTS, PEOPLE).contains(header)) {
            throw new BadFile(
                    1,
                    "The header must be " + String.join(",", PAY) + " or " + String.join(",", PAYMENTS) + " or "
                            + String.join(",", PEOPLE));
        }
        List<Row> rows = new ArrayList<>();
        for (CsvRecord line : lines.subList(1, lines.size())) {
            rows.add(row(header, line));
        }
        if (header.equals(PEOPLE)) {
            return new PayrollJpFile(false, rows);
        }
        if (rows.isEmpty()) {
            throw new BadFile(lines.size(), "The record T with the totals is missing");
        }
        List<Row> details = rows.subList(0, rows.size() - 1);
        refuseWrongTotals(header, details, rows.get(rows.size() - 1));
        return new PayrollJpFile(true, details);
    }

    /** Sum of a column; what is no number counts nothing. */
    static BigDecimal sum(List<Row> rows, String column) {
        boolean money = column.equals(AMOUNT);
        Pattern form = money ? PayrollJpRules.YEN : PayrollJpRules.HOURS;
        return rows.stream()
                .map(row -> row.fields().get(column))
                .filter(value -> value != null && form.matcher(value).matches())
                .map(BigDecimal::new)
                .reduce(BigDecimal.ZERO.setScale(money ? 0 : 2), BigDecimal::add);
    }

    private static void refuseWrongTotals(List<String> header, List<Row> details, Row totals) {
        Map<String, String> said = totals.fields();
        if (!"T".equals(said.get(TYPE))) {
            throw new BadFile(totals.line(), "The record T with the totals is missing");
        }
        if (!Integer.toString(details.size()).equals(said.get(NUMBER))) {
            throw new BadFile(
                    totals.line(), "The totals say " + said.get(NUMBER) + " records, there are " + details.size());
        }
        for (String column : SUMMED.stream().filter(header::contains).toList()) {
            String counted = sum(details, column).toPlainString();
            if (!counted.equals(said.get(column))) {
                throw new BadFile(
                        totals.line(),
                        "The totals say " + column + " " + said.get(column) + ", counted are " + counted);
            }
        }
    }

    private static Row row(List<String> header, CsvRecord line) {
        int number = (int) line.getStartingLineNumber();
        if (line.getFieldCount() != header.size()) {
            throw new BadFile(number, line.getFieldCount() + " values for " + header.size() + " columns");
        }
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; i < header.size(); i++) {
            if (!line.getField(i).isEmpty()) {
                fields.put(header.get(i), line.getField(i));
            }
        }
        return new Row(number, fields);
    }

    private static String text(byte[] bytes) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new BadFile(1, "The file is not in UTF-8");
        }
        if (text.startsWith("\uFEFF")) {
            throw new BadFile(1, "The file starts with a byte order mark");
        }
        if (!text.endsWith("\r\n") || text.replace("\r\n", "").chars().anyMatch(c -> c < 0x20)) {
            throw new BadFile(1, "Lines end with CR LF, and no value has a control character");
        }
        return text;
    }

    /** The batch of the first row; null when there are no rows. */
    String batchId() {
        return rows.isEmpty() ? null : rows.get(0).fields().get(BATCH);
    }

    /** Columns that are compared for what a batch has in common. */
    static String common(Map<String, String> row) {
        return List.of(BATCH, MONTH).stream().map(row::get).map(String::valueOf).collect(Collectors.joining("/"));
    }
}
