package sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
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

    /** Where people move an opportunity to, by the word they use for it. */
    static final Map<String, Stage> STAGES = Map.of(
            "win", new Stage("Closed Won", true, true, "100.0", "Closed"),
            "reopen", new Stage("Negotiation/Review", false, false, "90.0", "Pipeline"),
            "lose", new Stage("Closed Lost", false, true, "0.0", "Omitted"));

    /** What a stage means for the fields of the record. */
    record Stage(String name, boolean won, boolean closed, String probability, String forecast) {}

    /** Moves the opportunity to another stage and answers the event of it. */
    ObjectNode moved(ObjectNode opportunity, String word, Instant now) {
        Stage stage = STAGES.get(word);
        opportunity
                .put("StageName", stage.name())
                .put("IsWon", stage.won())
                .put("IsClosed", stage.closed())
                .put("Probability", new BigDecimal(stage.probability()))
                .put("ForecastCategory", stage.forecast())
                .put("ForecastCategoryName", stage.forecast())
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
