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

    private static final int OK = 200;
    private static final int ACCEPTED = 202;

    private final DeskCase about;
    private final String action;
    private final String actor;
    private final JsonNode body;
    private final ObjectNode outcome = Json.mapper().createObjectNode();
    private final List<StepMessage> messages = new ArrayList<>();
    private Reply refusal;
    private Event version;
    private Batch trial;
    private Batch prepared;
    private Batch batch;
    private int status = OK;

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

    /** The new version of the event, or null when its steps or its flow go on as they are. */
    Event version() {
        return version;
    }

    /**
     * Has a batch tried before the same is accepted.
     *
     * @param newVersion the new version of the event in it, or null when the flow of a step goes on
     * @param toAccept   what is accepted when the trial finds nothing
     */
    void tryOut(Event newVersion, Batch toTry, Batch toAccept) {
        version = newVersion;
        trial = toTry;
        prepared = toAccept;
    }

    /** What passed its trial is to be accepted. */
    void acceptTried() {
        batch = prepared;
    }

    /** HTTP status of the answer when nothing refuses the decision. */
    int status() {
        return status;
    }

    /** It is asked for and waits for somebody else. */
    void waits() {
        status = ACCEPTED;
    }

    /** Accepts a batch without a trial. */
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
