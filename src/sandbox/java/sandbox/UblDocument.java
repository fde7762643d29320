package sandbox;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** A UBL invoice or credit note as an access point looks at it: who sends what to whom, and its amounts. */
final class UblDocument {

    private final Element root;

    private UblDocument(Element root) {
        this.root = root;
    }

    /**
     * Reads a document.
     *
     * @throws IllegalArgumentException when it is no well-formed XML or has a DOCTYPE
     */
    static UblDocument read(byte[] bytes) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return new UblDocument(
                    builder.parse(new ByteArrayInputStream(bytes)).getDocumentElement());
        } catch (ParserConfigurationException | SAXException | IOException wrong) {
            throw new IllegalArgumentException("the document cannot be read: " + wrong.getMessage(), wrong);
        }
    }

    /** {@code Invoice} or {@code CreditNote}. */
    String kind() {
        return root.getLocalName();
    }

    String namespace() {
        return root.getNamespaceURI();
    }

    String number() {
        return text(root, "ID");
    }

    String currency() {
        return text(root, "DocumentCurrencyCode");
    }

    /** Endpoint of the seller, or its name. */
    String seller() {
        return party("AccountingSupplierParty");
    }

    /** Endpoint of the buyer, or its name. */
    String buyer() {
        return party("AccountingCustomerParty");
    }

    BigDecimal payable() {
        return total("PayableAmount");
    }

    /** An amount of the totals, zero when it is not there. */
    BigDecimal total(String name) {
        return amount(at(root, "LegalMonetaryTotal"), name);
    }

    /** Tax of the document. */
    BigDecimal tax() {
        return amount(at(root, "TaxTotal"), "TaxAmount");
    }

    /** Net amounts of the lines. */
    List<BigDecimal> lines() {
        return all(root, kind() + "Line").stream()
                .map(line -> amount(line, "LineExtensionAmount"))
                .toList();
    }

    /** Tax per category. */
    List<Share> shares() {
        return all(at(root, "TaxTotal"), "TaxSubtotal").stream()
                .map(share -> new Share(
                        text(share, "TaxCategory", "ID"),
                        amount(at(share, "TaxCategory"), "Percent"),
                        amount(share, "TaxableAmount"),
                        amount(share, "TaxAmount")))
                .toList();
    }

    /** Tax of one category; percent is zero where there is none. */
    record Share(String category, BigDecimal percent, BigDecimal base, BigDecimal amount) {}

    private String party(String role) {
        String endpoint = text(root, role, "Party", "EndpointID");
        return endpoint == null ? text(root, role, "Party", "PartyLegalEntity", "RegistrationName") : endpoint;
    }

    private static BigDecimal amount(Element parent, String name) {
        String text = parent == null ? null : text(parent, name);
        return text == null ? BigDecimal.ZERO : new BigDecimal(text);
    }

    /** The text at a path of local names, or null. */
    private static String text(Element from, String... path) {
        Element element = at(from, path);
        return element == null ? null : element.getTextContent().strip();
    }

    private static Element at(Element from, String... path) {
        Element element = from;
        for (String name : path) {
            List<Element> found = element == null ? List.of() : all(element, name);
            element = found.isEmpty() ? null : found.get(0);
        }
        return element;
    }

    private static List<Element> all(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        for (Node node = parent == null ? null : parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && name.equals(element.getLocalName())) {
                found.add(element);
            }
        }
        return found;
    }
}
