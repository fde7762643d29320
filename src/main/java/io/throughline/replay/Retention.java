package io.throughline.replay;

import io.throughline.audit.AuditVerifier;
import io.throughline.contract.Json;
import io.throughline.journal.Audit;
import io.throughline.journal.Database;
import io.throughline.journal.RecentEvents;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * One policy for history and body: the payloads of an event and of its steps go together once the event is older than the
 * policy and nothing of it is open. Its row stays as a link of the chain, and the audit says what went.
 */
public final class Retention {

    private static final int BATCH = 500;

    private final Database database;
    private final Audit audit;
    private final int days;
    private final Clock clock;

    /**
     * Some numbers of the journal.
     *
     * @param old   how many of its events are older than the policy
     * @param whole how many of these have their payload
     */
    private record Range(int events, int old, int whole) {}

    /** @param days how long payloads are kept, 0 for ever */
    public Retention(Database database, Audit audit, int days, Clock clock) {
        if (days < 0) {
            throw new IllegalArgumentException("throughline.retention.days must be 0 or more, not " + days);
        }
        this.database = database;
        this.audit = audit;
        this.days = days;
        this.clock = clock;
    }

    /**
     * Takes away what is due, up to 500 events in one transaction and as often as it takes. Events are numbered as they
     * come, so the oldest numbers are looked at, up to where all are young.
     *
     * @return how many events lost their payload
     */
    public int prune() {
        if (days == 0) {
            return 0;
        }
        Instant before = clock.instant().minus(Duration.ofDays(days));
        long newest = database.read(RecentEvents::newest);
        int all = 0;
        for (long number = 0; number < newest; number += BATCH) {
            long after = number;
            Range range = database.read(connection -> range(connection, after, before));
            if (range.events() > 0 && range.old() == 0) {
                break;
            }
            all += range.whole() == 0 ? 0 : prune(after, before);
        }
        return all;
    }

    private int prune(long after, Instant before) {
        return audit.inTransaction((connection, scribe) -> {
            List<Long> due = due(connection, after, before);
            if (!due.isEmpty()) {
                prune(connection, due);
                scribe.note(
                        audit.self(),
                        AuditVerifier.PRUNED,
                        "retention",
                        Json.mapper()
                                .createObjectNode()
                                .put("before", before.toString())
                                .put("events", due.size())
                                .put("first", Collections.min(due))
                                .put("last", Collections.max(due)));
            }
            return due.size();
        });
    }

    private static Range range(Connection connection, long after, Instant before) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select count(*), count(case when recorded_at < ? then 1 end), count(case when recorded_at < ? and"
                        + " pruned_at is null then 1 end) from event where event_no > ? and event_no <= ?")) {
            select.setObject(1, before.atOffset(ZoneOffset.UTC));
            select.setObject(2, before.atOffset(ZoneOffset.UTC));
            select.setLong(3, after);
            select.setLong(4, after + BATCH);
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                return new Range(rows.getInt(1), rows.getInt(2), rows.getInt(3));
            }
        }
    }

    private static List<Long> due(Connection connection, long after, Instant before) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select e.event_no from event e where e.event_no > ? and e.event_no <= ? and e.pruned_at is null and"
                        + " e.recorded_at < ? and not exists (select 1 from step s where s.event_no = e.event_no and"
                        + " s.is_open) and not exists (select 1 from exception_case c where c.event_no = e.event_no and"
                        + " c.closed_at is null) order by e.event_no")) {
            select.setLong(1, after);
            select.setLong(2, after + BATCH);
            select.setObject(3, before.atOffset(ZoneOffset.UTC));
            try (ResultSet rows = select.executeQuery()) {
                List<Long> due = new ArrayList<>();
                while (rows.next()) {
                    due.add(rows.getLong(1));
                }
                return due;
            }
        }
    }

    private void prune(Connection connection, List<Long> events) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update event set sealed_data = null, sealed_raw = null, pruned_at = ? where event_no = any(?)")) {
            update.setObject(1, OffsetDateTime.now(clock));
            update.setArray(2, connection.createArrayOf("bigint", events.toArray()));
            update.executeUpdate();
        }
        try (PreparedStatement delete = connection.prepareStatement(
                "delete from step_payload where payload_no in (select payload_no from step where event_no = any(?))")) {
            delete.setArray(1, connection.createArrayOf("bigint", events.toArray()));
            delete.executeUpdate();
        }
    }
}
