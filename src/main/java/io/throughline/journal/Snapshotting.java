package io.throughline.journal;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.contract.Event;
import io.throughline.contract.ObjectTypes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Keeps the state that an accepted event carries: as a bitemporal snapshot, or as a fact row for approved time. */
public final class Snapshotting {

    /** Where a state begins when its source does not say: it has always been so. */
    public static final LocalDate ALWAYS = LocalDate.of(1900, 1, 1);

    /** The newest version of one object of which one source has told. */
    public record NewestVersion(String source, String object, String id, long version) {}

    private final Knowledge knowledge;
    private final Entities entities;
    private final TimeFactStore times;

    public Snapshotting(Knowledge knowledge, Entities entities, TimeFactStore times) {
        this.knowledge = knowledge;
        this.entities = entities;
        this.times = times;
    }

    /** Makes the state visible to the rest of the batch. */
    public void learn(Event event) {
        String object = ObjectTypes.of(event.type());
        if (ObjectTypes.isKept(object)) {
            knowledge.learn(object, event.subject(), from(event), event.data());
        }
    }

    /** Writes a state that a newer one overtook, where nothing newer holds. */
    public void storeSuperseded(Connection connection, Event event, long eventNo) throws SQLException {
        entities.putSuperseded(
                connection,
                ObjectTypes.of(event.type()),
                event.subject(),
                from(event),
                event.version(),
                eventNo,
                event.data());
    }

    /** The newest versions known of the objects that these events are about, of those that are kept. */
    public List<NewestVersion> newest(Connection connection, List<Event> events) throws SQLException {
        Map<String, Set<String>> ids = new HashMap<>();
        for (Event event : events) {
            String object = ObjectTypes.of(event.type());
            if (ObjectTypes.isKept(object)) {
                ids.computeIfAbsent(object, name -> new HashSet<>()).add(event.subject());
            }
        }
        List<NewestVersion> newest = new ArrayList<>();
        for (Map.Entry<String, Set<String>> object : ids.entrySet()) {
            for (Entities.Told told : entities.newest(connection, object.getKey(), object.getValue())) {
                newest.add(new NewestVersion(told.source(), object.getKey(), told.id(), told.version()));
            }
        }
        return newest;
    }

    /** Writes the state. */
    public void store(Connection connection, Event event, long eventNo) throws SQLException {
        String object = ObjectTypes.of(event.type());
        if (ObjectTypes.isKept(object)) {
            entities.put(connection, object, event.subject(), from(event), event.version(), eventNo, event.data());
        } else if (object.equals("time")) {
            times.store(connection, event, eventNo);
        }
    }

    private static LocalDate from(Event event) {
        if (event.effectiveDate() != null) {
            return event.effectiveDate();
        }
        for (String field : new String[] {"effectiveDate", "effectiveFrom"}) {
            JsonNode date = event.data().get(field);
            if (date != null && date.isTextual()) {
                return LocalDate.parse(date.asText());
            }
        }
        return ALWAYS;
    }
}
