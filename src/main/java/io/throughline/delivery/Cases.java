package io.throughline.delivery;

import io.throughline.contract.Event;
import io.throughline.contract.Json;
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
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Exception cases: what did not go through and waits for a person, one per failing fact, each closed when a later run
 * succeeds. A fact that stops again while its case is open is seen once more on the same case.
 */
public final class Cases {

    static final String SUPERSEDED = "a later event about the object was accepted";
    static final String APPLIED = "the step was applied";

    private static final String[] NUMBER = {"case_no"};

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

    /**
     * A case of a fact that stopped.
     *
     * @param again whether it was open already
     */
    public record Stopped(long caseNo, boolean again) {}

    public Cases(Clock clock) {
        this.clock = clock;
    }

    /**
     * Opens the case of a fact that stopped, or notes on the open one that it stopped again.
     *
     * @param place    where it stopped: {@code <system>/<operation>} or {@code rules/<event type>}
     * @param system   the target, or null when a rule of ours stopped it
     * @param findings what was found; the first one that stops names the case, and with none there is no case
     * @return the case, empty when there is none
     */
    public Optional<Stopped> open(
            Connection connection,
            long eventNo,
            Long stepNo,
            String key,
            String place,
            String system,
            String kind,
            List<Violation> findings)
            throws SQLException {
        List<Violation> stopping = findings.stream()
                .filter(finding -> finding.outcome() != Violation.Outcome.WARN)
                .toList();
        if (stopping.isEmpty()) {
            return Optional.empty();
        }
        Violation first = stopping.get(0);
        Fingerprint fingerprint = Fingerprint.of(place, first.rule(), first.pointer(), first.message());
        Object[] content = {
            fingerprint.text(),
            fingerprint.group(),
            kind,
            shortened(first.rule(), 80),
            shortened(first.message(), 4000),
            Json.write(stopping),
            OffsetDateTime.now(clock)
        };
        String same = stepNo == null ? "step_no is null and rule = ?" : "step_no = ?";
        try (PreparedStatement update = connection.prepareStatement(
                "update exception_case set fingerprint = ?, group_id = ?, kind = ?, rule = ?, message = ?, findings = ?,"
                        + " last_seen = ?, times_seen = times_seen + 1, state = 'OPEN', assessed_at = null where closed_at"
                        + " is null and event_no = ? and " + same,
                NUMBER)) {
            bind(update, content);
            update.setLong(8, eventNo);
            update.setObject(9, stepNo == null ? shortened(first.rule(), 80) : stepNo);
            if (update.executeUpdate() > 0) {
                return Optional.of(new Stopped(numbers(update).get(0), true));
            }
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into exception_case (fingerprint, group_id, kind, rule, message, findings, last_seen, event_no,"
                        + " step_no, event_key, system, opened_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                NUMBER)) {
            bind(insert, content);
            insert.setLong(8, eventNo);
            insert.setObject(9, stepNo, Types.BIGINT);
            insert.setString(10, key);
            insert.setString(11, system);
            insert.setObject(12, OffsetDateTime.now(clock));
            insert.executeUpdate();
            return Optional.of(new Stopped(numbers(insert).get(0), false));
        }
    }

    /**
     * Opens the case of a flow that a rule held after one of its steps was applied, or notes on the open one that it was
     * held again.
     *
     * @param stepNo       the applied step
     * @param continuation what the flow goes on with
     * @param sealedResult what the target had answered, encrypted, or null
     * @return the case, empty when there is none
     */
    public Optional<Stopped> openAfter(
            Connection connection,
            long eventNo,
            long stepNo,
            String key,
            String continuation,
            List<Violation> findings,
            byte[] sealedResult)
            throws SQLException {
        Optional<Stopped> stopped =
                open(connection, eventNo, null, key, "rules/" + continuation, null, "HELD", findings);
        if (stopped.isPresent()) {
            try (PreparedStatement update = connection.prepareStatement(
                    "update exception_case set after_step = ?, sealed_result = ? where case_no = ?")) {
                update.setLong(1, stepNo);
                update.setBytes(2, sealedResult);
                update.setLong(3, stopped.get().caseNo());
                update.executeUpdate();
            }
        }
        return stopped;
    }

    /** Reads an event of the journal by its number. */
    @FunctionalInterface
    public interface Reading {
        Optional<Event> event(Connection connection, long eventNo) throws SQLException;
    }

    /**
     * Closes the cases of held events that are needless now that later ones were accepted. A case about an event that was
     * accepted itself, whose flow was held on its way, is closed by no other event.
     *
     * @return their numbers
     */
    public List<Long> closeFor(Connection connection, List<Event> accepted, Reading journal) throws SQLException {
        if (accepted.isEmpty()) {
            return List.of();
        }
        Map<Long, Long> held = new LinkedHashMap<>();
        try (PreparedStatement select = connection.prepareStatement(
                "select c.case_no, c.event_no, e.subject from exception_case c join event e on e.event_no = c.event_no"
                        + " where c.closed_at is null and c.step_no is null and e.state = 'HELD' and e.event_key ="
                        + " any(?)")) {
            Set<String> subjects = accepted.stream().map(Event::subject).collect(Collectors.toSet());
            Object[] keys = accepted.stream().map(Event::key).distinct().toArray();
            select.setArray(1, connection.createArrayOf("varchar", keys));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    if (subjects.contains(rows.getString(3))) {
                        held.put(rows.getLong(1), rows.getLong(2));
                    }
                }
            }
        }
        List<Long> needless = new ArrayList<>();
        for (Map.Entry<Long, Long> one : held.entrySet()) {
            Optional<Event> event = journal.event(connection, one.getValue());
            if (event.isPresent()
                    && accepted.stream().anyMatch(later -> Succession.makesNeedless(later, event.get()))) {
                needless.add(one.getKey());
            }
        }
        if (!needless.isEmpty()) {
            Array array = connection.createArrayOf("bigint", needless.toArray());
            close(connection, "case_no = any(?)", array, SUPERSEDED);
        }
        return needless;
    }

    /**
     * Closes the cases of steps that were applied.
     *
     * @return their numbers
     */
    public List<Long> closeForSteps(Connection connection, Collection<Long> stepNos) throws SQLException {
        if (stepNos.isEmpty()) {
            return List.of();
        }
        Array numbers = connection.createArrayOf("bigint", stepNos.toArray());
        return close(connection, "step_no = any(?)", numbers, APPLIED);
    }

    /** Cases that are open, oldest first. */
    public List<Case> open(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                        "select c.case_no, c.kind, c.event_key, c.system, c.rule, c.message, c.opened_at, e.event_id,"
                                + " e.type, e.origin from exception_case c left join event e on e.event_no = c.event_no where"
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

    private List<Long> close(Connection connection, String condition, Object value, String by) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update exception_case set closed_at = ?, closed_by = ?, state = 'CLOSED', open_fingerprint = null,"
                        + " sealed_result = null where closed_at is null and " + condition,
                NUMBER)) {
            update.setObject(1, OffsetDateTime.now(clock));
            update.setString(2, by);
            update.setObject(3, value);
            return update.executeUpdate() == 0 ? List.of() : numbers(update);
        }
    }

    private static List<Long> numbers(PreparedStatement written) throws SQLException {
        try (ResultSet keys = written.getGeneratedKeys()) {
            List<Long> numbers = new ArrayList<>();
            while (keys.next()) {
                numbers.add(keys.getLong(1));
            }
            return numbers;
        }
    }

    private static void bind(PreparedStatement statement, Object[] content) throws SQLException {
        for (int i = 0; i < content.length; i++) {
            statement.setObject(i + 1, content[i]);
        }
    }

    private static String shortened(String text, int limit) {
        return text.length() <= limit ? text : text.substring(0, limit);
    }
}
