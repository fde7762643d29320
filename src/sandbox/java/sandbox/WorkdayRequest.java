package sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** A {@code Get_Workers_Request} with its defaults filled in, its credentials checked. */
record WorkdayRequest(
        List<WorkdayRequest.Reference> references,
        Instant updatedFrom,
        Instant updatedThrough,
        LocalDate effectiveFrom,
        LocalDate effectiveThrough,
        boolean excludeInactive,
        LocalDate asOfEffective,
        Instant asOfEntry,
        int page,
        int count) {

    private static final String BSVC = "urn:com.workday/bsvc";
    private static final String WSSE =
            "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
    private static final String SOAP = "http://schemas.xmlsoap.org/soap/envelope/";
    private static final Set<String> ID_TYPES = Set.of("Employee_ID", "WID", "Contingent_Worker_ID");
    private static final int LARGEST_COUNT = 999;

    /** One worker asked for by id. */
    record Reference(String type, String id) {}

    static WorkdayRequest read(byte[] body, Clock clock) {
        Document document = parsed(body);
        checkCredentials(document);
        NodeList bodies = document.getElementsByTagNameNS(SOAP, "Body");
        NodeList requests = document.getElementsByTagNameNS(BSVC, "Get_Workers_Request");
        if (bodies.getLength() != 1 || requests.getLength() != 1) {
            throw WorkdayFault.refusal("SOAP-ENV:Client", "The request is no Get_Workers_Request of " + BSVC);
        }
        Element request = (Element) requests.item(0);
        int page = number(request, "Page", 1);
        int count = number(request, "Count", 100);
        if (page < 1 || count < 1 || count > LARGEST_COUNT) {
            throw WorkdayFault.invalid("Invalid page.", "Page is 1 or more and Count 1 to " + LARGEST_COUNT);
        }
        WorkdayRequest read = new WorkdayRequest(
                references(request),
                moment(request, "Updated_From", Instant.MIN),
                moment(request, "Updated_Through", Instant.MAX),
                date(request, "Effective_From", LocalDate.MIN),
                date(request, "Effective_Through", LocalDate.MAX),
                Set.of("true", "1").contains(text(request, "Exclude_Inactive_Workers", "false")),
                date(request, "As_Of_Effective_Date", LocalDate.now(clock)),
                moment(request, "As_Of_Entry_DateTime", clock.instant()),
                page,
                count);
        if (read.updatedFrom.isAfter(read.updatedThrough) || read.effectiveFrom.isAfter(read.effectiveThrough)) {
            throw WorkdayFault.invalid("Invalid date range.", "The range ends before it begins");
        }
        return read;
    }

    /** Whether this version of a worker is a change inside the ranges asked for. */
    boolean changed(ObjectNode version) {
        Instant entered = Instant.parse(version.path("Entry_Moment").asText());
        LocalDate effective = LocalDate.parse(version.path("Effective_Date").asText());
        return !entered.isBefore(updatedFrom)
                && !entered.isAfter(updatedThrough)
                && !effective.isBefore(effectiveFrom)
                && !effective.isAfter(effectiveThrough);
    }

    private static Document parsed(byte[] body) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            javax.xml.parsers.DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return builder.parse(new ByteArrayInputStream(body));
        } catch (SAXException | IOException e) {
            throw new Refusal(WorkdayFault.reply("SOAP-ENV:Client", "The request is no XML: " + e.getMessage()));
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void checkCredentials(Document document) {
        NodeList users = document.getElementsByTagNameNS(WSSE, "Username");
        NodeList passwords = document.getElementsByTagNameNS(WSSE, "Password");
        boolean right = users.getLength() == 1
                && passwords.getLength() == 1
                && Credentials.WORKDAY_USER.equals(
                        users.item(0).getTextContent().trim())
                && Credentials.WORKDAY_PASSWORD.equals(passwords.item(0).getTextContent());
        if (!right) {
            throw WorkdayFault.refusal("SOAP-ENV:Client.authenticationError", "invalid username or password");
        }
    }

    private static List<Reference> references(Element request) {
        List<Reference> references = new ArrayList<>();
        NodeList lists = request.getElementsByTagNameNS(BSVC, "Request_References");
        for (int i = 0; i < lists.getLength(); i++) {
            NodeList ids = ((Element) lists.item(i)).getElementsByTagNameNS(BSVC, "ID");
            for (int j = 0; j < ids.getLength(); j++) {
                Element id = (Element) ids.item(j);
                String type = id.getAttributeNS(BSVC, "type");
                if (!ID_TYPES.contains(type)) {
                    throw WorkdayFault.invalid("Invalid ID type.", "'" + type + "' is not a valid ID type");
                }
                references.add(new Reference(type, id.getTextContent().trim()));
            }
        }
        return references;
    }

    private static String text(Element request, String name, String otherwise) {
        NodeList found = request.getElementsByTagNameNS(BSVC, name);
        return found.getLength() == 0
                ? otherwise
                : found.item(0).getTextContent().trim();
    }

    private static int number(Element request, String name, int otherwise) {
        return value(request, name, otherwise, Integer::parseInt);
    }

    private static Instant moment(Element request, String name, Instant otherwise) {
        return value(
                request, name, otherwise, text -> OffsetDateTime.parse(text).toInstant());
    }

    /** A date; the offset that may follow it is not part of it. */
    private static LocalDate date(Element request, String name, LocalDate otherwise) {
        return value(request, name, otherwise, text -> LocalDate.parse(text.substring(0, Math.min(10, text.length()))));
    }

    private static <T> T value(Element request, String name, T otherwise, Function<String, T> parser) {
        String text = text(request, name, null);
        try {
            return text == null ? otherwise : parser.apply(text);
        } catch (DateTimeException | NumberFormatException e) {
            throw WorkdayFault.invalid("Invalid value.", "'" + text + "' is not a valid value for " + name);
        }
    }
}
