package io.throughline.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.contract.Violation;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The append-only, hash-chained record of every accepted event; {@code (source, id)} is what makes a repeat known. */
public final class Journal {

    private static final int FINDINGS_LIMIT = 8000;

    /** Types of the columns source to sealed_raw, in their order. */
    private static final int[] COLUMN_TYPES = {
        Types.VARCHAR,
        Types.VARCHAR,
        Types.VARCHAR,
        Types.VARCHAR,
        Types.VARCHAR,
        Types.BIGINT,
        Types.TIMESTAMP_WITH_TIMEZONE,
        Types.TIMESTAMP_WITH_TIMEZONE,
        Types.VARCHAR,
        Types.VARCHAR,
        Types.VARCHAR,
        Types.VARCHAR,
        Types.DATE,
        Types.VARCHAR,
        Types.VARCHAR,
        Types.VARCHAR,
        Types.BINARY,
        Types.BINARY
    };

    private final Numbers numbers = new Numbers("event_no");
    private final Chains chains;
    private final Seal seal;
    private final Clock clock;

    /** What names an event everywhere. */
    public record EventId(String source, String id) {}

    /** An event that is in the journal. */
    public record Entry(long eventNo, Event event, State state, String origin, String findings) {

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
    public record Draft(long eventNo, Event event, State state, List<Violation> findings, String origin) {}

    /** Another writer journaled one of the same events first; plan again, then it is a known duplicate. */
    public static final class ConcurrentDuplicate extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ConcurrentDuplicate() {
            super("an event was journaled by another writer meanwhile");
        }
    }

    public Journal(Database database, Seal seal, Clock clock, String node) {
        this.seal = seal;
        this.clock = clock;
        chains = new Chains(database, "event", node);
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
                    Entry entry =
                            new Entry(rows.getLong(1), null, State.valueOf(rows.getString(4)), rows.getString(5), null);
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

    /**
     * Appends events.
     *
     * @throws ConcurrentDuplicate when another writer brought one of them in meanwhile; nothing may be committed then
     */
    public void append(Connection connection, HashChain chain, List<Draft> drafts) throws SQLException {
        if (drafts.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(
                """
                insert into event (event_no, source, event_id, type, subject, event_key, version, occurred_at,
                    recorded_at, correlation_id, causation_id, idempotency_key, legal_entity, effective_date, state,
                    findings, origin, sealed_data, sealed_raw, chain, chain_pos, prev_hash, hash)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict do nothing""")) {
            OffsetDateTime now = OffsetDateTime.now(clock);
            for (Draft draft : drafts) {
                bind(insert, draft, now, chain);
                insert.addBatch();
            }
            for (int count : insert.executeBatch()) {
                if (count == 0) {
                    throw new ConcurrentDuplicate();
                }
            }
        }
    }

    /** One event by its number. */
    public Optional<Entry> find(Connection connection, long eventNo) throws SQLException {
        return query(connection, "event_no = ?", eventNo).stream().findFirst();
    }

    /** Events with this id; more than one only when sources share it. */
    public List<Entry> findById(Connection connection, String id) throws SQLException {
        return query(connection, "event_id = ?", id);
    }

    /** Everything of one ordering key, in order of arrival. */
    public List<Entry> findByKey(Connection connection, String key) throws SQLException {
        return query(connection, "event_key = ?", key);
    }

    private List<Entry> query(Connection connection, String condition, Object value) throws SQLException {
        String sql =
                "select event_no, source, event_id, type, subject, occurred_at, event_key, version, correlation_id,"
                        + " causation_id, idempotency_key, legal_entity, effective_date, sealed_data, sealed_raw, state,"
                        + " origin, findings from event where " + condition + " order by event_no";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setObject(1, value);
            try (ResultSet rows = select.executeQuery()) {
                List<Entry> entries = new ArrayList<>();
                while (rows.next()) {
                    entries.add(new Entry(
                            rows.getLong(1),
                            event(rows),
                            State.valueOf(rows.getString(16)),
                            rows.getString(17),
                            rows.getString(18)));
                }
                return entries;
            }
        }
    }

    private Event event(ResultSet row) throws SQLException {
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
                seal.openJson(row.getBytes(14)),
                seal.open(row.getBytes(15)));
    }

    private void bind(PreparedStatement insert, Draft draft, OffsetDateTime now, HashChain chain) throws SQLException {
        Event event = draft.event();
        Object[] content = {
            event.source(),
            event.id(),
            event.type(),
            event.subject(),
            event.key(),
            event.version(),
            stored(event.time().atOffset(ZoneOffset.UTC)),
            stored(now),
            event.correlationId(),
            event.causationId(),
            event.idempotencyKey(),
            event.legalEntity(),
            event.effectiveDate(),
            draft.state().name(),
            text(draft.findings()),
            draft.origin(),
            seal.closeJson(event.data()),
            seal.close(event.raw())
        };
        HashChain.Link link = chain.append(hashed(draft.eventNo(), content));
        insert.setLong(1, draft.eventNo());
        for (int i = 0; i < content.length; i++) {
            insert.setObject(i + 2, content[i], COLUMN_TYPES[i]);
        }
        insert.setString(20, link.chain());
        insert.setLong(21, link.position());
        insert.setBytes(22, link.previous());
        insert.setBytes(23, link.hash());
    }

    /** What a row's hash covers: its number and every column, instants in the precision in which they are stored. */
    static Object[] hashed(long eventNo, Object[] content) {
        Object[] hashed = new Object[content.length + 1];
        hashed[0] = eventNo;
        for (int i = 0; i < content.length; i++) {
            hashed[i + 1] = content[i] instanceof OffsetDateTime at ? at.toInstant() : content[i];
        }
        return hashed;
    }

    private static OffsetDateTime stored(OffsetDateTime at) {
        return at.truncatedTo(ChronoUnit.MICROS);
    }

    private static String text(List<Violation> findings) {
        if (findings.isEmpty()) {
            return null;
        }
        try {
            String text = Json.mapper().writeValueAsString(findings);
            return text.length() <= FINDINGS_LIMIT
                    ? text
                    : Json.mapper().writeValueAsString(List.of(shortened(findings)));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Violation shortened(List<Violation> findings) {
        Violation first = findings.get(0);
        String message = first.message();
        String start = message.length() <= 1000 ? message : message.substring(0, 1000) + "...";
        return new Violation(first.outcome(), first.rule(), first.pointer(), start);
    }

    /**
     * Walks over every chain and computes every hash again.
     *
     * @return the first row that is not what it was when it was written, or follows one that is missing
     */
    public Optional<String> verify(Connection connection) throws SQLException {
        return JournalProof.firstBroken(connection);
    }
}
