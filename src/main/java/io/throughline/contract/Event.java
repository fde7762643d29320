package io.throughline.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;

/**
 * One business fact in the envelope of CloudEvents 1.0, with the extensions Throughline relies on.
 *
 * @param source        who says so, {@code urn:<org>:<domain>:<vendor>:<tenant>}; with {@code id} it names the event
 * @param id            deterministic from the change at the source, so that reading the change again gives the same id
 * @param type          {@code <object>.<past verb>.v<major>} without the configured prefix
 * @param subject       canonical id of the object
 * @param time          when it happened at the source
 * @param key           ordering key ({@code partitionkey}), such as {@code worker:W-0002}
 * @param version       object version ({@code sequence}); decides what is stale
 * @param correlationId the process this belongs to, or null
 * @param causationId   id of the event that caused this one, or null
 * @param idempotencyKey stable business key with version, or null
 * @param legalEntity   employing or billing entity when known, or null
 * @param effectiveDate first local date on which the fact holds, or null
 * @param data          the canonical object
 * @param raw           the bytes that arrived, or null when the canonical form is what arrived
 */
public record Event(
        String source,
        String id,
        String type,
        String subject,
        Instant time,
        String key,
        long version,
        String correlationId,
        String causationId,
        String idempotencyKey,
        String legalEntity,
        LocalDate effectiveDate,
        JsonNode data,
        byte[] raw) {

    public Event {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(data, "data");
    }

    /** Of what names the event; whoever asks for it often shall not have to walk through the data. */
    @Override
    public int hashCode() {
        return 31 * source.hashCode() + id.hashCode();
    }

    /** The object part of the type: {@code worker} for {@code worker.hired.v1}. */
    public String object() {
        return type.substring(0, type.indexOf('.'));
    }

    /** The event as mappings make it and as it is parked: its attributes in the words of CloudEvents, and its data. */
    public ObjectNode candidate() {
        ObjectNode candidate = Json.mapper().createObjectNode();
        candidate.put("source", source).put("id", id).put("type", type).put("subject", subject);
        candidate.put("time", time.toString()).put("partitionkey", key).put("sequence", version);
        candidate.put("correlationid", correlationId).put("causationid", causationId);
        candidate.put("idempotencykey", idempotencyKey).put("legalentity", legalEntity);
        candidate.put("effectivedate", effectiveDate == null ? null : effectiveDate.toString());
        candidate.set("data", data);
        return candidate;
    }

    /** This event with other data. */
    public Event withData(JsonNode changed) {
        return new Event(
                source,
                id,
                type,
                subject,
                time,
                key,
                version,
                correlationId,
                causationId,
                idempotencyKey,
                legalEntity,
                effectiveDate,
                changed,
                raw);
    }
}
