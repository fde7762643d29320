package io.throughline.journal;

import com.fasterxml.jackson.databind.node.NullNode;
import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.contract.Violation;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** The append-only, hash-chained record of every accepted event; {@code (source, id)} is what makes a repeat known. */
public final class Journal {

    private final Numbers numbers = new Numbers("event_no");
    private final Chains chains;
    private final Seal seal;
    private final EventInserts inserts;

    /** What names an event everywhere. */
    public record EventId(String source, String id) {}

    /**
     * How an event was made from what arrived.
     *
     * @param row        record of the document, 1 for the first; 0 when it followed from another event
     * @param by         the person who brought it, or null
     * @param mapping    path of the mapping that translated it, or null
     * @param mappingSha SHA-256 of that mapping, or null
     */
    public record Provenance(int row, String by, String mapping, String mappingSha) {

        /** Of an event that followed from another. */
        public static final Provenance NONE = new Provenance(0, null, null, null);

        /** The same, brought by a person. */
        public Provenance by(String person) {
            return new Provenance(row, person, mapping, mappingSha);
        }
    }

    /**
     * An event that is in the journal.
     *
     * @param provenance how it was made
     * @param rules      which rules planned it
     * @param pruned     whether its body is gone because it was older than the retention; the data is null then
     */
    public record Entry(
            long eventNo,
            Event event,
            State state,
            String origin,
            String findings,
            Instant recordedAt,
            Provenance provenance,
            String rules,
            boolean pruned) {

        /** The broken rules that were found when it was planned. */
        public List<Violation> violations() {
            return findings == null ? List.of() : List.of(Json.read(findings, Violation[].class));
        }
    }

    /** How far an event came. */
    public enum State {
        /** Its steps are planned. */
        ACCEPTED,
        /** A rule wants a person. */
        HELD,
        /** A newer version was here before it. */
        SUPERSEDED
    }

    /** An event about to be written. */
    public record Draft(
            long eventNo, Event event, State state, List<Violation> findings, String origin, Provenance provenance) {

        public Draft(long eventNo, Event event, State state, List<Violation> findings, String origin) {
            this(eventNo, event, state, findings, origin, Provenance.NONE);
        }
    }

    /** Another writer journaled one of the same events first; plan again, then it is a known duplicate. */
    public static final class ConcurrentDuplicate extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ConcurrentDuplicate() {
            super("an event was journaled by another writer meanwhile");
        }
    }

    public Journal(Database database, Seal seal, Clock clock, String node) {
        this(database, seal, clock, node, null);
    }

    /** @param rules names the rules that plan events from now on, see {@code event.rules} */
    public Journal(Database database, Seal seal, Clock clock, String node, String rules) {
        this.seal = seal;
        inserts = new EventInserts(seal, clock, rules);
        chains = new Chains(database, ChainRows.Table.EVENT, node);
    }

    /** A number for an event that is about to be written. */
    public long nextNumber(Connection connection) throws SQLException {
        return numbers.next(connection);
    }

    /** Which of these events are in the journal already, with number and state. */
    public Map<EventId, Entry> known(Connection connection, List<Event> events) throws SQLException {
        Map<EventId, Entry> known = new HashMap<>();
        if (events.isEmpty()) {
            return known;
        }
        String sql = "select event_no, source, event_id, state, origin from event where event_id = any(?)";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            Object[] ids = events.stream().map(Event::id).distinct().toArray();
            select.setArray(1, connection.createArrayOf("varchar", ids));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    Entry entry = new Entry(
                            rows.getLong(1),
                            null,
                            State.valueOf(rows.getString(4)),
                            rows.getString(5),
                            null,
                            null,
                            Provenance.NONE,
                            null,
                            false);
                    known.put(new EventId(rows.getString(2), rows.getString(3)), entry);
                }
            }
        }
        return known;
    }

    /** Runs work with a hash chain of its own, which goes back to where the database says it ends when the work fails. */
    public <T> T chained(Function<HashChain, T> work) {
        return chains.chained(work);
    }

    /** An empty collection of documents for one transaction. */
    public Bodies bodies() {
        return new Bodies(seal);
    }

    /** Appends events whose bodies nothing else needs; see {@link #append(Connection, HashChain, List, Bodies)}. */
    public void append(Connection connection, HashChain chain, List<Draft> drafts) throws SQLException {
        append(connection, chain, drafts, bodies());
    }

    /**
     * Appends events.
     *
     * @throws ConcurrentDuplicate when another writer brought one of them in meanwhile; nothing may be committed then
     */
    public void append(Connection connection, HashChain chain, List<Draft> drafts, Bodies bodies) throws SQLException {
        inserts.append(connection, chain, drafts, bodies);
    }

    /** The receipt of a file that events came from, by an origin such as {@code file:kantata/hours.csv#<receipt>}. */
    public static Optional<String> receiptOf(String origin) {
        int hash = origin.lastIndexOf('#');
        return origin.startsWith("file:") && hash > 0 ? Optional.of(origin.substring(hash + 1)) : Optional.empty();
    }

    /** One event by its number. */
    public Optional<Entry> find(Connection connection, long eventNo) throws SQLException {
        return query(connection, "event_no = ?", eventNo).stream().findFirst();
    }

    /** Events with this id; more than one only when sources share it. */
    public List<Entry> findById(Connection connection, String id) throws SQLException {
        return query(connection, "event_id = ?", id);
    }

    /** The newest of one ordering key or about one object, in order of arrival; the object may be null. */
    public List<Entry> newest(Connection connection, String key, String object, String subject, int most)
            throws SQLException {
        Map<Long, Entry> found = new TreeMap<>();
        String last = " order by event_no desc fetch first " + most + " rows only";
        String ofKey = "event_no in (select event_no from event where event_key = ?" + last + ")";
        query(connection, ofKey, key).forEach(entry -> found.put(entry.eventNo(), entry));
        if (object != null) {
            String about = "event_no in (select event_no from event where subject = ? and type like ?" + last + ")";
            query(connection, about, subject, object + ".%").forEach(entry -> found.put(entry.eventNo(), entry));
        }
        List<Entry> entries = List.copyOf(found.values());
        return entries.subList(Math.max(0, entries.size() - most), entries.size());
    }

    /** Everything one file brought in, in order of arrival. */
    public List<Entry> findByFile(Connection connection, String receiptId) throws SQLException {
        return query(connection, "event_no in (select event_no from file_event where receipt_id = ?)", receiptId);
    }

    private List<Entry> query(Connection connection, String condition, Object... values) throws SQLException {
        String sql =
                "select event_no, source, event_id, type, subject, occurred_at, event_key, version, correlation_id,"
                        + " causation_id, idempotency_key, legal_entity, effective_date, sealed_data, sealed_raw, state,"
                        + " origin, findings, recorded_at, origin_row, origin_by, mapping, mapping_sha, rules from event where "
                        + condition + " order by event_no";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                select.setObject(i + 1, values[i]);
            }
            try (ResultSet rows = select.executeQuery()) {
                List<Entry> entries = new ArrayList<>();
                while (rows.next()) {
                    entries.add(new Entry(
                            rows.getLong(1),
                            event(rows),
                            State.valueOf(rows.getString(16)),
                            rows.getString(17),
                            rows.getString(18),
                            rows.getObject(19, OffsetDateTime.class).toInstant(),
                            new Provenance(rows.getInt(20), rows.getString(21), rows.getString(22), rows.getString(23)),
                            rows.getString(24),
                            rows.getBytes(14) == null));
                }
                return entries;
            }
        }
    }

    private Event event(ResultSet row) throws SQLException {
        byte[] sealed = row.getBytes(14);
        return new Event(
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getObject(6, OffsetDateTime.class).toInstant(),
                row.getString(7),
                row.getLong(8),
                row.getString(9),
                row.getString(10),
                row.getString(11),
                row.getString(12),
                row.getObject(13, LocalDate.class),
                sealed == null ? NullNode.getInstance() : seal.openJson(sealed),
                seal.open(row.getBytes(15)));
    }
}
