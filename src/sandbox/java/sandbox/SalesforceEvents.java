package sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;

/** Change data capture: what the CometD channel of opportunities would carry. */
final class SalesforceEvents {

    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final List<String> CHANGED = List.of(
            "StageName",
            "IsWon",
            "IsClosed",
            "Probability",
            "ForecastCategory",
            "ForecastCategoryName",
            "LastStageChangeDate",
            "LastModifiedDate");

    private long replayId = 8_812_733;

    static String timestamp(Instant instant) {
        return TIMESTAMP.format(instant);
    }

    /** Wins the opportunity and answers the event of it. */
    ObjectNode won(ObjectNode opportunity, Instant now) {
        opportunity
                .put("StageName", "Closed Won")
                .put("IsWon", true)
                .put("IsClosed", true)
                .put("Probability", new java.math.BigDecimal("100.0"))
                .put("ForecastCategory", "Closed")
                .put("ForecastCategoryName", "Closed")
                .put("LastStageChangeDate", timestamp(now))
                .put("LastModifiedDate", timestamp(now));
        ObjectNode event = Json.object();
        ObjectNode data = event.putObject("data");
        data.put("schema", "nHkUm3hFqcYg0pXbN1oZ2A");
        ObjectNode payload = data.putObject("payload");
        payload.set("ChangeEventHeader", header(opportunity, now));
        CHANGED.forEach(field -> payload.set(field, opportunity.get(field)));
        data.putObject("event").put("replayId", ++replayId);
        return event.put("channel", "/data/OpportunityChangeEvent");
    }

    private static ObjectNode header(ObjectNode opportunity, Instant now) {
        ObjectNode header = Json.object().put("entityName", "Opportunity");
        header.putArray("recordIds").add(opportunity.get("Id").asText());
        header.put("changeType", "UPDATE")
                .put("changeOrigin", "com/salesforce/api/rest/62.0")
                .put("transactionKey", UUID.randomUUID().toString())
                .put("sequenceNumber", 1)
                .put("commitTimestamp", now.toEpochMilli())
                .put("commitNumber", now.toEpochMilli() * 1_000_000)
                .put("commitUser", "005Hs000001AbCdIAK");
        header.putArray("nulledFields");
        header.putArray("diffFields");
        CHANGED.forEach(header.putArray("changedFields")::add);
        return header;
    }
}
