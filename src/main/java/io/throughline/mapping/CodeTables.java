package io.throughline.mapping;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Vendor codes and the canonical word for each, from {@code mappings/codes/<table>.csv} with the columns
 * {@code vendor,code,canonical}; vendor {@code *} serves all.
 */
public final class CodeTables {

    private final Map<String, Map<String, String>> tables;

    private CodeTables(Map<String, Map<String, String>> tables) {
        this.tables = tables;
    }

    /** Reads every code table of the mapping folder; files there with other columns are left to others. */
    public static CodeTables of(MappingFiles files) {
        Map<String, Map<String, String>> tables = new TreeMap<>();
        files.below("codes", ".csv").forEach((name, bytes) -> {
            String text = new String(bytes, StandardCharsets.UTF_8);
            if (text.startsWith("vendor,code,canonical")) {
                tables.put(name, read(name, text));
            }
        });
        return new CodeTables(tables);
    }

    /** The canonical word for a vendor's code, if the table knows it. */
    public Optional<String> find(String table, String vendor, String code) {
        Map<String, String> entries = tables.get(table);
        if (entries == null) {
            throw new IllegalArgumentException("There is no code table " + table + "; known are " + tables.keySet());
        }
        String found = entries.get(vendor + "|" + code);
        return Optional.ofNullable(found == null ? entries.get("*|" + code) : found);
    }

    /** The vendor's word for a canonical one, if exactly one is known. */
    public Optional<String> reverse(String table, String vendor, String canonical) {
        List<String> codes = tables.getOrDefault(table, Map.of()).entrySet().stream()
                .filter(entry ->
                        entry.getValue().equals(canonical) && entry.getKey().startsWith(vendor + "|"))
                .map(entry -> entry.getKey().substring(vendor.length() + 1))
                .toList();
        return codes.size() == 1 ? Optional.of(codes.get(0)) : Optional.empty();
    }

    /** All tables: table name to {@code vendor|code} to canonical word. */
    public Map<String, Map<String, String>> all() {
        return tables;
    }

    private static Map<String, String> read(String name, String text) {
        Map<String, String> entries = new HashMap<>();
        for (NamedCsvRecord line : CsvReader.builder().ofNamedCsvRecord(text)) {
            String before =
                    entries.put(line.getField("vendor") + "|" + line.getField("code"), line.getField("canonical"));
            if (before != null) {
                throw new IllegalStateException("Code table " + name + " has " + line.getField("code") + " of "
                        + line.getField("vendor") + " twice");
            }
        }
        return Map.copyOf(entries);
    }
}
