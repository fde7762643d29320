package io.throughline.close;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One table that checks read, as {@code close/inputs.csv} declares it.
 *
 * @param name    name of the table and of its file; {@code canonical_*} is what is known here, everything else is an
 *                extract of a system
 * @param columns its columns; further columns of a file are ignored
 */
record Input(String name, List<Column> columns) {

    /**
     * One column.
     *
     * @param type    text, date, hours, money, rate, fx, integer, boolean or instant
     * @param absent  {@code required}, or what holds when the column or the value is absent (empty: nothing)
     * @param meaning what it says
     */
    record Column(String name, String type, String absent, String meaning) {

        boolean required() {
            return absent.equals("required");
        }

        /** The type in SQL; no decimal has more than 18 digits, with more DuckDB reads text many times slower. */
        String sqlType() {
            return switch (type) {
                case "text" -> "varchar";
                case "date" -> "date";
                case "hours" -> "decimal(12, 6)";
                case "money" -> "decimal(18, 4)";
                case "rate" -> "decimal(18, 6)";
                case "fx" -> "decimal(18, 10)";
                case "integer" -> "bigint";
                case "boolean" -> "boolean";
                case "instant" -> "timestamptz";
                default -> throw new IllegalStateException("inputs.csv knows no type " + type);
            };
        }
    }

    /** Every input in the order of the catalogue. */
    static List<Input> all() {
        Map<String, List<Column>> byName = new LinkedHashMap<>();
        CheckFile.text("inputs.csv").lines().skip(1).forEach(line -> {
            String[] cells = line.split(",", 5);
            byName.computeIfAbsent(cells[0], name -> new ArrayList<>())
                    .add(new Column(cells[1], cells[2], cells[3], cells[4]));
        });
        return byName.entrySet().stream()
                .map(input -> new Input(input.getKey(), List.copyOf(input.getValue())))
                .toList();
    }

    /** One input. */
    static Input named(String name) {
        return all().stream()
                .filter(input -> input.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("inputs.csv has no " + name));
    }

    boolean canonical() {
        return name.startsWith("canonical_");
    }

    Optional<Column> column(String column) {
        return columns.stream().filter(known -> known.name().equals(column)).findFirst();
    }

    /** The names of the columns in order. */
    List<String> header() {
        return columns.stream().map(Column::name).toList();
    }
}
