package firms;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Json;
import io.throughline.contract.ObjectTypes;
import java.time.Instant;
import java.time.LocalDate;

/** CloudEvents documents in canonical words, as the systems of a firm would send them. */
final class Facts {

    private Facts() {}

    /** Who tells. */
    enum Source {
        ERP("urn:firm:erp:netsuite:1"),
        HRIS("urn:firm:hris:workday:1"),
        CRM("urn:firm:crm:salesforce:1"),
        PSA("urn:firm:psa:kantata:1");

        private final String urn;

        Source(String urn) {
            this.urn = urn;
        }
    }

    /**
     * One event of version {@code version}, with empty data but for the version; its id names subject, verb and version.
     *
     * @param type canonical type without the prefix, such as {@code time.approved.v1}
     */
    static ObjectNode event(Source source, String type, String subject, int version, Instant time) {
        ObjectNode event = Json.mapper().createObjectNode();
        event.put("specversion", "1.0")
                .put("id", subject + "-" + type.split("\\.")[1] + "-v" + version)
                .put("source", source.urn)
                .put("type", "com.example." + type)
                .put("subject", subject)
                .put("time", time.toString())
                .put("partitionkey", ObjectTypes.of(type) + ":" + subject)
                .put("sequence", version);
        event.putObject("data").put("version", version);
        return event;
    }

    /** The same in version 1, told before the month. */
    static ObjectNode reference(Source source, String type, String subject) {
        return event(source, type, subject, 1, Instant.parse("2026-09-01T08:00:00Z"));
    }

    /** The data of an event. */
    static ObjectNode data(ObjectNode event) {
        return (ObjectNode) event.get("data");
    }

    /** An amount of money or a rate, as decimal text. */
    static ObjectNode amount(String amount, String currency) {
        return Json.mapper().createObjectNode().put("amount", amount).put("currency", currency);
    }

    /** Dates an event. */
    static ObjectNode effective(ObjectNode event, LocalDate from) {
        event.put("effectivedate", from.toString());
        return event;
    }
}
