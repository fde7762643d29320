package sandbox;

import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** An XML element without namespaces, as a stand-in reads and writes it. A document type and entities of its own are refused. */
final class XmlElement {

    private static final int DEEPEST = 30;

    private final String name;
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private final List<XmlElement> children = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    XmlElement(String name) {
        this.name = name;
    }

    /** An element with text. */
    static XmlElement of(String name, String text) {
        XmlElement element = new XmlElement(name);
        element.text.append(text);
        return element;
    }

    /**
     * Reads a document.
     *
     * @throws XMLStreamException when it is not well-formed, has a document type or is nested too deep
     */
    static XmlElement parse(byte[] document) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(document));
        Deque<XmlElement> open = new ArrayDeque<>();
        XmlElement root = null;
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    XmlElement element = start(reader);
                    if (open.isEmpty()) {
                        root = element;
                    } else {
                        open.peek().children.add(element);
                    }
                    open.push(element);
                    if (open.size() > DEEPEST) {
                        throw new XMLStreamException("nested deeper than " + DEEPEST);
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> open.pop();
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    if (!open.isEmpty()) {
                        open.peek().text.append(reader.getText());
                    }
                }
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE -> throw new XMLStreamException(
                        "a document type is not taken");
                default -> {
                    // Comments and processing instructions say nothing.
                }
            }
        }
        return root;
    }

    private static XmlElement start(XMLStreamReader reader) {
        XmlElement element = new XmlElement(reader.getLocalName());
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            element.attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
        }
        return element;
    }

    String name() {
        return name;
    }

    /** The attribute's value, or null. */
    String attribute(String attribute) {
        return attributes.get(attribute);
    }

    /** Its own text without blanks around it. */
    String text() {
        return text.toString().strip();
    }

    List<XmlElement> children() {
        return children;
    }

    /** The first child of this name, or null. */
    XmlElement child(String childName) {
        return children.stream()
                .filter(child -> child.name.equals(childName))
                .findFirst()
                .orElse(null);
    }

    /** The element along these names, or null where one of them is missing. */
    XmlElement at(String... path) {
        XmlElement at = this;
        for (String step : path) {
            at = at == null ? null : at.child(step);
        }
        return at;
    }

    /** The text of the first child of this name, or null when there is none or it is empty. */
    String text(String childName) {
        XmlElement child = child(childName);
        return child == null || child.text().isEmpty() ? null : child.text();
    }

    XmlElement with(String attribute, String value) {
        attributes.put(attribute, value);
        return this;
    }

    XmlElement with(XmlElement child) {
        children.add(child);
        return this;
    }

    /** Adds a child with text, an empty one when there is none. */
    XmlElement add(String childName, String value) {
        return with(of(childName, value == null ? "" : value));
    }

    /** The document with this root. */
    String document() {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n");
        write(xml);
        return xml.append('\n').toString();
    }

    private void write(StringBuilder xml) {
        xml.append('<').append(name);
        attributes.forEach((attribute, value) -> xml.append(' ')
                .append(attribute)
                .append("=\"")
                .append(WorkdayXml.escaped(value))
                .append('"'));
        if (children.isEmpty() && text.isEmpty()) {
            xml.append("/>");
            return;
        }
        xml.append('>');
        if (children.isEmpty()) {
            xml.append(WorkdayXml.escaped(text.toString()));
        }
        children.forEach(child -> child.write(xml));
        xml.append("</").append(name).append('>');
    }
}
