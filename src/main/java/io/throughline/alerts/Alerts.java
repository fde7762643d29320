package io.throughline.alerts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Json;
import io.throughline.journal.Audit.Scribe;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Raises and closes alerts in the transaction of what they are about, and notes it in the audit. Nothing is sent here:
 * notices lie in their table and are delivered after the commit, so an alert is neither lost with a crash nor holds a batch
 * up.
 */
public final class Alerts {

    private static final List<String> URGENCY = List.of("CRITICAL", "HIGH", "MEDIUM");

    private static final int ATTEMPTS_BESIDE_OTHERS = 5;

    private final AlertPolicy policy;
    private final NoticeBook notices;
    private final String self;
    private final Clock clock;

    /** An alert as it lies in the table; told is when people heard of it last, or null. */
    private record Known(long number, String severity, Instant told, String summary, String context) {

        /** Whether an alert says nothing but what this one says. */
        boolean says(Alert alert) {
            return severity.equals(alert.severity())
                    && summary.equals(shortened(alert.summary(), 2000))
                    && context.equals(Json.write(alert.context()));
        }
    }

    /** @param self the name under which the audit knows this node */
    public Alerts(AlertPolicy policy, String self, Clock clock) {
        this.policy = policy;
        this.notices = new NoticeBook(policy);
        this.self = self;
        this.clock = clock;
    }

    /**
     * Raises an alert. While one of the same workflow, project and reason is open it is the same alert, seen once more,
     * and people are told of it again only when they have had their quiet or it has become more severe. One that was
     * closed and comes back is not told before that either.
     *
     * @return its number
     */
    public long raise(Connection connection, Scribe scribe, Alert alert) throws SQLException {
        Instant now = clock.instant();
        for (int attempt = 0; attempt < ATTEMPTS_BESIDE_OTHERS; attempt++) {
            Optional<Known> open = open(connection, alert.fingerprint());
            OptionalLong number;
            if (open.isPresent()) {
                number = OptionalLong.of(open.get().number());
                again(connection, scribe, open.get(), alert, now);
            } else {
                number = begin(connection, scribe, alert, now);
            }
            if (number.isPresent()) {
                items(connection, number.getAsLong(), alert.items());
                return number.getAsLong();
            }
        }
        throw new IllegalStateException("others raise and close the same alert all the time: " + alert.fingerprint());
    }

    /**
     * Brings an open alert up to date with what is known of its cause now. People are told at once when it has become more
     * severe, and not otherwise. Does nothing when there is no such alert.
     */
    public void update(Connection connection, Scribe scribe, Alert alert) throws SQLException {
        Optional<Known> open = open(connection, alert.fingerprint());
        if (open.isPresent() && !open.get().says(alert)) {
            write(connection, open.get().number(), alert);
            if (rises(open.get().severity(), alert.severity())) {
                escalate(connection, scribe, open.get(), alert, clock.instant());
            }
        }
    }

    /** Closes the open alert with a workflow, project and reason; whoever was told is told that it is over. */
    public void close(Connection connection, Scribe scribe, String fingerprint, String by) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select alert_no from alert where closed_at is null and fingerprint = ? for update")) {
            select.setString(1, fingerprint);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    close(connection, scribe, rows.getLong(1), by);
                }
            }
        }
    }

    /** Closes one alert. */
    public void close(Connection connection, Scribe scribe, long alert, String by) throws SQLException {
        Instant now = clock.instant();
        try (PreparedStatement update = connection.prepareStatement(
                "update alert set closed_at = ?, closed_by = ?, open_fingerprint = null where alert_no = ? and closed_at is"
                        + " null")) {
            update.setObject(1, at(now));
            update.setString(2, shortened(by, 240));
            update.setLong(3, alert);
            if (update.executeUpdate() > 0) {
                notices.resolved(connection, alert, severity(connection, alert), now);
                note(
                        scribe,
                        "alert.closed",
                        alert,
                        Json.mapper().createObjectNode().put("by", shortened(by, 240)));
            }
        }
    }

    /** Lets notices go that were held back, as far as the caps allow it now. */
    void letGo(Connection connection) throws SQLException {
        notices.letGo(connection, clock.instant());
    }

    private void again(Connection connection, Scribe scribe, Known open, Alert alert, Instant now) throws SQLException {
        write(connection, open.number(), alert);
        try (PreparedStatement update =
                connection.prepareStatement("update alert set seen = seen + 1, last_seen_at = ? where alert_no = ?")) {
            update.setObject(1, at(now));
            update.setLong(2, open.number());
            update.executeUpdate();
        }
        if (rises(open.severity(), alert.severity())) {
            escalate(connection, scribe, open, alert, now);
        } else if (!quiet(open.told(), now)) {
            tell(connection, open.number(), alert.severity(), now, now);
        }
    }

    private void escalate(Connection connection, Scribe scribe, Known open, Alert alert, Instant now)
            throws SQLException {
        tell(connection, open.number(), alert.severity(), now, now);
        note(
                scribe,
                "alert.escalated",
                open.number(),
                Json.mapper().createObjectNode().put("from", open.severity()).put("to", alert.severity()));
    }

    /** A new alert; empty when another node has raised it meanwhile. */
    private OptionalLong begin(Connection connection, Scribe scribe, Alert alert, Instant now) throws SQLException {
        Optional<Known> before = closed(connection, alert.fingerprint())
                .filter(last -> quiet(last.told(), now))
                .filter(last -> !rises(last.severity(), alert.severity()));
        Instant told = before.map(Known::told).orElse(null);
        OptionalLong number = insert(connection, alert, told, now);
        if (number.isPresent()) {
            tell(connection, number.getAsLong(), alert.severity(), told == null ? now : told.plus(policy.quiet()), now);
            note(
                    scribe,
                    "alert.raised",
                    number.getAsLong(),
                    Json.mapper()
                            .createObjectNode()
                            .put("kind", alert.kind().name())
                            .put("severity", alert.severity())
                            .put("cause", alert.fingerprint()));
        }
        return number;
    }

    private void tell(Connection connection, long number, String severity, Instant from, Instant now)
            throws SQLException {
        if (notices.raised(connection, number, severity, from, now)) {
            NoticeBook.told(connection, number, now);
        }
    }

    /** Whether people were told so short a time ago that they have their quiet; not when the clock was set back. */
    private boolean quiet(Instant told, Instant now) {
        return told != null && !told.isAfter(now) && told.plus(policy.quiet()).isAfter(now);
    }

    private static boolean rises(String before, String now) {
        return URGENCY.indexOf(now) < URGENCY.indexOf(before);
    }

    private static Optional<Known> open(Connection connection, String fingerprint) throws SQLException {
        return find(connection, "open_fingerprint = ? for update", fingerprint);
    }

    private static Optional<Known> closed(Connection connection, String fingerprint) throws SQLException {
        return find(
                connection,
                "fingerprint = ? and closed_at is not null order by alert_no desc fetch first 1 rows only",
                fingerprint);
    }

    private static Optional<Known> find(Connection connection, String condition, String fingerprint)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select alert_no, severity, noticed_at, summary, context from alert where " + condition)) {
            select.setString(1, fingerprint);
            try (ResultSet rows = select.executeQuery()) {
                if (!rows.next()) {
                    return Optional.empty();
                }
                OffsetDateTime told = rows.getObject(3, OffsetDateTime.class);
                return Optional.of(new Known(
                        rows.getLong(1),
                        rows.getString(2),
                        told == null ? null : told.toInstant(),
                        rows.getString(4),
                        rows.getString(5)));
            }
        }
    }

    private static String severity(Connection connection, long alert) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select severity from alert where alert_no = ?")) {
            select.setLong(1, alert);
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                return rows.getString(1);
            }
        }
    }

    private static void write(Connection connection, long number, Alert alert) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update alert set severity = ?, summary = ?, context = ? where alert_no = ?")) {
            update.setString(1, alert.severity());
            update.setString(2, shortened(alert.summary(), 2000));
            update.setString(3, Json.write(alert.context()));
            update.setLong(4, number);
            update.executeUpdate();
        }
    }

    private static OptionalLong insert(Connection connection, Alert alert, Instant told, Instant now)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into alert (fingerprint, kind, severity, workflow, reason, summary, project_id, context, raised_at,"
                        + " last_seen_at, noticed_at, seen, open_fingerprint) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
                        + " cast(? as timestamp(6) with time zone), 1, ?) on conflict do nothing",
                new String[] {"alert_no"})) {
            insert.setString(1, alert.fingerprint());
            insert.setString(2, alert.kind().name());
            insert.setString(3, alert.severity());
            insert.setString(4, shortened(alert.workflow(), 120));
            insert.setString(5, shortened(alert.reason(), 120));
            insert.setString(6, shortened(alert.summary(), 2000));
            insert.setString(7, alert.project());
            insert.setString(8, Json.write(alert.context()));
            insert.setObject(9, at(now));
            insert.setObject(10, at(now));
            insert.setObject(11, told == null ? null : at(told));
            insert.setString(12, alert.fingerprint());
            insert.executeUpdate();
            try (ResultSet keys = insert.getGeneratedKeys()) {
                return keys.next() ? OptionalLong.of(keys.getLong(1)) : OptionalLong.empty();
            }
        }
    }

    private static void items(Connection connection, long number, List<Alert.Item> items) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into alert_item (alert_no, item, event_no, case_no) values (?, ?, ?, ?) on conflict do nothing")) {
            for (Alert.Item item : items) {
                insert.setLong(1, number);
                insert.setString(2, shortened(item.item(), 240));
                insert.setObject(3, item.eventNo(), Types.BIGINT);
                insert.setObject(4, item.caseNo(), Types.BIGINT);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private void note(Scribe scribe, String action, long alert, ObjectNode detail) throws SQLException {
        scribe.note(self, action, "alert:" + alert, detail);
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static String shortened(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest);
    }
}
