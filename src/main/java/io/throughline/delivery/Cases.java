package io.throughline.delivery;

import io.throughline.contract.Event;
import io.throughline.contract.Violation;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Exception cases: what did not go through and waits for a person, each closed when a later run succeeds. */
public final class Cases {

    private final Clock clock;

    /** One case as a person sees it. */
    public record Case(
            long caseNo,
            String kind,
            String key,
            String system,
            String rule,
            String message,
            Instant openedAt,
            String eventId,
            String eventType,
            String origin) {}

    public Cases(Clock clock) {
        this.clock = clock;
    }

    /** Opens a case for each finding that stops something. */
    public void open(
            Connection connection,
            long eventNo,
            Long stepNo,
            String key,
            String system,
            String kind,
            List<Violation> findings)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into exception_case (fingerprint, event_no, step_no, event_key, system, kind, rule, message,"
                        + " opened_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (Violation finding : findings) {
                if (finding.outcome() == Violation.Outcome.WARN) {
                    continue;
                }
                String place = system == null ? "rules" : system;
                insert.setString(1, place + ":" + finding.rule() + ":" + finding.pointer());
                insert.setLong(2, eventNo);
                insert.setObject(3, stepNo, Types.BIGINT);
                insert.setString(4, key);
                insert.setString(5, system);
                insert.setString(6, kind);
                insert.setString(7, finding.rule());
                insert.setString(8, finding.message());
                insert.setObject(9, OffsetDateTime.now(clock));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** Closes the cases that held earlier events about the same objects, now that later ones were accepted. */
    public void closeFor(Connection connection, List<Event> accepted) throws SQLException {
        if (accepted.isEmpty()) {
            return;
        }
        Set<String> about = accepted.stream().map(Cases::about).collect(Collectors.toSet());
        List<Long> superseded = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                "select c.case_no, e.type, e.subject from exception_case c join event e on e.event_no = c.event_no where"
                        + " c.closed_at is null and c.step_no is null and e.event_key = any(?)")) {
            Object[] keys = accepted.stream().map(Event::key).distinct().toArray();
            select.setArray(1, connection.createArrayOf("varchar", keys));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    if (about.contains(about(rows.getString(2), rows.getString(3)))) {
                        superseded.add(rows.getLong(1));
                    }
                }
            }
        }
        if (!superseded.isEmpty()) {
            Array array = connection.createArrayOf("bigint", superseded.toArray());
            close(connection, "case_no = any(?)", array, "a later event about the object was accepted");
        }
    }

    /** Closes the cases of steps that were applied. */
    public void closeForSteps(Connection connection, List<Long> stepNos) throws SQLException {
        if (!stepNos.isEmpty()) {
            Array array = connection.createArrayOf("bigint", stepNos.toArray());
            close(connection, "step_no = any(?)", array, "the step was applied");
        }
    }

    /** Cases that are open, oldest first. */
    public List<Case> open(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                        "select c.case_no, c.kind, c.event_key, c.system, c.rule, c.message, c.opened_at, e.event_id,"
                                + " e.type, e.origin from exception_case c join event e on e.event_no = c.event_no where"
                                + " c.closed_at is null order by c.case_no");
                ResultSet rows = select.executeQuery()) {
            List<Case> cases = new ArrayList<>();
            while (rows.next()) {
                cases.add(new Case(
                        rows.getLong(1),
                        rows.getString(2),
                        rows.getString(3),
                        rows.getString(4),
                        rows.getString(5),
                        rows.getString(6),
                        rows.getObject(7, OffsetDateTime.class).toInstant(),
                        rows.getString(8),
                        rows.getString(9),
                        rows.getString(10)));
            }
            return cases;
        }
    }

    private static String about(Event event) {
        return about(event.type(), event.subject());
    }

    private static String about(String type, String subject) {
        return type.substring(0, type.indexOf('.')) + ":" + subject;
    }

    private void close(Connection connection, String condition, Object value, String by) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update exception_case set closed_at = ?, closed_by = ? where closed_at is null and " + condition)) {
            update.setObject(1, OffsetDateTime.now(clock));
            update.setString(2, by);
            update.setObject(3, value);
            update.executeUpdate();
        }
    }
}
