package sandbox;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The seeds that lie beside the classes as CSV with a header. */
final class Csv {

    private Csv() {}

    /** The rows of {@code /sandbox/<name>}, column by column. */
    static List<Map<String, String>> rows(String name) {
        InputStream stream = Csv.class.getResourceAsStream("/sandbox/" + name);
        if (stream == null) {
            throw new IllegalStateException("no seeds: " + name);
        }
        try (Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8);
                CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(reader)) {
            return csv.stream().map(NamedCsvRecord::getFieldsAsMap).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
