package io.throughline.delivery.file;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/**
 * CSV in UTF-8 with CRLF (RFC 4180) that no spreadsheet takes for a formula: text that begins like one gets an apostrophe in front,
 * numbers are written by {@link #hours} and stay numbers.
 */
public final class CsvText {

    private static final Pattern NUMBER = Pattern.compile("-?\\d+([.,]\\d+)?");
    private static final String FORMULA = "=+-@\t\r";

    private final StringWriter text = new StringWriter();
    private final CsvWriter csv =
            CsvWriter.builder().bufferSize(0).lineDelimiter(LineDelimiter.CRLF).build(text);

    /** A table with its header. */
    public CsvText(List<String> header) {
        csv.writeRecord(header);
    }

    /** Adds a row of values that are safe already. */
    void row(String... values) {
        csv.writeRecord(values);
    }

    /** Adds a row of any values: decimal numbers stay numbers, everything else is made {@link #safe}. */
    public void guarded(List<String> values) {
        csv.writeRecord(values.stream()
                .map(value -> NUMBER.matcher(value).matches() ? value : safe(value))
                .toList());
    }

    /** The table as text. */
    public String text() {
        return text.toString();
    }

    byte[] bytes() {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Free text: one line, never a formula, empty for null. */
    static String safe(String value) {
        if (value == null || value.isEmpty()) {
            return "";
        }
        String marked = FORMULA.indexOf(value.charAt(0)) >= 0 ? "'" + value : value;
        return marked.replaceAll("\\p{Cntrl}+", " ").strip();
    }

    /**
     * Hours with two decimals, empty when there are none.
     *
     * @throws IllegalArgumentException when two decimals do not hold it
     */
    static String hours(String field, String value) {
        if (value == null || value.isEmpty()) {
            return "";
        }
        try {
            BigDecimal hours = new BigDecimal(value).setScale(2, RoundingMode.UNNECESSARY);
            return hours.signum() == 0 ? "" : hours.toPlainString();
        } catch (ArithmeticException | NumberFormatException wrong) {
            throw new IllegalArgumentException(
                    field + " is " + value + ", expected a decimal with at most two digits", wrong);
        }
    }
}
