package io.throughline.people;

import io.throughline.contract.Event;
import io.throughline.contract.Json;
import java.time.Instant;

/** Events that follow from other events. */
public final class FollowUp {

    /** Source of all events that rules derive. */
    public static final String SOURCE = "urn:throughline:core:rules:default";

    private FollowUp() {}

    /**
     * An event caused by another, of the same process.
     *
     * @param cause   event it follows from
     * @param id      deterministic id
     * @param type    type without prefix, such as {@code project.created.v1}
     * @param subject canonical id of the object
     * @param key     ordering key
     * @param version version of the object
     * @param data    record that becomes the data
     * @param at      when it happened
     */
    public static Event of(
            Event cause, String id, String type, String subject, String key, long version, Object data, Instant at) {
        return new Event(
                SOURCE,
                id,
                type,
                subject,
                at,
                key,
                version,
                cause.correlationId() == null ? cause.id() : cause.correlationId(),
                cause.id(),
                id,
                cause.legalEntity(),
                null,
                Json.toTree(data),
                null);
    }

    /** The event with the business key that names its fact, such as {@code opportunity:OPP-1003:won:1}. */
    public static Event keyed(Event event, String idempotencyKey) {
        return new Event(
                event.source(),
                event.id(),
                event.type(),
                event.subject(),
                event.time(),
                event.key(),
                event.version(),
                event.correlationId(),
                event.causationId(),
                idempotencyKey,
                event.legalEntity(),
                event.effectiveDate(),
                event.data(),
                event.raw());
    }
}
