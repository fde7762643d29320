package io.throughline.replay;

import io.throughline.audit.AuditVerifier;
import io.throughline.contract.Json;
import io.throughline.journal.Audit;
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

    private final Audit audit;
    private final int days;
    private final Clock clock;

    /** @param days how long payloads are kept, 0 for ever */
    public Retention(Audit audit, int days, Clock clock) {
        if (days < 0) {
            throw new IllegalArgumentException("throughline.retention.days must be 0 or more, not " + days);
        }
        this.audit = audit;
        this.days = days;
        this.clock = clock;
    }

    /**
     * Takes away what is due, up to 500 events in one transaction and as often as it takes.
     *
     * @return how many events lost their payload
     */
    public int prune() {
        if (days == 0) {
            return 0;
        }
        Instant before = clock.instant().minus(Duration.ofDays(days));
        int all = 0;
        int some;
        do {
            some = audit.inTransaction((connection, scribe) -> {
                List<Long> due = due(connection, before);
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
            all += some;
        } while (some == BATCH);
        return all;
    }

    private static List<Long> due(Connection connection, Instant before) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select e.event_no from event e where e.pruned_at is null and e.recorded_at < ? and not exists (select 1"
                        + " from step s where s.event_no = e.event_no and s.is_open) and not exists (select 1 from"
                        + " exception_case c where c.event_no = e.event_no and c.closed_at is null) order by"
                        + " e.pruned_at, e.recorded_at fetch first " + BATCH + " rows only")) {
            select.setObject(1, before.atOffset(ZoneOffset.UTC));
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
