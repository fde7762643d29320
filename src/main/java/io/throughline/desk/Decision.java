package io.throughline.desk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.api.Reply;
import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.delivery.Batch;
import io.throughline.delivery.Batch.StepMessage;
import java.util.ArrayList;
import java.util.List;

/**
 * One decision of a person about one case, on its way through the route that carries it out: tried first where an event is
 * planned again, then accepted, then written. Not thread-safe: it belongs to one exchange.
 */
public final class Decision {

    private final DeskCase about;
    private final String action;
    private final String actor;
    private final JsonNode body;
    private final ObjectNode outcome = Json.mapper().createObjectNode();
    private final List<StepMessage> messages = new ArrayList<>();
    private Reply refusal;
    private Event version;
    private Batch trial;
    private Batch batch;

    Decision(DeskCase about, String action, String actor, JsonNode body) {
        this.about = about;
        this.action = action;
        this.actor = actor;
        this.body = body;
    }

    /** A decision that ends before it begins. */
    static Decision refused(Reply refusal) {
        Decision decision = new Decision(null, "", "", Json.mapper().createObjectNode());
        decision.refuse(refusal);
        return decision;
    }

    /** Batches to be planned without being written. */
    public List<Batch> trials() {
        return trial == null || refusal != null ? List.of() : List.of(trial);
    }

    /** Batches to be accepted. */
    public List<Batch> batches() {
        return batch == null || refusal != null ? List.of() : List.of(batch);
    }

    DeskCase about() {
        return about;
    }

    String action() {
        return action;
    }

    String actor() {
        return actor;
    }

    /** The reason the person gave, or null. */
    String reason() {
        String text = body.path("reason").asText("").strip();
        return text.isEmpty() ? null : text;
    }

    JsonNode body() {
        return body;
    }

    ObjectNode outcome() {
        return outcome;
    }

    List<StepMessage> messages() {
        return messages;
    }

    Reply refusal() {
        return refusal;
    }

    void refuse(Reply reply) {
        refusal = reply;
    }

    /** The new version of the event, or null when its steps go again as they are. */
    Event version() {
        return version;
    }

    void tryOut(Event newVersion, Batch toTry) {
        version = newVersion;
        trial = toTry;
    }

    /** Accepts a batch without a new version. */
    void accept(Batch toAccept) {
        batch = toAccept;
    }

    Batch batch() {
        return batch;
    }

    Batch trial() {
        return trial;
    }
}
