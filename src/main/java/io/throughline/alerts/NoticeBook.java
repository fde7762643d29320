package io.throughline.alerts;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes what people are to be told. A channel gets so many notices in an hour and in a day; what comes beyond that is
 * held back ({@code CAPPED}) and told when there is room again, the most urgent first, unless its alert is over by then
 * ({@code DROPPED}). The same holds for what is to be quiet for a while ({@code QUIET}). What is {@code CRITICAL} is never
 * held back for want of room. That an alert is over is told only where it was told that there is one.
 */
final class NoticeBook {

    private static final int MOST = 200;
    private static final String CRITICAL = "CRITICAL";

    private final AlertPolicy policy;

    private record Held(
            long number, long alert, String channel, String kind, String state, boolean critical, boolean over) {}

    NoticeBook(AlertPolicy policy) {
        this.policy = policy;
    }

    /**
     * Writes that there is an alert, for every channel one notice at most that is not let go yet.
     *
     * @param from when people may hear of it
     * @return whether some channel is told now
     */
    boolean raised(Connection connection, long alert, String severity, Instant from, Instant now) throws SQLException {
        boolean told = false;
        Room room = new Room(connection, now);
        for (String channel : policy.channels()) {
            boolean quiet = from.isAfter(now);
            boolean goes = !quiet && (severity.equals(CRITICAL) || room.in(channel));
            Long held = held(connection, alert, channel);
            if (held == null) {
                insert(connection, alert, channel, "RAISED", goes ? "PENDING" : quiet ? "QUIET" : "CAPPED", from);
            } else if (goes) {
                letGo(connection, held, now);
            }
            if (goes) {
                room.take(channel);
                told = true;
            }
        }
        return told;
    }

    /** Writes that an alert is over to whoever was told of it, and takes back what nobody was told yet. */
    void resolved(Connection connection, long alert, String severity, Instant now) throws SQLException {
        Room room = new Room(connection, now);
        for (String channel : told(connection, alert)) {
            boolean goes = severity.equals(CRITICAL) || room.in(channel);
            insert(connection, alert, channel, "RESOLVED", goes ? "PENDING" : "CAPPED", now);
            room.take(channel);
        }
        try (PreparedStatement update = connection.prepareStatement(
                "update alert_notice set state = 'DROPPED' where alert_no = ? and kind = 'RAISED' and state in ('CAPPED',"
                        + " 'QUIET')")) {
            update.setLong(1, alert);
            update.executeUpdate();
        }
    }

    /** Lets go what was held back, as far as there is room for it now. */
    void letGo(Connection connection, Instant now) throws SQLException {
        Room room = new Room(connection, now);
        for (Held one : held(connection, now)) {
            if (!policy.channels().contains(one.channel())
                    || (one.over() && one.kind().equals("RAISED"))) {
                drop(connection, one);
            } else if ((one.critical() || room.in(one.channel())) && letGo(connection, one.number(), now)) {
                room.take(one.channel());
                if (one.kind().equals("RAISED")) {
                    told(connection, one.alert(), now);
                }
            } else if (one.state().equals("QUIET")) {
                cap(connection, one);
            }
        }
    }

    /** Notes that people are told of an alert. */
    static void told(Connection connection, long alert, Instant now) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update alert set noticed_at = ? where alert_no = ?")) {
            update.setObject(1, at(now));
            update.setLong(2, alert);
            update.executeUpdate();
        }
    }

    private List<String> told(Connection connection, long alert) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select distinct channel from alert_notice where alert_no = ? and kind = 'RAISED' and state in ('PENDING',"
                        + " 'DELIVERED')")) {
            select.setLong(1, alert);
            try (ResultSet rows = select.executeQuery()) {
                List<String> told = new ArrayList<>();
                while (rows.next()) {
                    told.add(rows.getString(1));
                }
                return policy.channels().stream().filter(told::contains).toList();
            }
        }
    }

    private static Long held(Connection connection, long alert, String channel) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select notice_no from alert_notice where alert_no = ? and channel = ? and kind = 'RAISED' and state in"
                        + " ('CAPPED', 'QUIET') order by notice_no fetch first 1 rows only")) {
            select.setLong(1, alert);
            select.setString(2, channel);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? rows.getLong(1) : null;
            }
        }
    }

    /** What may be let go by its time; one that lies further ahead than any quiet is due, because the clock was set back. */
    private List<Held> held(Connection connection, Instant now) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select n.notice_no, n.alert_no, n.channel, n.kind, n.state, a.severity, a.closed_at from alert_notice n"
                        + " join alert a on a.alert_no = n.alert_no where n.state in ('CAPPED', 'QUIET') and (n.next_at <= ?"
                        + " or n.next_at > ?) order by case a.severity when 'CRITICAL' then 0 when 'HIGH' then 1 else 2 end,"
                        + " n.notice_no fetch first " + MOST + " rows only")) {
            select.setObject(1, at(now));
            select.setObject(2, at(now.plus(policy.quiet())));
            try (ResultSet rows = select.executeQuery()) {
                List<Held> held = new ArrayList<>();
                while (rows.next()) {
                    held.add(new Held(
                            rows.getLong(1),
                            rows.getLong(2),
                            rows.getString(3),
                            rows.getString(4),
                            rows.getString(5),
                            rows.getString(6).equals(CRITICAL),
                            rows.getObject(7) != null));
                }
                return held;
            }
        }
    }

    private static boolean letGo(Connection connection, long notice, Instant now) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update alert_notice set state = 'PENDING', created_at = ?, next_at = ? where notice_no = ? and state in"
                        + " ('CAPPED', 'QUIET')")) {
            update.setObject(1, at(now));
            update.setObject(2, at(now));
            update.setLong(3, notice);
            return update.executeUpdate() > 0;
        }
    }

    private static void drop(Connection connection, Held one) throws SQLException {
        change(connection, one, "DROPPED");
    }

    private static void cap(Connection connection, Held one) throws SQLException {
        change(connection, one, "CAPPED");
    }

    private static void change(Connection connection, Held one, String state) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update alert_notice set state = ? where notice_no = ? and state in ('CAPPED', 'QUIET')")) {
            update.setString(1, state);
            update.setLong(2, one.number());
            update.executeUpdate();
        }
    }

    private static void insert(
            Connection connection, long alert, String channel, String kind, String state, Instant from)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into alert_notice (alert_no, channel, kind, state, attempts, created_at, next_at) values (?, ?, ?,"
                        + " ?, 0, ?, ?)")) {
            insert.setLong(1, alert);
            insert.setString(2, channel);
            insert.setString(3, kind);
            insert.setString(4, state);
            insert.setObject(5, at(from));
            insert.setObject(6, at(from));
            insert.executeUpdate();
        }
    }

    /** How many more notices each channel may get now. */
    private final class Room {
        private final Connection connection;
        private final Instant now;
        private final Map<String, Long> left = new HashMap<>();

        Room(Connection connection, Instant now) {
            this.connection = connection;
            this.now = now;
        }

        boolean in(String channel) throws SQLException {
            if (!left.containsKey(channel)) {
                left.put(
                        channel,
                        Math.min(
                                policy.perHour() - sent(channel, now.minus(Duration.ofHours(1))),
                                policy.perDay() - sent(channel, now.minus(Duration.ofDays(1)))));
            }
            return left.get(channel) > 0;
        }

        void take(String channel) {
            left.computeIfPresent(channel, (name, count) -> count - 1);
        }

        private long sent(String channel, Instant since) throws SQLException {
            try (PreparedStatement select = connection.prepareStatement(
                    "select count(*) from alert_notice where created_at > ? and created_at <= ? and channel = ? and state"
                            + " not in ('CAPPED', 'QUIET', 'DROPPED')")) {
                select.setObject(1, at(since));
                select.setObject(2, at(now));
                select.setString(3, channel);
                try (ResultSet rows = select.executeQuery()) {
                    rows.next();
                    return rows.getLong(1);
                }
            }
        }
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
