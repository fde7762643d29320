package sandbox;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** One inbound IDoc in XML: the control record {@code EDI_DC40} and the data segments below {@code IDOC}. */
final class SapIdoc {

    private static final String SEGMENT = "SEGMENT";

    private final Element root;
    private final Element idoc;

    private SapIdoc(Element root, Element idoc) {
        this.root = root;
        this.idoc = idoc;
    }

    /** Reads the document; one that is no IDoc at all never gets a number and is a fault of the call. */
    static SapIdoc read(byte[] body) {
        Element root = parsed(body).getDocumentElement();
        List<Element> idocs = children(root, "IDOC");
        if (idocs.size() != 1 || !"1".equals(idocs.get(0).getAttribute("BEGIN"))) {
            throw new Refusal(fault("The request holds no IDOC element with BEGIN=\"1\""));
        }
        return new SapIdoc(root, idocs.get(0));
    }

    private static Reply fault(String text) {
        return Reply.xml(
                500,
                "<soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\"><soap:Body><soap:Fault>"
                        + "<faultcode>soap:Client</faultcode><faultstring>" + WorkdayXml.escaped(text)
                        + "</faultstring></soap:Fault></soap:Body></soap:Envelope>");
    }

    /** Name of the root, which is that of the basic type. */
    String type() {
        return root.getTagName();
    }

    /** A field of the control record, empty when it is not there. */
    String control(String field) {
        return first("EDI_DC40", field);
    }

    /** The segments of a type, in order. */
    List<Element> segments(String name) {
        return children(idoc, name);
    }

    /** A field of the first segment of a type, empty when there is none. */
    String first(String segment, String field) {
        List<Element> found = segments(segment);
        return found.isEmpty() ? "" : field(found.get(0), field);
    }

    /** What the syntax check finds wrong, or null. */
    String syntaxError() {
        if (segments("EDI_DC40").size() != 1) {
            return "E0 020 The control record EDI_DC40 is missing";
        }
        for (String name : List.of("MANDT", "DIRECT", "IDOCTYP", "MESTYP", "SNDPRT", "SNDPRN", "RCVPRT", "RCVPRN")) {
            if (control(name).isEmpty()) {
                return "E0 018 Field " + name + " of the control record is empty";
            }
        }
        if (!control("IDOCTYP").equals(type())) {
            return "E0 335 The basic type " + control("IDOCTYP") + " is not that of the document, " + type();
        }
        for (Element segment : elements(idoc)) {
            if (!"1".equals(segment.getAttribute(SEGMENT))) {
                return "E0 072 " + segment.getTagName() + " is not marked as a segment";
            }
        }
        return null;
    }

    /** The text of a field, empty when it is not there. */
    static String field(Element segment, String name) {
        List<Element> found = children(segment, name);
        return found.isEmpty() ? "" : found.get(0).getTextContent().strip();
    }

    /** The segments of a type below another segment. */
    static List<Element> below(Element segment, String name) {
        return children(segment, name);
    }

    /** The names of the fields of a segment that are none of these. */
    static Set<String> unknownFields(Element segment, Set<String> known) {
        Set<String> unknown = new TreeSet<>();
        for (Element child : elements(segment)) {
            if (!child.hasAttribute(SEGMENT) && !known.contains(child.getTagName())) {
                unknown.add(child.getTagName());
            }
        }
        return unknown;
    }

    private static List<Element> children(Element parent, String name) {
        return elements(parent).stream()
                .filter(child -> child.getTagName().equals(name))
                .toList();
    }

    private static List<Element> elements(Element parent) {
        List<Element> found = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                found.add(element);
            }
        }
        return found;
    }

    private static Document parsed(byte[] body) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return builder.parse(new ByteArrayInputStream(body));
        } catch (SAXException | IOException e) {
            throw new Refusal(fault("The request is no XML: " + e.getMessage()));
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }
}
