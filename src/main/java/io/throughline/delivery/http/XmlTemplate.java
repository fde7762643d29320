package io.throughline.delivery.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * A request in XML with places for values: an element whose text is {@code {name}} gets that value, escaped by the
 * serialiser; an element whose value is not given is left out, and so is one that has nothing left inside.
 */
final class XmlTemplate {

    private final Document document;

    private XmlTemplate(Document document) {
        this.document = document;
    }

    /**
     * Reads a template.
     *
     * @throws IllegalStateException when it is not there or no XML
     */
    static XmlTemplate ofClassPath(String resource) {
        try (InputStream in = XmlTemplate.class.getClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("there is no " + resource);
            }
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return new XmlTemplate(factory.newDocumentBuilder().parse(in));
        } catch (ParserConfigurationException | SAXException wrong) {
            throw new IllegalStateException(resource + " cannot be read", wrong);
        } catch (IOException failed) {
            throw new UncheckedIOException(resource, failed);
        }
    }

    /** The request with these values, in UTF-8. */
    byte[] fill(Map<String, String> values) {
        Document copy;
        synchronized (document) {
            copy = (Document) document.cloneNode(true);
        }
        fill(copy.getDocumentElement(), values);
        try {
            TransformerFactory factory = TransformerFactory.newDefaultInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            Transformer writer = factory.newTransformer();
            writer.setOutputProperty(OutputKeys.ENCODING, "UTF-8");
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            writer.transform(new DOMSource(copy), new StreamResult(out));
            return out.toByteArray();
        } catch (TransformerException impossible) {
            throw new IllegalStateException("the request could not be written", impossible);
        }
    }

    /** Returns whether there is anything left in the element. */
    private static boolean fill(Element element, Map<String, String> values) {
        boolean children = false;
        boolean left = false;
        for (Node node = element.getFirstChild(); node != null; ) {
            Node next = node.getNextSibling();
            if (node instanceof Element child) {
                children = true;
                if (fill(child, values)) {
                    left = true;
                } else {
                    element.removeChild(child);
                }
            }
            node = next;
        }
        if (children) {
            return left;
        }
        String text = element.getTextContent().strip();
        if (!text.startsWith("{") || !text.endsWith("}")) {
            return true;
        }
        String value = values.get(text.substring(1, text.length() - 1));
        element.setTextContent(value);
        return value != null;
    }
}
