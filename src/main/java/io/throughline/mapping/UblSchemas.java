package io.throughline.mapping;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.sax.SAXSource;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import org.w3c.dom.ls.DOMImplementationLS;
import org.w3c.dom.ls.LSInput;
import org.xml.sax.Attributes;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * The OASIS schemas of UBL 2.1 invoices and credit notes. A schema is read when a document of its kind is first checked
 * (about a second) and kept; nothing is ever fetched from elsewhere. May be used by many threads.
 */
public final class UblSchemas {

    private static final String UBL = "external/schemas/ubl21/";
    private static final String NAMESPACE = "urn:oasis:names:specification:ubl:schema:xsd:";
    private static final int MOST = 20;

    /** Schemas that UBL imports without saying where they are. */
    private static final Map<String, String> ELSEWHERE = Map.of(
            "urn:un:unece:uncefact:data:specification:CoreComponentTypeSchemaModule:2",
            "schemas/CCTS_CCT_SchemaModule.xsd",
            "http://www.w3.org/2000/09/xmldsig#",
            "schemas/xmldsig-core-schema.xsd",
            "http://uri.etsi.org/01903/v1.3.2#",
            "schemas/XAdES01903v132-201601.xsd",
            "http://uri.etsi.org/01903/v1.4.1#",
            "schemas/XAdES01903v141-201601.xsd");

    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();
    private final Limits limits = Limits.DEFAULT;

    /** What the schema finds wrong with a document, each with its line, 20 at most; empty when it is valid. */
    public List<String> errors(byte[] document) {
        String kind = kind(document);
        if (kind == null) {
            return List.of("the document is no UBL invoice or credit note");
        }
        List<String> errors = new ArrayList<>();
        Validator validator = schemas.computeIfAbsent(kind, UblSchemas::schema).newValidator();
        validator.setErrorHandler(new Collector(errors));
        try {
            InputSource source = new InputSource(new ByteArrayInputStream(document));
            validator.validate(new SAXSource(SecureSax.reader(limits), source));
        } catch (SAXException fatal) {
            if (errors.isEmpty()) {
                errors.add(fatal.getMessage());
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return errors;
    }

    /** {@code Invoice} or {@code CreditNote}, or null when the root element is neither. */
    private String kind(byte[] document) {
        RootElement root = new RootElement();
        try {
            var reader = SecureSax.reader(limits);
            reader.setContentHandler(root);
            reader.setErrorHandler(root);
            reader.parse(new InputSource(new ByteArrayInputStream(document)));
        } catch (SAXException stopped) {
            return root.kind;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return root.kind;
    }

    private static Schema schema(String kind) {
        try {
            SchemaFactory factory = SchemaFactory.newDefaultInstance();
            factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "file,jar:file");
            factory.setResourceResolver(UblSchemas::onClassPath);
            return factory.newSchema(new StreamSource(
                    resource(UBL + "maindoc/UBL-" + kind + "-2.1.xsd").toString()));
        } catch (SAXException broken) {
            throw new IllegalStateException("The UBL schemas cannot be read", broken);
        }
    }

    /** Finds an imported schema by its name or namespace among those that are shipped, and nowhere else. */
    private static LSInput onClassPath(String type, String namespace, String publicId, String systemId, String base) {
        String name = systemId == null ? "" : systemId.substring(systemId.lastIndexOf('/') + 1);
        String path = name.startsWith("UBL-") ? UBL + "common/" + name : ELSEWHERE.get(namespace);
        if (path == null) {
            throw new IllegalStateException("A UBL schema imports " + namespace + " from " + systemId);
        }
        try {
            URL found = resource(path);
            DOMImplementationLS inputs = (DOMImplementationLS) DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .getDOMImplementation()
                    .getFeature("LS", "3.0");
            LSInput input = inputs.createLSInput();
            input.setSystemId(found.toString());
            input.setByteStream(found.openStream());
            return input;
        } catch (ParserConfigurationException | IOException broken) {
            throw new IllegalStateException(path + " cannot be read", broken);
        }
    }

    private static URL resource(String path) {
        URL found = UblSchemas.class.getClassLoader().getResource(path);
        if (found == null) {
            throw new IllegalStateException("There is no " + path + " on the class path");
        }
        return found;
    }

    private static final class RootElement extends DefaultHandler {

        private String kind;

        @Override
        public void startElement(String uri, String local, String name, Attributes attributes) throws SAXException {
            boolean known = List.of("Invoice", "CreditNote").contains(local) && uri.equals(NAMESPACE + local + "-2");
            kind = known ? local : null;
            throw new SAXException("seen enough");
        }
    }

    private record Collector(List<String> errors) implements ErrorHandler {

        @Override
        public void warning(SAXParseException exception) {
            add(exception);
        }

        @Override
        public void error(SAXParseException exception) {
            add(exception);
        }

        @Override
        public void fatalError(SAXParseException exception) throws SAXException {
            add(exception);
            throw exception;
        }

        private void add(SAXParseException exception) {
            if (errors.size() < MOST) {
                errors.add("line " + exception.getLineNumber() + ": " + exception.getMessage());
            }
        }
    }
}
