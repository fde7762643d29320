package io.throughline.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayDeque;
import java.util.Deque;
import org.xml.sax.Attributes;

/**
 * What an XML document holds beside its records, as a tree of JSON for the mappings: {@code @name} is an attribute,
 * {@code #text} the text beside attributes, an element with text alone is that text, a list repeats the element. Names
 * come without prefix.
 */
final class XmlSurroundings {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private record Open(String name, ObjectNode fields, StringBuilder text) {}

    private final Deque<Open> open = new ArrayDeque<>();
    private ObjectNode tree;

    void start(String name, Attributes attributes) {
        ObjectNode fields = NODES.objectNode();
        for (int at = 0; at < attributes.getLength(); at++) {
            fields.put("@" + attributes.getLocalName(at), attributes.getValue(at));
        }
        open.push(new Open(name, fields, new StringBuilder()));
    }

    void text(char[] text, int start, int length) {
        if (!open.isEmpty()) {
            open.peek().text().append(text, start, length);
        }
    }

    void end() {
        Open ended = open.pop();
        String text = ended.text().toString().strip();
        JsonNode value = ended.fields();
        if (value.isEmpty()) {
            value = TextNode.valueOf(text);
        } else if (!text.isEmpty()) {
            ended.fields().put("#text", text);
        }
        if (open.isEmpty()) {
            tree = NODES.objectNode().set(ended.name(), value);
        } else {
            add(open.peek().fields(), ended.name(), value);
        }
    }

    /** The root with all inside it, or null when nothing was read. */
    JsonNode tree() {
        return tree;
    }

    private static void add(ObjectNode parent, String name, JsonNode child) {
        JsonNode there = parent.get(name);
        if (there == null) {
            parent.set(name, child);
        } else if (there instanceof ArrayNode list) {
            list.add(child);
        } else {
            parent.putArray(name).add(there).add(child);
        }
    }
}
