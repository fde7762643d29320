package io.throughline.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.throughline.contract.Violation;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Turns what a mapping made into candidates: text in NFC without control characters, nulls left out, sequence padded, ids
 * completed by the hash of the content, values that could not be translated turned into violations.
 */
final class Candidates {

    private static final List<String> REQUIRED = List.of("subject", "id", "type", "time", "partitionkey", "data");
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final String source;
    private final boolean keepNulls;

    Candidates(String source, boolean keepNulls) {
        this.source = source;
        this.keepNulls = keepNulls;
    }

    /**
     * @param result a candidate, an array of them, {@code {"skipped": reason}}, or nothing
     */
    TranslatedRow of(Row row, JsonNode result) {
        if (result.has("skipped")) {
            return new TranslatedRow(
                    row, List.of(), List.of(), result.get("skipped").asText());
        }
        List<ObjectNode> found = new ArrayList<>();
        List<Violation> violations = new ArrayList<>();
        Iterable<JsonNode> candidates = result.isArray() ? result : List.of(result);
        for (JsonNode candidate : candidates) {
            if (candidate.isObject()) {
                found.add(finish((ObjectNode) clean(candidate, "", violations), violations));
            }
        }
        if (!violations.isEmpty()) {
            return new TranslatedRow(row, List.of(), violations, null);
        }
        return new TranslatedRow(row, found, List.of(), found.isEmpty() ? "nothing in it concerns us" : null);
    }

    private ObjectNode finish(ObjectNode candidate, List<Violation> violations) {
        if (!candidate.hasNonNull("source")) {
            candidate.put("source", source);
        }
        JsonNode id = candidate.path("id");
        if (Markers.is(id, Markers.HASH)) {
            candidate.put("id", id.get(Markers.HASH).asText() + "-" + ContentHash.of(candidate.path("data")));
        }
        pad(candidate, violations);
        for (String attribute : REQUIRED) {
            JsonNode value = candidate.path(attribute);
            if (value.isMissingNode()
                    || value.isNull()
                    || (value.isTextual() && value.asText().isEmpty())) {
                violations.add(Violation.reject(
                        "ENVELOPE",
                        "/" + attribute,
                        "The record does not say enough to make an event of it: its " + attribute + " is missing"
                                + ("subject".equals(attribute) ? ", that is the id of what it is about." : ".")));
                return candidate;
            }
        }
        return candidate;
    }

    private static void pad(ObjectNode candidate, List<Violation> violations) {
        JsonNode sequence = candidate.path("sequence");
        if (sequence.isMissingNode()) {
            candidate.put("sequence", padded(1));
            return;
        }
        Long number = Conversions.whole(sequence.asText());
        if (number == null || number < 0) {
            violations.add(Violation.reject(
                    "ENVELOPE",
                    "/sequence",
                    "The version \"" + sequence.asText() + "\" is not a whole number; each change of an object has a"
                            + " higher one."));
        } else {
            candidate.put("sequence", padded(number));
        }
    }

    private static String padded(long number) {
        return String.format(Locale.ROOT, "%018d", number);
    }

    private JsonNode clean(JsonNode node, String pointer, List<Violation> violations) {
        if (Markers.is(node, Markers.VIOLATION)) {
            JsonNode problem = node.get(Markers.VIOLATION);
            String field = pointer.startsWith("/data") ? pointer.substring("/data".length()) : pointer;
            violations.add(Violation.reject(
                    problem.path("rule").asText("MAPPING"),
                    field,
                    field.substring(field.lastIndexOf('/') + 1) + ": "
                            + problem.path("message").asText() + "."));
            return NODES.nullNode();
        }
        if (node.isTextual()) {
            String clean = text(node.textValue());
            return clean.equals(node.textValue()) ? node : TextNode.valueOf(clean);
        }
        if (node.isArray()) {
            ArrayNode array = NODES.arrayNode(node.size());
            for (int at = 0; at < node.size(); at++) {
                array.add(clean(node.get(at), pointer + "/" + at, violations));
            }
            return array;
        }
        if (node.isObject()) {
            ObjectNode object = NODES.objectNode();
            node.properties().forEach(field -> {
                JsonNode value = clean(field.getValue(), pointer + "/" + field.getKey(), violations);
                if (keepNulls || !value.isNull()) {
                    object.set(field.getKey(), value);
                }
            });
            return object;
        }
        return node;
    }

    private static String text(String value) {
        if (isPlain(value)) {
            return value;
        }
        String normal = Normalizer.normalize(value, Normalizer.Form.NFC);
        StringBuilder clean = new StringBuilder(normal.length());
        normal.codePoints()
                .filter(c -> c == '\n' || c == '\t' || !Character.isISOControl(c))
                .forEach(clean::appendCodePoint);
        return clean.toString().strip();
    }

    /** Printable ASCII without white space at its ends is what almost every text is, and is clean as it stands. */
    private static boolean isPlain(String value) {
        for (int at = 0; at < value.length(); at++) {
            char c = value.charAt(at);
            if (c < ' ' || c > '~') {
                return false;
            }
        }
        return value.isEmpty() || (value.charAt(0) != ' ' && value.charAt(value.length() - 1) != ' ');
    }
}
