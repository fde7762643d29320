package io.throughline.mapping;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tables of a vendor's folder in which a mapping looks up a row by its first column, such as {@code mappings/datev/wage-types.csv}
 * with {@code code,wage_type,processing_key}.
 */
final class VendorTables {

    private final MappingFiles files;
    private final Map<String, Map<String, ObjectNode>> tables = new ConcurrentHashMap<>();

    VendorTables(MappingFiles files) {
        this.files = files;
    }

    /**
     * The row of a key, as an object of its other columns that are not empty.
     *
     * @param table path below the mapping folder without ending, such as {@code datev/wage-types}
     * @throws IllegalArgumentException when there is no such table or it has a key twice
     */
    Optional<ObjectNode> find(String table, String key) {
        ObjectNode row = tables.computeIfAbsent(table, this::read).get(key);
        return Optional.ofNullable(row == null ? null : row.deepCopy());
    }

    private Map<String, ObjectNode> read(String table) {
        if (files.find(table + ".csv").isEmpty()) {
            throw new IllegalArgumentException("There is no table mappings/" + table + ".csv");
        }
        Map<String, ObjectNode> rows = new HashMap<>();
        for (NamedCsvRecord line : CsvReader.builder().ofNamedCsvRecord(files.text(table + ".csv"))) {
            ObjectNode row = JsonNodeFactory.instance.objectNode();
            for (String column : line.getHeader().subList(1, line.getHeader().size())) {
                if (!line.getField(column).isEmpty()) {
                    row.put(column, line.getField(column));
                }
            }
            if (rows.put(line.getField(0), row) != null) {
                throw new IllegalArgumentException("mappings/" + table + ".csv has " + line.getField(0) + " twice");
            }
        }
        return Map.copyOf(rows);
    }
}
