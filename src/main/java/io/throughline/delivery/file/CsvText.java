package io.throughline.delivery.file;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.StringWriter;
import java.util.List;
import java.util.regex.Pattern;

/**
 * CSV with CRLF (RFC 4180) that no spreadsheet takes for a formula: text that begins like one gets an apostrophe in front, decimal
 * numbers stay numbers.
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

    /** Adds a row of any values: decimal numbers stay numbers, everything else is one line and never a formula. */
    public void guarded(List<String> values) {
        csv.writeRecord(values.stream()
                .map(value -> NUMBER.matcher(value).matches() ? value : safe(value))
                .toList());
    }

    /** The table as text. */
    public String text() {
        return text.toString();
    }

    private static String safe(String value) {
        if (value.isEmpty()) {
            return "";
        }
        String marked = FORMULA.indexOf(value.charAt(0)) >= 0 ? "'" + value : value;
        return marked.replaceAll("\\p{Cntrl}+", " ").strip();
    }
}
