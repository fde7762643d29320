package io.throughline.delivery.http;

import java.io.ByteArrayInputStream;
import java.util.LinkedHashSet;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** The few things a caller needs from a SOAP 1.1 answer, read without document types or entities. */
final class SoapReply {

    private static final Set<String> SAYING = Set.of("faultcode", "faultstring", "Detail_Message");
    private static final XMLInputFactory FACTORY = factory();

    private SoapReply() {}

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }

    /**
     * {@code Response_Results/Total_Pages}, 1 when it is not said.
     *
     * @throws IllegalArgumentException when the answer is no XML
     */
    static int totalPages(byte[] body) {
        Set<String> pages = texts(body, Set.of("Total_Pages"));
        return pages.isEmpty() ? 1 : Integer.parseInt(pages.iterator().next());
    }

    /** Code, sentence and details of a fault, or null when the answer is none. */
    static String fault(byte[] body) {
        try {
            Set<String> said = texts(body, SAYING);
            return said.isEmpty() ? null : Words.clean(String.join(" - ", said));
        } catch (IllegalArgumentException noXml) {
            return null;
        }
    }

    private static Set<String> texts(byte[] body, Set<String> names) {
        Set<String> texts = new LinkedHashSet<>();
        try {
            XMLStreamReader reader = FACTORY.createXMLStreamReader(new ByteArrayInputStream(body));
            while (reader.hasNext()) {
                if (reader.next() == XMLStreamConstants.START_ELEMENT && names.contains(reader.getLocalName())) {
                    texts.add(reader.getElementText().strip());
                }
            }
            return texts;
        } catch (XMLStreamException noXml) {
            throw new IllegalArgumentException("the answer is no XML: " + noXml.getMessage(), noXml);
        }
    }
}
