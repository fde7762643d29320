package io.throughline.journal;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.contract.Json;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;

/**
 * Bitemporal snapshots of canonical objects. A row holds from {@code effective_from} (inclusive) to
 * {@code effective_to} (exclusive) and was believed from {@code known_from} to {@code known_to}; ranges of one object
 * that are believed at one time never overlap.
 */
public final class Entities {

    private static final String STATES =
            "select object, id, effective_from, effective_to, version, event_no, sealed_data from entity where object = ?";

    private final Seal seal;
    private final Clock clock;

    /** One state of one object. */
    public record Snapshot(
            String object, String id, LocalDate from, LocalDate to, long version, long eventNo, JsonNode data) {}

    Seal seal() {
        return seal;
    }

    public Entities(Seal seal, Clock clock) {
        this.seal = seal;
        this.clock = clock;
    }

    /** The state believed now that holds on a date; the latest state when the date is null. */
    public Optional<Snapshot> find(Connection connection, String object, String id, LocalDate asOf)
            throws SQLException {
        String sql = STATES + " and id = ? and known_to is null"
                + (asOf == null ? "" : " and effective_from <= ?")
                + " order by effective_from desc fetch first 1 rows only";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, object);
            select.setString(2, id);
            if (asOf != null) {
                select.setObject(3, asOf);
            }
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? Optional.of(snapshot(rows)) : Optional.empty();
            }
        }
    }

    /** The latest believed state of every object of a kind, ordered by id. */
    public List<Snapshot> all(Connection connection, String object) throws SQLException {
        String sql = STATES + " and known_to is null and effective_to is null order by id";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, object);
            try (ResultSet rows = select.executeQuery()) {
                List<Snapshot> all = new ArrayList<>();
                while (rows.next()) {
                    all.add(snapshot(rows));
                }
                return all;
            }
        }
    }

    /**
     * Records that an object holds in a new state from a date on, without forgetting what was believed before.
     *
     * @param from first local date of the new state; it ends where the next known state begins
     */
    public void put(
            Connection connection, String object, String id, LocalDate from, long version, long eventNo, JsonNode data)
            throws SQLException {
        OffsetDateTime now = OffsetDateTime.now(clock);
        Optional<Snapshot> covering = covering(connection, object, id, from);
        LocalDate to = covering.isPresent() ? covering.get().to() : nextStart(connection, object, id, from);
        if (covering.isPresent()) {
            Snapshot old = covering.get();
            disbelieve(connection, old, now);
            if (old.from().isBefore(from)) {
                insert(
                        connection,
                        new Snapshot(object, id, old.from(), from, old.version(), old.eventNo(), old.data()),
                        now);
            }
        }
        insert(connection, new Snapshot(object, id, from, to, version, eventNo, data), now);
    }

    /**
     * Records a state that was superseded before it arrived: it holds where nothing newer is known, so that history is
     * complete.
     */
    public void putSuperseded(
            Connection connection, String object, String id, LocalDate from, long version, long eventNo, JsonNode data)
            throws SQLException {
        if (covering(connection, object, id, from)
                .filter(known -> known.version() > version)
                .isEmpty()) {
            put(connection, object, id, from, version, eventNo, data);
        }
    }

    /**
     * Records what is believed of an object from now on, on every day; what stays as it was is left alone.
     *
     * @param states state by its first local date; each holds until the next begins
     */
    public void replace(
            Connection connection, String object, String id, NavigableMap<LocalDate, State> states, long eventNo)
            throws SQLException {
        OffsetDateTime now = OffsetDateTime.now(clock);
        Map<LocalDate, Snapshot> believed = new HashMap<>();
        for (Snapshot row : believed(connection, object, id)) {
            believed.put(row.from(), row);
        }
        for (Map.Entry<LocalDate, State> entry : states.entrySet()) {
            LocalDate from = entry.getKey();
            State state = entry.getValue();
            Snapshot old = believed.remove(from);
            boolean same = old != null
                    && old.version() == state.version()
                    && Json.write(old.data()).equals(Json.write(state.data()));
            LocalDate to = states.higherKey(from);
            if (same && Objects.equals(old.to(), to)) {
                continue;
            }
            if (old != null) {
                disbelieve(connection, old, now);
            }
            long told = same ? old.eventNo() : eventNo;
            insert(connection, new Snapshot(object, id, from, to, state.version(), told, state.data()), now);
        }
        for (Snapshot gone : believed.values()) {
            disbelieve(connection, gone, now);
        }
    }

    /** What holds of an object from a date on. */
    public record State(long version, JsonNode data) {}

    /** A state that was known before it began to hold and is not the first of its object. */
    public record Awaited(String id, LocalDate from, Instant knownSince) {}

    /**
     * States of later days than the first of their object that begin in a range of days and of which no event tells yet.
     *
     * @param told put between id and date, it makes the id of the event that tells of the state
     */
    public List<Awaited> awaited(Connection connection, String object, LocalDate from, LocalDate to, String told)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select n.id, n.effective_from, (select min(k.known_from) from entity k where k.object = n.object and"
                        + " k.id = n.id and k.effective_from = n.effective_from) from entity n where n.object = ? and"
                        + " n.known_to is null and n.effective_from between ? and ? and exists (select 1 from entity p"
                        + " where p.object = n.object and p.id = n.id and p.known_to is null and p.effective_from <"
                        + " n.effective_from) and not exists (select 1 from event e where e.event_id = n.id || ? ||"
                        + " cast(n.effective_from as varchar(10))) order by n.effective_from, n.id")) {
            select.setString(1, object);
            select.setObject(2, from);
            select.setObject(3, to);
            select.setString(4, told);
            try (ResultSet rows = select.executeQuery()) {
                List<Awaited> awaited = new ArrayList<>();
                while (rows.next()) {
                    awaited.add(new Awaited(
                            rows.getString(1),
                            rows.getObject(2, LocalDate.class),
                            rows.getObject(3, OffsetDateTime.class).toInstant()));
                }
                return awaited;
            }
        }
    }

    private List<Snapshot> believed(Connection connection, String object, String id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(STATES + " and id = ? and known_to is null")) {
            select.setString(1, object);
            select.setString(2, id);
            try (ResultSet rows = select.executeQuery()) {
                List<Snapshot> believed = new ArrayList<>();
                while (rows.next()) {
                    believed.add(snapshot(rows));
                }
                return believed;
            }
        }
    }

    /** A version of an object that a source has told of. */
    public record Told(String source, String id, long version) {}

    /** The newest believed version of each of these objects, by the source that told of it. */
    public List<Told> newest(Connection connection, String object, Collection<String> ids) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select e.source, n.id, max(n.version) from entity n join event e on e.event_no = n.event_no where"
                        + " n.object = ? and n.id = any(?) and n.known_to is null group by e.source, n.id")) {
            select.setString(1, object);
            select.setArray(2, connection.createArrayOf("varchar", ids.toArray()));
            try (ResultSet rows = select.executeQuery()) {
                List<Told> newest = new ArrayList<>();
                while (rows.next()) {
                    newest.add(new Told(rows.getString(1), rows.getString(2), rows.getLong(3)));
                }
                return newest;
            }
        }
    }

    private Optional<Snapshot> covering(Connection connection, String object, String id, LocalDate day)
            throws SQLException {
        String sql = STATES
                + " and id = ? and known_to is null and effective_from <= ? and (effective_to is null or effective_to > ?)";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, object);
            select.setString(2, id);
            select.setObject(3, day);
            select.setObject(4, day);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? Optional.of(snapshot(rows)) : Optional.empty();
            }
        }
    }

    private static LocalDate nextStart(Connection connection, String object, String id, LocalDate from)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select min(effective_from) from entity where object = ? and id = ? and known_to is null and"
                        + " effective_from > ?")) {
            select.setString(1, object);
            select.setString(2, id);
            select.setObject(3, from);
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                return rows.getObject(1, LocalDate.class);
            }
        }
    }

    private static void disbelieve(Connection connection, Snapshot old, OffsetDateTime now) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update entity set known_to = ? where object = ? and id = ? and effective_from = ? and known_to is"
                        + " null")) {
            update.setObject(1, now);
            update.setString(2, old.object());
            update.setString(3, old.id());
            update.setObject(4, old.from());
            update.executeUpdate();
        }
    }

    private void insert(Connection connection, Snapshot snapshot, OffsetDateTime now) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into entity (object, id, effective_from, effective_to, known_from, version, event_no,"
                        + " content_hash, sealed_data) values (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            byte[] content = Json.write(snapshot.data()).getBytes(StandardCharsets.UTF_8);
            insert.setString(1, snapshot.object());
            insert.setString(2, snapshot.id());
            insert.setObject(3, snapshot.from());
            insert.setObject(4, snapshot.to(), Types.DATE);
            insert.setObject(5, now);
            insert.setLong(6, snapshot.version());
            insert.setLong(7, snapshot.eventNo());
            insert.setString(8, HexFormat.of().formatHex(HashChain.sha256().digest(content)));
            insert.setBytes(9, seal.close(content));
            insert.executeUpdate();
        }
        EntityRefs.store(connection, snapshot.object(), snapshot.id(), snapshot.data());
    }

    private Snapshot snapshot(ResultSet row) throws SQLException {
        return new Snapshot(
                row.getString(1),
                row.getString(2),
                row.getObject(3, LocalDate.class),
                row.getObject(4, LocalDate.class),
                row.getLong(5),
                row.getLong(6),
                seal.openJson(row.getBytes(7)));
    }
}
