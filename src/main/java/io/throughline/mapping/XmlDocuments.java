package io.throughline.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.XMLReader;
import org.xml.sax.helpers.DefaultHandler;

/** XML, bare or in a SOAP envelope; each record becomes a small tree of its own, the rest of the document none. */
final class XmlDocuments {

    private final DocumentTypes types;
    private final Limits limits;
    private final SaxonEngine saxon;

    XmlDocuments(DocumentTypes types, Limits limits, SaxonEngine saxon) {
        this.types = types;
        this.limits = limits;
        this.saxon = saxon;
    }

    Document read(String vendor, byte[] bytes) {
        XmlRecords records = new XmlRecords(saxon.processor(), (space, name) -> types.ofXml(vendor, space, name));
        try {
            XMLReader reader = SecureSax.reader(limits);
            reader.setContentHandler(records);
            reader.setErrorHandler(new Strict());
            reader.parse(new InputSource(new ByteArrayInputStream(bytes)));
        } catch (SAXParseException e) {
            throw refusal(e);
        } catch (SAXException e) {
            throw new Refusal("DOC-MALFORMED", "The XML cannot be read: " + e.getMessage() + ".", e);
        } catch (IOException e) {
            if (e instanceof java.io.CharConversionException || e instanceof java.io.UnsupportedEncodingException) {
                throw new Refusal("DOC-MALFORMED", "The XML is not in the encoding it declares: " + e.getMessage(), e);
            }
            throw new UncheckedIOException(e);
        }
        if (records.type() == null) {
            throw new Refusal("DOC-UNKNOWN", "This is a SOAP envelope whose body is empty; no record is in it.");
        }
        return new XmlDocument(records.type(), records.rows(), records.around(), bytes);
    }

    private Refusal refusal(SAXParseException e) {
        String message = String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
        String place = " in line " + e.getLineNumber() + ", column " + e.getColumnNumber();
        if (message.contains("DOCTYPE")) {
            return new Refusal(
                    "DOC-DOCTYPE",
                    "The XML has a DOCTYPE" + place + "; documents with a DOCTYPE are refused unread, since it can"
                            + " reach for files and fill the memory. Leave it out.",
                    e);
        }
        if (message.contains("JAXP00010006")) {
            return new Refusal(
                    "DOC-DEPTH", "The XML is nested deeper than " + limits.maxDepth() + " elements" + place + ".", e);
        }
        if (message.contains("JAXP000100")) {
            return new Refusal("DOC-LIMIT", "The XML goes past a limit" + place + ": " + message, e);
        }
        return new Refusal("DOC-MALFORMED", "The XML cannot be read" + place + ": " + message, e);
    }

    /** Warnings and recoverable errors are errors. */
    private static final class Strict extends DefaultHandler {

        @Override
        public void error(SAXParseException e) throws SAXException {
            throw e;
        }

        @Override
        public void fatalError(SAXParseException e) throws SAXException {
            throw e;
        }
    }

    /** An XML document; what is kept of it stays in the same envelope. */
    private static final class XmlDocument implements Document {

        private final DocumentType type;
        private final List<Row> rows;
        private final JsonNode around;
        private final byte[] bytes;

        XmlDocument(DocumentType type, List<Row> rows, JsonNode around, byte[] bytes) {
            this.type = type;
            this.rows = rows;
            this.around = around;
            this.bytes = bytes;
        }

        @Override
        public DocumentType type() {
            return type;
        }

        @Override
        public List<Row> rows() {
            return rows;
        }

        @Override
        public JsonNode around() {
            return around;
        }

        @Override
        public byte[] rejectedDocument(List<Row> kept) {
            return XmlExcerpt.of(
                    bytes, type.records(), kept.stream().map(Row::number).toList());
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "XML %s with %d records", type.mapping(), rows.size());
        }
    }
}
