package io.throughline.delivery.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** CSV that a system answers, as mappings read it: {@code {"rows": [{column: text, ...}]}}; values that are empty are left out. */
final class CsvTree {

    private static final String MARK = "\uFEFF";

    private CsvTree() {}

    /** The rows below the header line, of UTF-8 with or without a byte order mark; a missing node when it is no CSV. */
    static JsonNode read(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        ObjectNode tree = Json.MAPPER.createObjectNode();
        tree.putArray("rows");
        try (CsvReader<NamedCsvRecord> csv =
                CsvReader.builder().ofNamedCsvRecord(text.startsWith(MARK) ? text.substring(1) : text)) {
            for (NamedCsvRecord record : csv) {
                ObjectNode row = tree.withArray("rows").addObject();
                record.getFieldsAsMap().forEach((column, value) -> {
                    if (!value.isEmpty()) {
                        row.put(column, value);
                    }
                });
            }
        } catch (CsvParseException | IllegalArgumentException noCsv) {
            return MissingNode.getInstance();
        } catch (IOException impossible) {
            throw new UncheckedIOException("reading from memory failed", impossible);
        }
        return tree;
    }
}
