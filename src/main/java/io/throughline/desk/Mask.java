package io.throughline.desk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.throughline.contract.Json;
import java.util.LinkedHashSet;
import java.util.Set;

/** Hides personal and pay fields of canonical objects, and puts them back where an edit left them hidden. */
final class Mask {

    /** What stands for a hidden value. */
    static final String HIDDEN = "********";

    private static final Set<String> FIELDS = Set.of(
            "legal",
            "preferred",
            "workEmail",
            "personalEmail",
            "email",
            "phone",
            "birthDate",
            "nationalId",
            "nationalIdHash",
            "personId",
            "address",
            "note",
            "costRate",
            "salary",
            "benefits",
            "onCostPct",
            "bankAccount",
            "iban",
            "holder",
            "payments",
            "debtor");

    /** Parts of hidden fields that say nothing of a person. */
    private static final Set<String> PLAIN = Set.of("currency", "unit", "country");

    private Mask() {}

    /** The object with hidden fields. */
    static JsonNode over(JsonNode data) {
        return over(data, false);
    }

    /** A document made from an object, with every text that the mask hides in the object hidden here too. */
    static JsonNode words(JsonNode document, JsonNode object) {
        Set<String> hidden = new LinkedHashSet<>();
        collect(object, false, hidden);
        return without(document, hidden);
    }

    /** An edited object in which what was left hidden is what the original says in the same place. */
    static JsonNode back(JsonNode edited, JsonNode original) {
        if (edited.isTextual() && edited.asText().equals(HIDDEN)) {
            return original;
        }
        if (edited.isObject()) {
            ObjectNode whole = Json.mapper().createObjectNode();
            edited.properties()
                    .forEach(field -> whole.set(field.getKey(), back(field.getValue(), original.path(field.getKey()))));
            return whole;
        }
        if (edited.isArray()) {
            ArrayNode whole = Json.mapper().createArrayNode();
            for (int i = 0; i < edited.size(); i++) {
                whole.add(back(edited.get(i), original.path(i)));
            }
            return whole;
        }
        return edited;
    }

    private static JsonNode over(JsonNode node, boolean hidden) {
        if (node.isObject()) {
            ObjectNode masked = Json.mapper().createObjectNode();
            node.properties()
                    .forEach(field -> masked.set(
                            field.getKey(), over(field.getValue(), hidden || FIELDS.contains(field.getKey()))));
            return masked;
        }
        if (node.isArray()) {
            ArrayNode masked = Json.mapper().createArrayNode();
            node.forEach(element -> masked.add(over(element, hidden)));
            return masked;
        }
        return hidden && node.isValueNode() && !node.isNull() ? TextNode.valueOf(HIDDEN) : node;
    }

    private static void collect(JsonNode node, boolean hidden, Set<String> words) {
        if (node.isObject()) {
            node.properties().stream()
                    .filter(field -> !PLAIN.contains(field.getKey()))
                    .forEach(field -> collect(field.getValue(), hidden || FIELDS.contains(field.getKey()), words));
        } else if (node.isArray()) {
            node.forEach(element -> collect(element, hidden, words));
        } else if (hidden && node.isValueNode() && node.asText().length() > 2) {
            words.add(node.asText());
        }
    }

    private static JsonNode without(JsonNode node, Set<String> hidden) {
        if (node.isObject()) {
            ObjectNode masked = Json.mapper().createObjectNode();
            node.properties().forEach(field -> masked.set(field.getKey(), without(field.getValue(), hidden)));
            return masked;
        }
        if (node.isArray()) {
            ArrayNode masked = Json.mapper().createArrayNode();
            node.forEach(element -> masked.add(without(element, hidden)));
            return masked;
        }
        boolean says = node.isValueNode()
                && hidden.stream().anyMatch(word -> node.asText().contains(word));
        return says ? TextNode.valueOf(HIDDEN) : node;
    }
}
