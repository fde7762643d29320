package sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Writes {@code ALEAUD01}, the IDoc by which SAP tells a partner what became of the IDocs it sent. */
final class SapStatus {

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyyMMdd", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final StringBuilder xml = new StringBuilder(2048);

    private SapStatus() {}

    /**
     * One audit IDoc.
     *
     * @param idocs the IDocs it tells of, as they are kept
     * @param now   the moment it is written
     */
    static String audit(List<ObjectNode> idocs, Instant now) {
        return new SapStatus().written(idocs, now);
    }

    private String written(List<ObjectNode> idocs, Instant now) {
        xml.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ALEAUD01><IDOC BEGIN=\"1\"><EDI_DC40 SEGMENT=\"1\">");
        field("TABNAM", "EDI_DC40");
        field("MANDT", "100");
        field("DOCNUM", "%016d".formatted(now.getEpochSecond()));
        field("DIRECT", "1");
        field("IDOCTYP", "ALEAUD01");
        field("MESTYP", "ALEAUD");
        field("SNDPOR", "SAPS4H");
        field("SNDPRT", "LS");
        field("SNDPRN", "S4HCLNT100");
        field("RCVPOR", "MHACONN");
        field("RCVPRT", "LS");
        field("RCVPRN", "MHACONNECT");
        field("CREDAT", DAY.format(now));
        field("CRETIM", TIME.format(now));
        xml.append("</EDI_DC40>");
        idocs.forEach(this::header);
        return xml.append("</IDOC></ALEAUD01>\n").toString();
    }

    private void header(ObjectNode idoc) {
        String status = idoc.path("Status").asText();
        String text = idoc.path("StatusText").asText();
        xml.append("<E1ADHDR SEGMENT=\"1\">");
        field("MESTYP", idoc.path("MessageType").asText());
        field("MESTYP_LNG", idoc.path("MessageType").asText());
        xml.append("<E1STATE SEGMENT=\"1\">");
        field("DOCNUM", idoc.path("IDocNumber").asText());
        field("STATUS", status);
        field("STACOD", "SAP" + text.substring(0, Math.min(6, text.length())).replace(" ", ""));
        field("STATXT", text);
        field("STAPA1_LNG", idoc.path("ReferenceDocument").asText());
        field("STATYP", status.equals("53") ? "S" : "E");
        field("CREDAT", idoc.path("StatusDate").asText());
        field("CRETIM", idoc.path("StatusTime").asText());
        xml.append("<E1PRTOB SEGMENT=\"1\">");
        field("DOCNUM", idoc.path("IDocNumber").asText());
        field("OBJTYPE", idoc.path("MessageType").asText().equals("DEBMAS") ? "KNA1" : "BKPFF");
        field("OBJKEY", idoc.path("ObjectKey").asText());
        xml.append("</E1PRTOB></E1STATE></E1ADHDR>");
    }

    private void field(String name, String value) {
        if (!value.isEmpty()) {
            xml.append('<').append(name).append('>').append(WorkdayXml.escaped(value));
            xml.append("</").append(name).append('>');
        }
    }
}
