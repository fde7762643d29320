package sandbox;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** A pain.001.001.09 as a SEPA bank reads it. Its schema is the part of the ISO message that SEPA salaries use. */
record Pain001(String msgId, int count, BigDecimal sum, String initiator, List<Pain001.Instruction> instructions) {

    private static final String NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09";
    private static final Schema SCHEMA = schema();

    /** One PmtInf. */
    record Instruction(
            String id,
            int count,
            BigDecimal sum,
            String serviceLevel,
            String categoryPurpose,
            LocalDate executionDate,
            String debtorName,
            String debtorIban,
            String debtorBic,
            List<Transfer> transfers) {}

    /** One CdtTrfTxInf. */
    record Transfer(String endToEndId, BigDecimal amount, String currency, String name, String iban, String text) {}

    /** Reads a message, or throws a {@link BadFile} that says what of it breaks XML or schema. */
    static Pain001 read(byte[] bytes) {
        if (bytes.length > 2 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB) {
            throw new BadFile(1, "The file starts with a byte order mark");
        }
        Element initiation = child(parsed(bytes).getDocumentElement(), "CstmrCdtTrfInitn");
        Element header = child(initiation, "GrpHdr");
        List<Instruction> instructions = new ArrayList<>();
        for (Element each : children(initiation, "PmtInf")) {
            instructions.add(instruction(each));
        }
        return new Pain001(
                text(header, "MsgId"),
                Integer.parseInt(text(header, "NbOfTxs")),
                new BigDecimal(text(header, "CtrlSum")),
                text(header, "InitgPty", "Nm"),
                instructions);
    }

    /** All transfers of all instructions. */
    List<Transfer> transfers() {
        return instructions.stream().flatMap(each -> each.transfers().stream()).toList();
    }

    private static Instruction instruction(Element each) {
        List<Transfer> transfers = new ArrayList<>();
        for (Element transfer : children(each, "CdtTrfTxInf")) {
            Element amount = child(child(transfer, "Amt"), "InstdAmt");
            transfers.add(new Transfer(
                    text(transfer, "PmtId", "EndToEndId"),
                    new BigDecimal(amount.getTextContent()),
                    amount.getAttribute("Ccy"),
                    text(transfer, "Cdtr", "Nm"),
                    text(transfer, "CdtrAcct", "Id", "IBAN"),
                    text(transfer, "RmtInf", "Ustrd")));
        }
        return new Instruction(
                text(each, "PmtInfId"),
                Integer.parseInt(text(each, "NbOfTxs")),
                new BigDecimal(text(each, "CtrlSum")),
                text(each, "PmtTpInf", "SvcLvl", "Cd"),
                text(each, "PmtTpInf", "CtgyPurp", "Cd"),
                LocalDate.parse(text(each, "ReqdExctnDt", "Dt")),
                text(each, "Dbtr", "Nm"),
                text(each, "DbtrAcct", "Id", "IBAN"),
                text(each, "DbtrAgt", "FinInstnId", "BICFI"),
                transfers);
    }

    private static Document parsed(byte[] bytes) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            javax.xml.parsers.DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            Document document = builder.parse(new ByteArrayInputStream(bytes));
            SCHEMA.newValidator().validate(new DOMSource(document));
            return document;
        } catch (SAXParseException e) {
            throw new BadFile(Math.max(1, e.getLineNumber()), e.getMessage());
        } catch (SAXException e) {
            throw new BadFile(1, e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Schema schema() {
        try (java.io.InputStream in = Pain001.class.getResourceAsStream("/sandbox/pain.001.001.09-sepa.xsd")) {
            SchemaFactory factory = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return factory.newSchema(new StreamSource(new StringReader(text)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SAXException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Element child(Element parent, String name) {
        List<Element> found = parent == null ? List.of() : children(parent, name);
        return found.isEmpty() ? null : found.get(0);
    }

    private static List<Element> children(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element
                    && name.equals(element.getLocalName())
                    && NAMESPACE.equals(element.getNamespaceURI())) {
                found.add(element);
            }
        }
        return found;
    }

    private static String text(Element parent, String... path) {
        Element at = parent;
        for (String name : path) {
            at = child(at, name);
        }
        return at == null ? null : at.getTextContent();
    }
}
