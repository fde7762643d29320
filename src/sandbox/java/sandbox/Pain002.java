package sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Writes pain.002.001.10, the bank's report on a message and on each transfer of it. */
final class Pain002 {

    private Pain002() {}

    /**
     * The report.
     *
     * @param message {@code MsgId, ReportId, CreDtTm, NbOfTxs, CtrlSum, Status, Reason, Sentence}
     * @param payments {@code PmtInfId, EndToEndId, Amount, Currency, Status, Reason, Sentence} of each transfer, by PmtInfId
     */
    static String of(ObjectNode message, List<ObjectNode> payments) {
        StringBuilder xml = new StringBuilder(1024 + payments.size() * 400)
                .append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
                .append("<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.10\">\n  <CstmrPmtStsRpt>\n")
                .append("    <GrpHdr><MsgId>")
                .append(text(message, "ReportId"))
                .append("</MsgId><CreDtTm>")
                .append(text(message, "CreDtTm"))
                .append("</CreDtTm></GrpHdr>\n    <OrgnlGrpInfAndSts><OrgnlMsgId>")
                .append(text(message, "MsgId"))
                .append("</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId>");
        element(xml, "OrgnlNbOfTxs", text(message, "NbOfTxs"));
        element(xml, "OrgnlCtrlSum", text(message, "CtrlSum"));
        element(xml, "GrpSts", text(message, "Status"));
        reason(xml, message);
        xml.append("</OrgnlGrpInfAndSts>\n");
        String open = null;
        for (ObjectNode payment : payments) {
            String id = text(payment, "PmtInfId");
            if (!id.equals(open)) {
                xml.append(open == null ? "" : "    </OrgnlPmtInfAndSts>\n")
                        .append("    <OrgnlPmtInfAndSts><OrgnlPmtInfId>")
                        .append(id)
                        .append("</OrgnlPmtInfId>\n");
                open = id;
            }
            xml.append("      <TxInfAndSts><OrgnlEndToEndId>")
                    .append(text(payment, "EndToEndId"))
                    .append("</OrgnlEndToEndId>");
            element(xml, "TxSts", text(payment, "Status"));
            reason(xml, payment);
            xml.append("<OrgnlTxRef><Amt><InstdAmt Ccy=\"")
                    .append(text(payment, "Currency"))
                    .append("\">")
                    .append(text(payment, "Amount"))
                    .append("</InstdAmt></Amt></OrgnlTxRef></TxInfAndSts>\n");
        }
        return xml.append(open == null ? "" : "    </OrgnlPmtInfAndSts>\n")
                .append("  </CstmrPmtStsRpt>\n</Document>\n")
                .toString();
    }

    private static void reason(StringBuilder xml, ObjectNode of) {
        if (Json.text(of, "Reason") != null) {
            xml.append("<StsRsnInf><Rsn><Cd>").append(text(of, "Reason")).append("</Cd></Rsn>");
            String sentence = text(of, "Sentence");
            element(xml, "AddtlInf", sentence.length() > 105 ? sentence.substring(0, 105) : sentence);
            xml.append("</StsRsnInf>");
        }
    }

    private static void element(StringBuilder xml, String name, String value) {
        if (!value.isEmpty()) {
            xml.append('<')
                    .append(name)
                    .append('>')
                    .append(value)
                    .append("</")
                    .append(name)
                    .append('>');
        }
    }

    private static String text(ObjectNode of, String field) {
        String value = Json.text(of, field);
        return value == null ? "" : WorkdayXml.escaped(value);
    }
}
