package io.throughline.alerts;

import io.throughline.contract.Json;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

/**
 * Raises and closes alerts in the transaction of what they are about. Nothing is sent here: notices lie in their table and
 * are delivered after the commit, so an alert is neither lost with a crash nor holds a batch up.
 */
public final class Alerts {

    private final AlertPolicy policy;
    private final Clock clock;

    public Alerts(AlertPolicy policy, Clock clock) {
        this.policy = policy;
        this.clock = clock;
    }

    /**
     * Raises an alert. While one of the same workflow, project and reason is open it is the same alert, seen once more,
     * and people are told of it again only when they have had their quiet.
     *
     * @return its number
     */
    public long raise(Connection connection, Alert alert) throws SQLException {
        Instant now = clock.instant();
        long number;
        boolean tell;
        try (PreparedStatement select = connection.prepareStatement(
                "select alert_no, noticed_at from alert where closed_at is null and fingerprint = ? order by alert_no"
                        + " fetch first 1 rows only for update")) {
            select.setString(1, alert.fingerprint());
            try (ResultSet rows = select.executeQuery()) {
                if (rows.next()) {
                    number = rows.getLong(1);
                    Instant noticed = rows.getObject(2, OffsetDateTime.class).toInstant();
                    tell = !noticed.plus(policy.quiet()).isAfter(now);
                    again(connection, number, alert, tell, now);
                } else {
                    number = insert(connection, alert, now);
                    tell = true;
                }
            }
        }
        items(connection, number, alert.items());
        if (tell) {
            notices(connection, number, "RAISED", now);
        }
        return number;
    }

    /** Closes open alerts with a workflow, project and reason; whoever was told is told that it is over. */
    public void close(Connection connection, String fingerprint, String by) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select alert_no from alert where closed_at is null and fingerprint = ? for update")) {
            select.setString(1, fingerprint);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    close(connection, rows.getLong(1), by);
                }
            }
        }
    }

    /** Closes one alert. */
    public void close(Connection connection, long alert, String by) throws SQLException {
        Instant now = clock.instant();
        try (PreparedStatement update = connection.prepareStatement(
                "update alert set closed_at = ?, closed_by = ? where alert_no = ? and closed_at is null")) {
            update.setObject(1, at(now));
            update.setString(2, by.length() <= 240 ? by : by.substring(0, 240));
            update.setLong(3, alert);
            if (update.executeUpdate() > 0) {
                notices(connection, alert, "RESOLVED", now);
            }
        }
    }

    private static void again(Connection connection, long number, Alert alert, boolean tell, Instant now)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update alert set seen = seen + 1, last_seen_at = ?, severity = ?, summary = ?, context = ?, noticed_at ="
                        + " case when ? then ? else noticed_at end where alert_no = ?")) {
            update.setObject(1, at(now));
            update.setString(2, alert.severity());
            update.setString(3, shortened(alert.summary(), 2000));
            update.setString(4, Json.write(alert.context()));
            update.setBoolean(5, tell);
            update.setObject(6, at(now));
            update.setLong(7, number);
            update.executeUpdate();
        }
    }

    private static long insert(Connection connection, Alert alert, Instant now) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into alert (fingerprint, kind, severity, workflow, reason, summary, project_id, context, raised_at,"
                        + " last_seen_at, noticed_at, seen) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)",
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
            insert.setObject(11, at(now));
            insert.executeUpdate();
            try (ResultSet keys = insert.getGeneratedKeys()) {
                keys.next();
                return keys.getLong(1);
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

    /** One notice per channel; those beyond the caps are kept as not sent. */
    private void notices(Connection connection, long number, String kind, Instant now) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into alert_notice (alert_no, channel, kind, state, attempts, created_at, next_at) values (?, ?, ?,"
                        + " ?, 0, ?, ?)")) {
            for (String channel : policy.channels()) {
                boolean capped = sent(connection, channel, now.minus(Duration.ofHours(1))) >= policy.perHour()
                        || sent(connection, channel, now.minus(Duration.ofDays(1))) >= policy.perDay();
                insert.setLong(1, number);
                insert.setString(2, channel);
                insert.setString(3, kind);
                insert.setString(4, capped ? "CAPPED" : "PENDING");
                insert.setObject(5, at(now));
                insert.setObject(6, at(now));
                insert.executeUpdate();
            }
        }
    }

    private static long sent(Connection connection, String channel, Instant since) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select count(*) from alert_notice where created_at > ? and channel = ? and state <> 'CAPPED'")) {
            select.setObject(1, at(since));
            select.setString(2, channel);
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static String shortened(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest);
    }
}
