package io.throughline.mapping;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * JSON in UTF-8: a single object, an array of objects, an object with a list of records under a name, or Kantata's ordered result list with
 * maps by id.
 */
final class JsonDocuments {

    private static final int MAX_SCALE = 100;
    private static final String RESULTS = "results";
    private static final String WHOLE = "*";

    private final DocumentTypes types;
    private final ObjectMapper mapper;

    JsonDocuments(DocumentTypes types, Limits limits) {
        this.types = types;
        this.mapper = StrictJson.mapper(limits);
    }

    Document read(String vendor, byte[] bytes) {
        JsonNode root = parse(bytes);
        refuseUnwritable(root, "");
        if (root.isArray() && root.isEmpty()) {
            throw new Refusal("DOC-EMPTY", "The document is an empty JSON array.");
        }
        DocumentType type = types.ofJson(vendor, root);
        List<Row> rows =
                switch (type.records()) {
                    case RESULTS -> results(root);
                    case WHOLE -> elements(root);
                    default -> records(root, type.records());
                };
        return new JsonDocument(type, rows, root, mapper);
    }

    private JsonNode parse(byte[] bytes) {
        int skip = Bytes.byteOrderMark(bytes);
        try {
            return mapper.readTree(bytes, skip, bytes.length - skip);
        } catch (StreamConstraintsException e) {
            boolean depth = e.getOriginalMessage().toLowerCase(Locale.ROOT).contains("depth");
            throw new Refusal(
                    depth ? "DOC-DEPTH" : "DOC-LIMIT",
                    "The JSON goes past a limit" + place(e) + ": " + e.getOriginalMessage() + ".",
                    e);
        } catch (JsonProcessingException e) {
            throw new Refusal(
                    "DOC-MALFORMED",
                    "The JSON cannot be read" + place(e) + ": "
                            + e.getOriginalMessage().replaceAll("\\s+", " ") + ".",
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String place(JsonProcessingException e) {
        return e.getLocation() == null
                ? ""
                : " in line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr();
    }

    private static List<Row> elements(JsonNode root) {
        if (!root.isArray()) {
            return List.of(Row.ofJson(1, "", root));
        }
        List<Row> rows = new ArrayList<>(root.size());
        for (int at = 0; at < root.size(); at++) {
            rows.add(Row.ofJson(at + 1, "/" + at, root.get(at)));
        }
        return rows;
    }

    private static List<Row> results(JsonNode root) {
        List<Row> rows = new ArrayList<>();
        for (JsonNode result : root.path(RESULTS)) {
            String key = result.path("key").asText();
            String id = result.path("id").asText();
            JsonNode record = root.path(key).path(id);
            if (!record.isObject()) {
                throw new Refusal(
                        "DOC-MALFORMED",
                        "results names " + key + " " + id + ", but the document has no object /" + key + "/" + id
                                + ".");
            }
            rows.add(Row.ofJson(rows.size() + 1, "/" + key + "/" + id, record));
        }
        return rows;
    }

    private static List<Row> records(JsonNode root, String list) {
        List<Row> rows = new ArrayList<>();
        for (JsonNode record : root.path(list)) {
            rows.add(Row.ofJson(rows.size() + 1, "/" + list + "/" + rows.size(), record));
        }
        return rows;
    }

    /** Refuses half surrogate pairs, which no UTF-8 text can hold, and numbers whose exponent would fill the memory. */
    private static void refuseUnwritable(JsonNode node, String pointer) {
        if (node.isTextual()) {
            refuseHalfPairs(node.textValue(), pointer);
        } else if (node.isBigDecimal() && Math.abs((long) node.decimalValue().scale()) > MAX_SCALE) {
            throw new Refusal("DOC-LIMIT", "The number at " + pointer + " has an exponent beyond " + MAX_SCALE + ".");
        } else if (node.isObject()) {
            node.properties().forEach(field -> {
                refuseHalfPairs(field.getKey(), pointer);
                refuseMarker(field.getKey(), pointer);
                refuseUnwritable(field.getValue(), pointer + "/" + field.getKey());
            });
        } else {
            for (int at = 0; at < node.size(); at++) {
                refuseUnwritable(node.get(at), pointer + "/" + at);
            }
        }
    }

    /** Names that have a meaning between mapping and journal must not come from outside. */
    private static void refuseMarker(String name, String pointer) {
        if (Markers.NAMES.contains(name)) {
            throw new Refusal("DOC-MALFORMED", "The field name " + name + " at " + pointer + "/ is reserved.");
        }
    }

    private static void refuseHalfPairs(String text, String pointer) {
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            boolean pair = Character.isHighSurrogate(c)
                    && at + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(at + 1));
            if (pair) {
                at++;
            } else if (Character.isSurrogate(c)) {
                throw new Refusal(
                        "DOC-MALFORMED",
                        "The text at " + (pointer.isEmpty() ? "the root" : pointer)
                                + " holds half of a surrogate pair, which is no character.");
            }
        }
    }

    /** A JSON document; what is kept of it stays in the same container. */
    private record JsonDocument(DocumentType type, List<Row> rows, JsonNode around, ObjectMapper mapper)
            implements Document {

        @Override
        public byte[] rejectedDocument(List<Row> kept) {
            try {
                return mapper.writerWithDefaultPrettyPrinter().writeValueAsBytes(container(kept));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("What was read as JSON can be written as JSON", e);
            }
        }

        private JsonNode container(List<Row> kept) {
            if (around.isArray()) {
                ArrayNode array = mapper.createArrayNode();
                kept.forEach(row -> array.add(row.json()));
                return array;
            }
            if (type.records().equals(WHOLE)) {
                return around;
            }
            if (!type.records().equals(RESULTS)) {
                ObjectNode root = mapper.createObjectNode();
                root.setAll((ObjectNode) around);
                ArrayNode records = root.putArray(type.records());
                kept.forEach(row -> records.add(row.json()));
                return root;
            }
            Set<String> pointers = new HashSet<>();
            kept.forEach(row -> pointers.add(row.pointer()));
            ObjectNode root = mapper.createObjectNode();
            root.setAll((ObjectNode) around);
            ArrayNode results = root.putArray(RESULTS);
            Set<String> copied = new HashSet<>();
            around.path(RESULTS).forEach(result -> {
                String key = result.path("key").asText();
                String id = result.path("id").asText();
                if (pointers.contains("/" + key + "/" + id)) {
                    results.add(result);
                } else {
                    if (copied.add(key)) {
                        root.set(key, mapper.createObjectNode().setAll((ObjectNode) root.get(key)));
                    }
                    ((ObjectNode) root.get(key)).remove(id);
                }
            });
            return root.put("count", kept.size());
        }
    }
}
