package io.throughline.delivery;

import io.throughline.broker.Outgoing;
import io.throughline.contract.Event;
import io.throughline.contract.ObjectTypes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Turns what a committed batch decided into messages: one per step for its target, one per event for whoever listens. */
public final class MailRoom {

    /** Where the data of an event can be fetched that is too large to travel; the number in the journal follows. */
    public static final String PAYLOADS = "/api/v1/payloads/";

    private final String typePrefix;
    private final int claimBytes;
    private final Predicate<String> heard;

    /**
     * @param typePrefix prefix of event types outside the product, such as {@code com.example.}
     * @param claimBytes data larger than this stays in the journal; its message carries a claim, the attribute
     *                   {@code dataref} of the CloudEvents extension of that name, and no body
     * @param heard      whether a message to an address reaches anybody; one that does not is not made
     */
    public MailRoom(String typePrefix, int claimBytes, Predicate<String> heard) {
        this.typePrefix = typePrefix;
        this.claimBytes = claimBytes;
        this.heard = heard;
    }

    /** Messages of a batch, in the order in which they were decided. */
    public List<Outgoing> messages(Batch batch) {
        List<Outgoing> messages = new ArrayList<>();
        batch.toSend().forEach(step -> messages.add(delivery(step.system(), step.stepNo(), step.lane())));
        batch.toPublish().stream()
                .filter(published -> !ObjectTypes.isRestricted(published.event().type()))
                .filter(published -> heard.test(address(published)))
                .forEach(published -> messages.add(publication(published)));
        return messages;
    }

    /** The message that brings a step to the queue of its target. */
    public static Outgoing delivery(String system, long stepNo, String lane) {
        return Outgoing.derived("deliver." + system, lane, Long.toString(stepNo).getBytes(StandardCharsets.US_ASCII));
    }

    private Outgoing publication(Batch.Published published) {
        Event event = published.event();
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("cloudEvents_specversion", "1.0");
        properties.put("cloudEvents_id", event.id());
        properties.put("cloudEvents_source", event.source());
        properties.put("cloudEvents_type", typePrefix + event.type());
        properties.put("cloudEvents_subject", event.subject());
        properties.put("cloudEvents_time", event.time().toString());
        properties.put("cloudEvents_datacontenttype", "application/json");
        properties.put("cloudEvents_partitionkey", event.key());
        properties.put("cloudEvents_sequence", String.format("%018d", event.version()));
        putIfKnown(properties, "cloudEvents_correlationid", event.correlationId());
        putIfKnown(properties, "cloudEvents_causationid", event.causationId());
        putIfKnown(properties, "cloudEvents_idempotencykey", event.idempotencyKey());
        byte[] body = published.text();
        if (body.length > claimBytes) {
            properties.put("cloudEvents_dataref", PAYLOADS + published.eventNo());
            body = new byte[0];
        }
        return Outgoing.toTopic(address(published), event.key(), body, properties);
    }

    private static String address(Batch.Published published) {
        return "event." + published.event().type();
    }

    private static void putIfKnown(Map<String, String> properties, String name, String value) {
        if (value != null) {
            properties.put(name, value);
        }
    }
}
