package io.throughline.mapping;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLEventFactory;
import javax.xml.stream.XMLEventReader;
import javax.xml.stream.XMLEventWriter;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.events.XMLEvent;

/** Copies an XML document that was already accepted and leaves out some of its records. */
final class XmlExcerpt {

    private XmlExcerpt() {}

    /**
     * The document with only the records of the given numbers.
     *
     * @param records the record element, {@code {namespace}name}
     * @param keep    numbers of the records that stay, from 1
     */
    static byte[] of(byte[] document, String records, Collection<Integer> keep) {
        Set<Integer> numbers = new HashSet<>(keep);
        XMLInputFactory input = XMLInputFactory.newDefaultFactory();
        input.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        input.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            XMLEventReader reader = input.createXMLEventReader(new ByteArrayInputStream(document));
            XMLEventWriter writer = XMLOutputFactory.newDefaultFactory().createXMLEventWriter(out, "UTF-8");
            copy(reader, writer, records, numbers);
            writer.flush();
            writer.close();
            return out.toByteArray();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("What was read as XML can be copied as XML", e);
        }
    }

    private static void copy(XMLEventReader reader, XMLEventWriter writer, String records, Set<Integer> keep)
            throws XMLStreamException {
        int number = 0;
        int depth = 0;
        boolean keeping = true;
        while (reader.hasNext()) {
            XMLEvent event = reader.nextEvent();
            boolean start = event.isStartElement();
            if (depth == 0 && start && isRecord(event, records)) {
                keeping = keep.contains(++number);
                depth = 1;
            } else if (depth > 0) {
                depth += start ? 1 : event.isEndElement() ? -1 : 0;
            }
            if (event.isStartDocument()) {
                writer.add(XMLEventFactory.newDefaultFactory().createStartDocument("UTF-8", "1.0"));
            } else if (keeping) {
                writer.add(event);
            }
            keeping = keeping || depth == 0;
        }
    }

    private static boolean isRecord(XMLEvent event, String records) {
        QName name = event.asStartElement().getName();
        return DocumentType.matches(records, name.getNamespaceURI(), name.getLocalPart());
    }
}
