package io.throughline.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** What is known of the firm: the latest and the historical canonical objects, and the ids other systems use. */
public interface Snapshots {

    /**
     * The canonical object as known now and as it holds on a local date.
     *
     * @param object canonical object name, such as {@code worker}
     * @param id     canonical id
     * @param asOf   local date on which it must hold
     * @param type   record to read it into
     */
    <T> Optional<T> find(String object, String id, LocalDate asOf, Class<T> type);

    /** The canonical object as known now, in its latest effective state. */
    <T> Optional<T> latest(String object, String id, Class<T> type);

    /** All objects of a kind in their latest effective state, ordered by id. */
    <T> List<T> all(String object, Class<T> type);

    /**
     * Those of {@link #all(String, Class)} that name another object; what it costs does not depend on how many do not.
     *
     * @param field field with the id or a list of ids, such as {@code projectIds} of an {@code invoice}
     * @param named id of the other object
     */
    default <T> List<T> all(String object, String field, String named, Class<T> type) {
        return all(object, JsonNode.class).stream()
                .filter(data -> names(data, field, named))
                .map(data -> Json.read(data, type))
                .toList();
    }

    /** Whether an object names another one in a field. */
    static boolean names(JsonNode data, String field, String named) {
        JsonNode value = data.path(field);
        for (JsonNode one : value) {
            if (named.equals(one.asText())) {
                return true;
            }
        }
        return value.isTextual() && named.equals(value.asText());
    }

    /** The id a system uses for a canonical object, if it is known there. */
    Optional<String> externalId(String object, String id, String system);

    /** The canonical id behind a system's id, if known. */
    Optional<String> canonicalId(String object, String system, String externalId);
}
