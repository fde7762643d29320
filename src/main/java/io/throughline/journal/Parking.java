package io.throughline.journal;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.contract.Event;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Facts that refer to something not known yet, kept until the reference arrives. */
public final class Parking {

    private static final String SEQUENCE = "sequence@";

    private final Seal seal;
    private final Clock clock;
    private final AtomicBoolean arrived = new AtomicBoolean(true);
    private final AtomicBoolean gaps = new AtomicBoolean();

    /** A fact that waits, still in the form in which its mapping left it. */
    public record Parked(
            String source,
            String eventId,
            String waitsFor,
            String origin,
            Journal.Provenance provenance,
            Instant since,
            JsonNode fact) {}

    public Parking(Seal seal, Clock clock) {
        this.seal = seal;
        this.clock = clock;
    }

    /**
     * Keeps a fact.
     *
     * @param event    carries the unresolved fact as its data
     * @param waitsFor the missing reference, {@code <object>@<system>:<external id>}
     */
    public void park(Connection connection, Event event, String waitsFor, String origin, Journal.Provenance provenance)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into parked_fact (source, event_id, waits_for, origin, parked_at, sealed_fact, origin_row, origin_by,"
                        + " mapping, mapping_sha) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing")) {
            insert.setString(1, event.source());
            insert.setString(2, event.id());
            insert.setString(3, waitsFor);
            if (waitsFor.startsWith(SEQUENCE)) {
                gaps.set(true);
            }
            insert.setString(4, origin);
            insert.setObject(5, OffsetDateTime.now(clock));
            insert.setBytes(6, seal.closeJson(event.data()));
            insert.setInt(7, provenance.row());
            insert.setString(8, provenance.by());
            insert.setString(9, provenance.mapping());
            insert.setString(10, provenance.mappingSha());
            insert.executeUpdate();
        }
    }

    /** Forgets facts that have entered the journal. */
    public void unpark(Connection connection, List<Event> events) throws SQLException {
        if (events.isEmpty()) {
            return;
        }
        try (PreparedStatement delete =
                connection.prepareStatement("delete from parked_fact where event_id = any(?)")) {
            delete.setArray(
                    1,
                    connection.createArrayOf(
                            "varchar", events.stream().map(Event::id).toArray()));
            delete.executeUpdate();
        }
    }

    /** Ids of those of these events that wait here as facts. */
    public List<String> waited(Connection connection, List<Event> events) throws SQLException {
        if (events.isEmpty()) {
            return List.of();
        }
        try (PreparedStatement select =
                connection.prepareStatement("select event_id from parked_fact where event_id = any(?)")) {
            select.setArray(
                    1,
                    connection.createArrayOf(
                            "varchar", events.stream().map(Event::id).toArray()));
            try (ResultSet rows = select.executeQuery()) {
                List<String> waited = new ArrayList<>();
                while (rows.next()) {
                    waited.add(rows.getString(1));
                }
                return waited;
            }
        }
    }

    /** Notes that references arrived, so that the next look is worth it; to be called once they are committed. */
    public void noteArrival() {
        arrived.set(true);
    }

    /** Whether facts wait for the one before them in a numbered sequence; time alone may release those. */
    public boolean hasGaps() {
        return gaps.get();
    }

    /** Whether references arrived since this was last asked. */
    public boolean worthALook() {
        return arrived.getAndSet(false);
    }

    /** Facts that wait, oldest first. */
    public List<Parked> waiting(Connection connection, int limit) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select source, event_id, waits_for, origin, origin_row, origin_by, mapping, mapping_sha, parked_at, sealed_fact from"
                        + " parked_fact order by parked_at fetch first ? rows only")) {
            select.setInt(1, limit);
            try (ResultSet rows = select.executeQuery()) {
                List<Parked> parked = new ArrayList<>();
                while (rows.next()) {
                    parked.add(new Parked(
                            rows.getString(1),
                            rows.getString(2),
                            rows.getString(3),
                            rows.getString(4),
                            new Journal.Provenance(
                                    rows.getInt(5), rows.getString(6), rows.getString(7), rows.getString(8)),
                            rows.getObject(9, OffsetDateTime.class).toInstant(),
                            seal.openJson(rows.getBytes(10))));
                }
                gaps.set(parked.stream().anyMatch(fact -> fact.waitsFor().startsWith(SEQUENCE)));
                return parked;
            }
        }
    }
}
