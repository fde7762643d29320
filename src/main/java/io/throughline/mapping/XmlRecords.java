package io.throughline.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import net.sf.saxon.s9api.BuildingContentHandler;
import net.sf.saxon.s9api.Processor;
import net.sf.saxon.s9api.SaxonApiException;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** Takes the records out of a stream of XML events; the type of the document is asked for as soon as its root is seen. */
final class XmlRecords extends DefaultHandler {

    private static final String SOAP_11 = "http://schemas.xmlsoap.org/soap/envelope/";
    private static final String SOAP_12 = "http://www.w3.org/2003/05/soap-envelope";

    private final Processor processor;
    private final BiFunction<String, String, DocumentType> typeOf;
    private final Map<String, Deque<String>> prefixes = new LinkedHashMap<>();
    private final Deque<String> path = new ArrayDeque<>();
    private final List<Row> rows = new ArrayList<>();
    private final XmlSurroundings around = new XmlSurroundings();
    private DocumentType type;
    private boolean inBody;
    private BuildingContentHandler record;
    private int recordDepth;
    private String recordPointer;

    XmlRecords(Processor processor, BiFunction<String, String, DocumentType> typeOf) {
        this.processor = processor;
        this.typeOf = typeOf;
    }

    /** What the document is, or null when it had no content. */
    DocumentType type() {
        return type;
    }

    /** What there is beside the records, or null when the document had no content. */
    JsonNode around() {
        return around.tree();
    }

    /** Its records. */
    List<Row> rows() {
        return rows;
    }

    @Override
    public void startPrefixMapping(String prefix, String uri) throws SAXException {
        if (record != null) {
            record.startPrefixMapping(prefix, uri);
        }
        prefixes.computeIfAbsent(prefix, p -> new ArrayDeque<>()).push(uri);
    }

    @Override
    public void endPrefixMapping(String prefix) throws SAXException {
        prefixes.get(prefix).pop();
        if (record != null) {
            record.endPrefixMapping(prefix);
        }
    }

    @Override
    public void startElement(String uri, String name, String qName, Attributes attributes) throws SAXException {
        if (type == null) {
            recogniseAt(uri, name);
        }
        if (record == null && type != null && DocumentType.matches(type.records(), uri, name)) {
            begin(name);
        }
        path.addLast(name);
        if (record != null) {
            record.startElement(uri, name, qName, attributes);
        } else {
            around.start(name, attributes);
        }
    }

    @Override
    public void endElement(String uri, String name, String qName) throws SAXException {
        path.removeLast();
        if (record != null) {
            record.endElement(uri, name, qName);
            if (path.size() == recordDepth) {
                end();
            }
        } else {
            around.end();
        }
    }

    @Override
    public void characters(char[] text, int start, int length) throws SAXException {
        if (record != null) {
            record.characters(text, start, length);
        } else {
            around.text(text, start, length);
        }
    }

    private void recogniseAt(String uri, String name) {
        boolean soap = uri.equals(SOAP_11) || uri.equals(SOAP_12);
        if (soap && path.isEmpty() && name.equals("Envelope")) {
            return;
        }
        if (soap && path.size() == 1) {
            inBody = name.equals("Body");
            return;
        }
        boolean header = path.size() > 1 && !inBody;
        if (!header) {
            type = typeOf.apply(uri, name);
        }
    }

    private void begin(String name) throws SAXException {
        try {
            record = processor.newDocumentBuilder().newBuildingContentHandler();
        } catch (SaxonApiException e) {
            throw new SAXException(e);
        }
        recordDepth = path.size();
        recordPointer = "/" + String.join("/", path) + "/" + name + "[" + (rows.size() + 1) + "]";
        record.startDocument();
        for (Map.Entry<String, Deque<String>> prefix : prefixes.entrySet()) {
            if (!prefix.getValue().isEmpty()) {
                record.startPrefixMapping(prefix.getKey(), prefix.getValue().peek());
            }
        }
    }

    private void end() throws SAXException {
        record.endDocument();
        try {
            rows.add(Row.ofXml(rows.size() + 1, recordPointer, record.getDocumentNode()));
        } catch (SaxonApiException e) {
            throw new SAXException(e);
        }
        record = null;
    }
}
