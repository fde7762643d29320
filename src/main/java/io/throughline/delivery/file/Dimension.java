package io.throughline.delivery.file;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A slowly changing dimension of type 2: of each key one row per stretch of days on which its attributes are the same,
 * {@code valid_from} inclusive, {@code valid_to} exclusive and empty while it is open. States come in the order of key and day.
 */
final class Dimension {

    private final CsvText csv;
    private List<String> key = List.of();
    private List<String> attributes = List.of();
    private LocalDate from;
    private LocalDate to;

    /** @param keys names of the columns that name a thing, and {@code attributes} of those that change */
    Dimension(List<String> keys, List<String> attributes) {
        List<String> header = new ArrayList<>(keys);
        header.addAll(List.of("valid_from", "valid_to"));
        header.addAll(attributes);
        this.csv = new CsvText(header);
    }

    /**
     * Takes what holds of a thing from a day on.
     *
     * @param until first day on which it does not hold any more, null while it is open; a state of the same thing that begins
     *              earlier ends it
     */
    void state(List<String> ofKey, LocalDate begins, LocalDate until, List<String> values) {
        if (until != null && !until.isAfter(begins)) {
            return;
        }
        boolean same = ofKey.equals(key);
        if (same && (to == null || to.isAfter(begins))) {
            to = begins;
        }
        if (same && begins.equals(to) && values.equals(attributes)) {
            to = until;
            return;
        }
        flush();
        key = ofKey;
        attributes = values;
        from = begins;
        to = until;
    }

    /** The whole table. */
    byte[] bytes() {
        flush();
        from = null;
        return csv.text().getBytes(StandardCharsets.UTF_8);
    }

    private void flush() {
        if (from != null && !from.equals(to)) {
            List<String> row = new ArrayList<>(key);
            row.add(from.toString());
            row.add(Objects.toString(to, ""));
            row.addAll(attributes);
            csv.guarded(row);
        }
    }

    /** Values behind JSON pointers, empty where there are none. */
    static List<String> values(JsonNode data, List<String> pointers) {
        return pointers.stream()
                .map(pointer -> data.at(pointer))
                .map(value -> value.isValueNode() && !value.isNull() ? value.asText() : "")
                .toList();
    }
}
