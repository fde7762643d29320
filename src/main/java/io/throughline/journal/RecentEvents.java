package io.throughline.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks at the newest events first, some numbers at a time; events are numbered as they come, so age has no index. */
public final class RecentEvents {

    /** How many event numbers are looked at together. */
    private static final int LOOK_AT = 1000;

    private RecentEvents() {}

    /** The highest number in the journal, 0 when it is empty. */
    public static long newest(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select max(event_no) from event");
                ResultSet rows = select.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** When the first event of an ordering key was recorded; empty when there is none. */
    public static Optional<Instant> first(Connection connection, String key) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select min(recorded_at) from event where event_key = ?")) {
            select.setString(1, key);
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                return Optional.ofNullable(rows.getObject(1, OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant);
            }
        }
    }

    /**
     * What is told of a subject by events of one type.
     *
     * @param count   how many there are
     * @param held    whether a rule holds the newest of them
     * @param planned whether something was asked of a system because of it
     */
    public record Last(long count, boolean held, boolean planned) {}

    /**
     * An event that a rule holds.
     *
     * @param subject what it is about
     * @param version version of that
     */
    public record Held(String subject, long version) {}

    /** The events of one type of which a case is open, oldest first. */
    public static List<Held> held(Connection connection, String type) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select e.subject, e.version from exception_case c"
                        + " join event e on e.event_no = c.event_no where c.closed_at is null and e.type = ? order by e.event_no")) {
            select.setString(1, type);
            try (ResultSet rows = select.executeQuery()) {
                List<Held> held = new ArrayList<>();
                while (rows.next()) {
                    held.add(new Held(rows.getString(1), rows.getLong(2)));
                }
                return held;
            }
        }
    }

    /** The events of one type about a version of a subject. */
    public static Last last(Connection connection, String subject, String type, long version) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select e.state, (select count(*) from step s where s.event_no = e.event_no) from event e where"
                        + " e.subject = ? and e.type = ? and e.version = ? order by e.event_no")) {
            select.setString(1, subject);
            select.setString(2, type);
            select.setLong(3, version);
            try (ResultSet rows = select.executeQuery()) {
                Last last = new Last(0, false, false);
                while (rows.next()) {
                    last = new Last(
                            last.count() + 1, rows.getString(1).equals(Journal.State.HELD.name()), rows.getLong(2) > 0);
                }
                return last;
            }
        }
    }

    /**
     * Whether an event of some kind was recorded after an instant.
     *
     * @param ahead     instants after this were written before a clock was set back and do not count
     * @param condition on {@code event e}
     * @param values    what stands for its question marks
     */
    public static boolean since(Connection connection, Instant since, Instant ahead, String condition, Object... values)
            throws SQLException {
        OffsetDateTime from = since.atOffset(ZoneOffset.UTC);
        try (PreparedStatement select = connection.prepareStatement(
                "select max(e.recorded_at), max(case when "
                        + condition
                        + " then e.recorded_at end) from event e where e.event_no > ? and e.event_no <= ? and e.recorded_at <= ?")) {
            int at = 1;
            for (Object value : values) {
                select.setObject(at++, value);
            }
            for (long upTo = newest(connection); upTo > 0; upTo -= LOOK_AT) {
                select.setLong(at, upTo - LOOK_AT);
                select.setLong(at + 1, upTo);
                select.setObject(at + 2, ahead.atOffset(ZoneOffset.UTC));
                try (ResultSet rows = select.executeQuery()) {
                    rows.next();
                    OffsetDateTime last = rows.getObject(1, OffsetDateTime.class);
                    OffsetDateTime lastOfKind = rows.getObject(2, OffsetDateTime.class);
                    if (lastOfKind != null && lastOfKind.isAfter(from)) {
                        return true;
                    }
                    if (last != null && !last.isAfter(from)) {
                        return false;
                    }
                }
            }
            return false;
        }
    }
}
