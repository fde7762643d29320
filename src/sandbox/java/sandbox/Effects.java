package sandbox;

import com.fasterxml.jackson.databind.JsonNode;

/** Told of every write a vendor applied, in the order of its vendor and before the caller is answered. */
@FunctionalInterface
public interface Effects {

    /** Nobody wants to know. */
    Effects NOBODY = effect -> {};

    /**
     * One write that took effect.
     *
     * @param method     the HTTP method it came with
     * @param recordType the vendor's word for the kind of record
     * @param externalId the caller's own id, or null
     * @param id         the vendor's id
     * @param key        the {@code Idempotency-Key} of the call, or null
     * @param record     the record as it is now, or null when it is gone
     */
    record Effect(
            String system,
            String method,
            String recordType,
            String externalId,
            String id,
            String key,
            JsonNode record) {}

    /** Takes note of an effect; an exception keeps the vendor from answering. */
    void applied(Effect effect);
}
