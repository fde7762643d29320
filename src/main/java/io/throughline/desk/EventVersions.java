package io.throughline.desk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.contract.Violation;
import io.throughline.journal.Journal;
import io.throughline.mapping.Schemas;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * New versions of events: {@code <id>.v2}, {@code <id>.v3}, each caused by the original, which stays in the journal as it
 * was. Asking twice for the same content gives the same version.
 */
public final class EventVersions {

    private static final int LONGEST_ID = 240;

    private final Journal journal;
    private final Schemas schemas;

    public EventVersions(Journal journal, Schemas schemas) {
        this.journal = journal;
        this.schemas = schemas;
    }

    /**
     * The edited data of an event: {@code payload} instead of it, or {@code patch} (JSON merge patch, RFC 7396) on top.
     * What the edit left masked stays as it was.
     *
     * @throws IllegalArgumentException with a sentence when there is neither or it is no object
     */
    static JsonNode edited(JsonNode original, JsonNode request) {
        JsonNode payload = request.path("payload");
        JsonNode patch = request.path("patch");
        if (payload.isObject() == patch.isObject()) {
            throw new IllegalArgumentException("send either payload, the whole object, or patch, a JSON merge patch");
        }
        JsonNode edit = payload.isObject() ? payload : merged(original, patch);
        return Mask.back(edit, original);
    }

    /** What of the edited data breaks the schema, or makes it another object. */
    List<Violation> check(Event original, JsonNode edited) {
        List<Violation> broken = new ArrayList<>();
        schemas.objectOf(original.type()).ifPresent(object -> broken.addAll(schemas.check(object, edited)));
        original.data().properties().stream()
                .filter(field -> field.getValue().isTextual()
                        && field.getValue().asText().equals(original.subject()))
                .filter(field -> !field.getValue().equals(edited.get(field.getKey())))
                .forEach(field -> broken.add(Violation.reject(
                        "IDENTITY",
                        "/" + field.getKey(),
                        field.getKey() + " has to stay " + original.subject()
                                + "; another object is another event, send it as one")));
        return broken;
    }

    /** The version of an event with this data: the newest one when it says the same, else the next. */
    Event next(Connection connection, Event original, JsonNode data) throws SQLException {
        String root = original.id().replaceFirst("\\.v\\d+$", "");
        Event last = original;
        for (int n = 2; ; n++) {
            String id = root + ".v" + n;
            Optional<Event> there = journal.findById(connection, id).stream()
                    .map(Journal.Entry::event)
                    .filter(event -> event.source().equals(original.source()))
                    .findFirst();
            if (there.isEmpty()) {
                boolean same = last != original
                        && isAfter(last.id(), original.id())
                        && last.data().equals(data);
                return same ? last : version(original, id, data);
            }
            last = there.get();
        }
    }

    private static boolean isAfter(String id, String other) {
        return number(id) > number(other);
    }

    private static int number(String id) {
        int at = id.lastIndexOf(".v");
        return at < 0 || !id.substring(at + 2).matches("\\d{1,6}") ? 1 : Integer.parseInt(id.substring(at + 2));
    }

    private static Event version(Event original, String id, JsonNode data) {
        if (id.length() > LONGEST_ID) {
            throw new IllegalArgumentException("the id of the event is too long for another version");
        }
        return new Event(
                original.source(),
                id,
                original.type(),
                original.subject(),
                original.time(),
                key(original, data),
                original.version(),
                original.correlationId(),
                original.id(),
                original.idempotencyKey(),
                original.legalEntity(),
                original.effectiveDate(),
                data,
                null);
    }

    /** The ordering key names an object; when the edit names another one there, so does the key. */
    private static String key(Event original, JsonNode data) {
        String[] key = original.key().split(":", 2);
        String field = key[0] + "Id";
        boolean moved = key.length == 2
                && original.data().path(field).asText().equals(key[1])
                && data.path(field).isTextual();
        return moved ? key[0] + ":" + data.path(field).asText() : original.key();
    }

    private static JsonNode merged(JsonNode target, JsonNode patch) {
        if (!patch.isObject()) {
            return patch;
        }
        ObjectNode merged =
                target.isObject() ? target.deepCopy() : Json.mapper().createObjectNode();
        patch.properties().forEach(field -> {
            if (field.getValue().isNull()) {
                merged.remove(field.getKey());
            } else {
                merged.set(field.getKey(), merged(merged.path(field.getKey()), field.getValue()));
            }
        });
        return merged;
    }
}
