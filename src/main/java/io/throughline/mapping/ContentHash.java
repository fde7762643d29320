package io.throughline.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeMap;

/** The hash of what a canonical object says, for sources whose records carry no change number. */
final class ContentHash {

    private static final int CHARACTERS = 16;
    private static final Set<String> NOT_CONTENT = Set.of("version", "knownAt");

    private ContentHash() {}

    /**
     * The first 16 hexadecimal characters of the SHA-256 over the object with its fields in order. When it was read
     * ({@code version}, {@code knownAt}) does not count, nor does a status that follows from dates and the day of reading.
     */
    static String of(JsonNode data) {
        StringBuilder text = new StringBuilder();
        write(data, text, true);
        return Bytes.sha256(text.toString().getBytes(StandardCharsets.UTF_8)).substring(0, CHARACTERS);
    }

    private static void write(JsonNode node, StringBuilder out, boolean top) {
        if (node.isObject()) {
            TreeMap<String, JsonNode> fields = new TreeMap<>();
            node.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
            boolean datedStatus = top && node.path("employment").has("hireDate");
            fields.forEach((name, value) -> {
                if (!(top && NOT_CONTENT.contains(name)) && !(datedStatus && name.equals("status"))) {
                    out.append('{').append(name).append('=');
                    write(value, out, false);
                    out.append('}');
                }
            });
        } else if (node.isArray()) {
            node.forEach(element -> {
                out.append('[');
                write(element, out, false);
                out.append(']');
            });
        } else {
            out.append(node);
        }
    }
}
