package io.throughline.journal;

import io.throughline.contract.Event;
import io.throughline.people.WorkerFact;
import io.throughline.people.WorkerHistory;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was told of each worker, kept beside the journal because it outlives the payloads of events. What earlier events of
 * a batch tell is visible to its later ones although nothing is committed yet.
 */
public final class WorkerFacts implements WorkerHistory {

    private final Knowledge knowledge;

    public WorkerFacts(Knowledge knowledge) {
        this.knowledge = knowledge;
    }

    @Override
    public List<WorkerFact> facts(String workerId) {
        Map<String, Event> events = knowledge.database().read(connection -> stored(connection, workerId));
        knowledge.told(workerId).forEach(event -> events.put(name(event), event));
        return events.values().stream().map(WorkerFact::of).toList();
    }

    /** Keeps what an event tells and gives all that is stored of the worker then. */
    List<WorkerFact> store(Connection connection, Event event) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into worker_fact (worker_id, source, event_id, type, version, told_from, told_at, sealed_data)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing")) {
            insert.setString(1, event.subject());
            insert.setString(2, event.source());
            insert.setString(3, event.id());
            insert.setString(4, event.type());
            insert.setLong(5, event.version());
            insert.setObject(6, event.effectiveDate(), Types.DATE);
            insert.setObject(7, event.time().atOffset(ZoneOffset.UTC));
            insert.setBytes(8, knowledge.seal().closeJson(event.data()));
            insert.executeUpdate();
        }
        return stored(connection, event.subject()).values().stream()
                .map(WorkerFact::of)
                .toList();
    }

    private Map<String, Event> stored(Connection connection, String workerId) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select source, event_id, type, version, told_from, told_at, sealed_data from worker_fact where"
                        + " worker_id = ?")) {
            select.setString(1, workerId);
            try (ResultSet rows = select.executeQuery()) {
                Map<String, Event> events = new LinkedHashMap<>();
                while (rows.next()) {
                    Event event = event(workerId, rows);
                    events.put(name(event), event);
                }
                return events;
            }
        }
    }

    private Event event(String workerId, ResultSet row) throws SQLException {
        return new Event(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                workerId,
                row.getObject(6, OffsetDateTime.class).toInstant(),
                "worker:" + workerId,
                row.getLong(4),
                null,
                null,
                null,
                null,
                row.getObject(5, LocalDate.class),
                knowledge.seal().openJson(row.getBytes(7)),
                null);
    }

    private static String name(Event event) {
        return event.source() + " " + event.id();
    }
}
