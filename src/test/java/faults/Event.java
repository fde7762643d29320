package faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * One event the driver sends, with the effects it must have.
 *
 * @param entity   the object it is about, such as {@code W-31001}
 * @param sequence its place among the events of its entity, from 1
 */
record Event(String id, String entity, int sequence, JsonNode document, List<Expected> expected) {

    /**
     * One effect.
     *
     * @param fingerprint hash of the fields that count, see {@link Fingerprint}
     */
    record Expected(String system, String type, String entity, int sequence, String fingerprint) {}
}
