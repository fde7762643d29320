package io.throughline.delivery.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.ByteArrayInputStream;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.XMLStreamWriter;

/**
 * XML as a JSON tree, so that mappings can write and read it: an element is a field of its parent; {@code @name} is an
 * attribute, {@code #text} the text beside attributes, an element with text alone is that text, a list repeats the
 * element. Names are written with the prefix they have; namespace declarations are attributes. Nulls are left out, the
 * order of fields is the order of elements.
 */
final class XmlTree {

    private static final String ATTRIBUTE = "@";
    private static final String TEXT = "#text";
    private static final int DEEPEST = 100;
    private static final XMLInputFactory READERS = readers();
    private static final XMLOutputFactory WRITERS = XMLOutputFactory.newDefaultFactory();

    private XmlTree() {}

    private static XMLInputFactory readers() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }

    /**
     * A document.
     *
     * @param tree an object with one field, the root element
     * @throws IllegalArgumentException when there is not exactly one root, or a name or character that XML cannot hold
     */
    static String write(JsonNode tree, Charset charset) {
        if (!tree.isObject() || tree.size() != 1 || tree.elements().next().isArray()) {
            throw new IllegalArgumentException("an XML body has exactly one root element");
        }
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter writer = WRITERS.createXMLStreamWriter(text);
            writer.writeStartDocument(charset.name(), "1.0");
            Map.Entry<String, JsonNode> root = tree.fields().next();
            element(writer, root.getKey(), root.getValue());
            writer.writeEndDocument();
            writer.close();
            return text.toString();
        } catch (XMLStreamException wrong) {
            throw new IllegalArgumentException("the XML could not be written: " + wrong.getMessage(), wrong);
        }
    }

    private static void element(XMLStreamWriter writer, String name, JsonNode value) throws XMLStreamException {
        if (value.isNull()) {
            return;
        }
        if (value.isArray()) {
            for (JsonNode one : value) {
                element(writer, name, one);
            }
            return;
        }
        writer.writeStartElement(checked(name));
        if (value.isObject()) {
            for (Map.Entry<String, JsonNode> field : value.properties()) {
                if (field.getKey().startsWith(ATTRIBUTE) && !field.getValue().isNull()) {
                    writer.writeAttribute(checked(field.getKey().substring(1)), plain(field.getValue()));
                }
            }
            for (Map.Entry<String, JsonNode> field : value.properties()) {
                if (field.getKey().equals(TEXT)) {
                    writer.writeCharacters(plain(field.getValue()));
                } else if (!field.getKey().startsWith(ATTRIBUTE)) {
                    element(writer, field.getKey(), field.getValue());
                }
            }
        } else {
            writer.writeCharacters(plain(value));
        }
        writer.writeEndElement();
    }

    private static String checked(String name) {
        if (!name.matches("[A-Za-z_][A-Za-z0-9_.-]*(:[A-Za-z_][A-Za-z0-9_.-]*)?")) {
            throw new IllegalArgumentException("'" + name + "' is no name of an XML element or attribute");
        }
        return name;
    }

    private static String plain(JsonNode value) {
        String text = value.isNumber() ? value.decimalValue().toPlainString() : value.asText();
        if (text.codePoints()
                .anyMatch(c -> c < 0x20 && c != '\n' && c != '\t' && c != '\r' || c == 0xFFFE || c == 0xFFFF)) {
            throw new IllegalArgumentException("XML cannot hold a control character: " + Words.clean(text));
        }
        return text;
    }

    /** A document as a tree, a missing node when it is no XML or nests deeper than 100 elements. */
    static JsonNode read(byte[] document) {
        try {
            XMLStreamReader reader = READERS.createXMLStreamReader(new ByteArrayInputStream(document));
            while (reader.hasNext()) {
                int event = reader.next();
                if (event == XMLStreamConstants.DTD) {
                    return MissingNode.getInstance();
                }
                if (event == XMLStreamConstants.START_ELEMENT) {
                    ObjectNode tree = Json.MAPPER.createObjectNode();
                    tree.set(reader.getLocalName(), content(reader, 1));
                    return tree;
                }
            }
            return MissingNode.getInstance();
        } catch (XMLStreamException noXml) {
            return MissingNode.getInstance();
        }
    }

    private static JsonNode content(XMLStreamReader reader, int depth) throws XMLStreamException {
        if (depth > DEEPEST) {
            throw new XMLStreamException("nested too deep");
        }
        ObjectNode element = Json.MAPPER.createObjectNode();
        for (int at = 0; at < reader.getAttributeCount(); at++) {
            element.put(ATTRIBUTE + reader.getAttributeLocalName(at), reader.getAttributeValue(at));
        }
        StringBuilder text = new StringBuilder();
        boolean children = false;
        for (int event = reader.next(); event != XMLStreamConstants.END_ELEMENT; event = reader.next()) {
            if (event == XMLStreamConstants.START_ELEMENT) {
                children = true;
                String name = reader.getLocalName();
                add(element, name, content(reader, depth + 1));
            } else if (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA) {
                text.append(reader.getText());
            }
        }
        String said = children ? text.toString().strip() : text.toString();
        if (element.isEmpty()) {
            return TextNode.valueOf(said);
        }
        if (!said.isEmpty()) {
            element.put(TEXT, said);
        }
        return element;
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
