package io.throughline.mapping;

import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParser;
import javax.xml.parsers.SAXParserFactory;
import org.xml.sax.SAXException;
import org.xml.sax.XMLReader;

/** The JDK's XML parser without DOCTYPE, entities, XInclude or anything external, and with limits. */
final class SecureSax {

    private static final String LIMIT = "http://www.oracle.com/xml/jaxp/properties/";
    private static final String XERCES = "http://apache.org/xml/features/";
    private static final String SAX = "http://xml.org/sax/features/";

    private SecureSax() {}

    static XMLReader reader(Limits limits) {
        try {
            SAXParserFactory factory = SAXParserFactory.newDefaultNSInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature(XERCES + "disallow-doctype-decl", true);
            factory.setFeature(XERCES + "nonvalidating/load-external-dtd", false);
            factory.setFeature(SAX + "external-general-entities", false);
            factory.setFeature(SAX + "external-parameter-entities", false);
            factory.setXIncludeAware(false);
            SAXParser parser = factory.newSAXParser();
            parser.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            parser.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
            parser.setProperty(LIMIT + "maxElementDepth", Integer.toString(limits.maxDepth()));
            parser.setProperty(LIMIT + "elementAttributeLimit", Integer.toString(limits.maxAttributes()));
            parser.setProperty(LIMIT + "maxXMLNameLimit", Integer.toString(limits.maxName()));
            return parser.getXMLReader();
        } catch (ParserConfigurationException | SAXException e) {
            throw new IllegalStateException("The XML parser of this Java cannot be secured", e);
        }
    }
}
