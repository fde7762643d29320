package io.throughline.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** The objects that stand in a candidate for what the mapping itself cannot know. */
final class Markers {

    /** A vendor's reference, resolved by {@link XrefMarkers}. */
    static final String XREF = "$xref";
    /** Text made of parts, some of them references. */
    static final String TEXT = "$text";
    /** A value that could not be translated; becomes a violation of the row. */
    static final String VIOLATION = "$violation";
    /** An id to be completed by the hash of the candidate's content. */
    static final String HASH = "$hash";

    /** All of them. */
    static final Set<String> NAMES = Set.of(XREF, TEXT, VIOLATION, HASH);

    private Markers() {}

    static ObjectNode violation(String rule, String message) {
        ObjectNode marker = JsonNodeFactory.instance.objectNode();
        marker.putObject(VIOLATION).put("rule", rule).put("message", message);
        return marker;
    }

    /** Whether a node is the marker of that name. */
    static boolean is(JsonNode node, String marker) {
        return node.isObject() && node.size() == 1 && node.has(marker);
    }
}
