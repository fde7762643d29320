package io.throughline.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Replaces vendor references in a candidate by canonical ids.
 *
 * <p>A reference is {@code {"$xref":{"object","system","value"[,"prefer"][,"optional":true]}}}; text that holds one is
 * {@code {"$text":["worker:",{"$xref":..}]}}. {@code prefer}: when the vendor's id is unknown the lookup may mint, taking
 * that canonical id if it is free. {@code optional}: when unknown, the field is left out.
 */
public final class XrefMarkers {

    private XrefMarkers() {}

    /**
     * One reference.
     *
     * @param object   canonical object name, such as {@code worker}
     * @param system   system whose id it is
     * @param value    the id there
     * @param prefer   canonical id to take when it is unknown and this one is free, or null when nothing may be minted
     * @param optional whether the candidate can do without
     */
    public record Reference(String object, String system, String value, String prefer, boolean optional) {

        @Override
        public String toString() {
            return object + ":" + value + "@" + system;
        }
    }

    /**
     * A candidate after resolution.
     *
     * @param candidate the candidate with all that was found in place
     * @param missing   references it cannot do without, each {@code <object>:<vendor value>@<system>}; empty when complete
     * @param left      optional references that were not found and left out, in the same form
     */
    public record Resolved(ObjectNode candidate, List<String> missing, List<String> left) {

        public Resolved {
            missing = List.copyOf(missing);
            left = List.copyOf(left);
        }

        /** Whether nothing is missing. */
        public boolean complete() {
            return missing.isEmpty();
        }
    }

    /** All references of a candidate, in their order, each once. */
    public static List<Reference> of(JsonNode candidate) {
        List<Reference> found = new ArrayList<>();
        collect(candidate, found);
        return found.stream().distinct().toList();
    }

    /**
     * Replaces every reference by what the lookup gives; the candidate itself is not changed.
     *
     * @param lookup canonical id of a reference, if known or minted
     */
    public static Resolved resolve(ObjectNode candidate, Function<Reference, Optional<String>> lookup) {
        Walk walk = new Walk(lookup);
        JsonNode resolved = walk.replace(candidate);
        return new Resolved(
                (ObjectNode) resolved,
                walk.missing.stream().distinct().toList(),
                walk.left.stream().distinct().toList());
    }

    private static void collect(JsonNode node, List<Reference> found) {
        if (Markers.is(node, Markers.XREF)) {
            found.add(reference(node.get(Markers.XREF)));
        } else {
            node.forEach(child -> collect(child, found));
        }
    }

    private static Reference reference(JsonNode xref) {
        return new Reference(
                xref.path("object").asText(),
                xref.path("system").asText(),
                xref.path("value").asText(),
                xref.hasNonNull("prefer") ? xref.get("prefer").asText() : null,
                xref.path("optional").asBoolean());
    }

    /** One walk over a candidate; a node that becomes null is left out of its object or array. */
    private static final class Walk {

        private final Function<Reference, Optional<String>> lookup;
        private final List<String> missing = new ArrayList<>();
        private final List<String> left = new ArrayList<>();

        Walk(Function<Reference, Optional<String>> lookup) {
            this.lookup = lookup;
        }

        JsonNode replace(JsonNode node) {
            if (Markers.is(node, Markers.XREF)) {
                return found(reference(node.get(Markers.XREF)));
            }
            if (Markers.is(node, Markers.TEXT)) {
                return text(node.get(Markers.TEXT));
            }
            if (node instanceof ObjectNode object) {
                return object(object);
            }
            return node instanceof ArrayNode array ? array(array) : node;
        }

        /** The object itself when there is no reference in it. */
        private JsonNode object(ObjectNode object) {
            ObjectNode copy = null;
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                JsonNode value = replace(field.getValue());
                if (value == field.getValue()) {
                    continue;
                }
                if (copy == null) {
                    copy = object.objectNode();
                    copy.setAll(object);
                }
                if (value == null) {
                    copy.remove(field.getKey());
                } else {
                    copy.set(field.getKey(), value);
                }
            }
            return copy == null ? object : copy;
        }

        private JsonNode array(ArrayNode array) {
            ArrayNode copy = array.arrayNode(array.size());
            boolean changed = false;
            for (JsonNode element : array) {
                JsonNode value = replace(element);
                changed |= value != element;
                if (value != null) {
                    copy.add(value);
                }
            }
            return changed ? copy : array;
        }

        private JsonNode found(Reference reference) {
            Optional<String> id = lookup.apply(reference);
            if (id.isEmpty()) {
                (reference.optional() ? left : missing).add(reference.toString());
                return null;
            }
            return TextNode.valueOf(id.get());
        }

        private JsonNode text(JsonNode parts) {
            StringBuilder text = new StringBuilder();
            for (JsonNode part : parts) {
                JsonNode value = replace(part);
                if (value == null) {
                    return null;
                }
                text.append(value.asText());
            }
            return TextNode.valueOf(text.toString());
        }
    }
}
