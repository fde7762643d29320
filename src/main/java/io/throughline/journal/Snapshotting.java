package io.throughline.journal;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.contract.Event;
import io.throughline.contract.ObjectTypes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;

/** Keeps the state that an accepted event carries: as a bitemporal snapshot, or as a fact row for approved time. */
public final class Snapshotting {

    /** Where a state begins when its source does not say: it has always been so. */
    public static final LocalDate ALWAYS = LocalDate.of(1900, 1, 1);

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

    /** Writes the state. */
    public void store(Connection connection, Event event, long eventNo) throws SQLException {
        String object = ObjectTypes.of(event.type());
        if (ObjectTypes.isKept(object)) {
            entities.put(
                    connection, object, event.subject(), from(event), event.version(), eventNo, event.data());
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
