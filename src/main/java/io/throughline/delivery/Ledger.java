package io.throughline.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.contract.Delivery;
import io.throughline.contract.Snapshots;
import io.throughline.contract.Step;
import io.throughline.contract.Waypoint;
import io.throughline.journal.Database;
import io.throughline.journal.Numbers;
import io.throughline.journal.Seal;
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
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The step ledger: what each event asks of each target and how far that is. Every change of a step's state goes through
 * {@link StepState}; the row says SENT before a target is called, so that a crash leaves evidence of the attempt.
 */
public final class Ledger {

    private final Numbers numbers = new Numbers("step_no");
    private final Database database;
    private final Seal seal;
    private final StepRows stepRows;
    private final Snapshots known;
    private final Clock clock;
    private final String owner;
    private final String node;
    private final Duration lease;
    private final AtomicLong settlements = new AtomicLong();

    /** A step about to be written: its number is given, its state follows from what it needs. */
    public record Draft(long stepNo, long eventNo, String eventId, Step step, StepState state, String waitsFor) {}

    /** An attempt at a step of this event. */
    public record Attempt(long eventNo, int number) {}

    /** A step with its place in the ledger. */
    public record Row(
            long stepNo,
            long eventNo,
            String eventId,
            Step step,
            StepState state,
            int attempts,
            boolean inDoubt,
            String owner,
            Instant startedAt,
            Instant nextAt,
            String waitsFor,
            String code,
            String reason,
            String targetReference) {}

    /**
     * What one attempt leads to.
     *
     * @param attempt  which attempt it is about
     * @param attempts how many attempts count from now on
     */
    public record Outcome(
            long stepNo,
            int attempt,
            StepState state,
            boolean inDoubt,
            int attempts,
            Instant nextAt,
            String code,
            String reason,
            String reference,
            boolean adopted) {}

    /**
     * @param owner names this process, {@code <node>/<process>}; an unfinished attempt of an earlier process of the same
     *              node counts as crashed at once, one of another node when its lease has ended
     * @param lease how long an attempt of a process that may be alive is left alone
     */
    public Ledger(Database database, Seal seal, Snapshots known, Clock clock, String owner, Duration lease) {
        this.database = database;
        this.seal = seal;
        this.stepRows = new StepRows(seal);
        this.known = known;
        this.clock = clock;
        this.owner = owner;
        this.node = owner.substring(0, Math.max(0, owner.lastIndexOf('/')));
        this.lease = lease;
    }

    /** A number for a step that is about to be written. */
    public long nextNumber(Connection connection) throws SQLException {
        return numbers.next(connection);
    }

    /** The first reference a step needs that is not known yet, or null. */
    public String missingNeed(Step step) {
        for (String need : step.needs()) {
            int colon = need.indexOf(':');
            int at = need.lastIndexOf('@');
            if (known.externalId(need.substring(0, colon), need.substring(colon + 1, at), need.substring(at + 1))
                    .isEmpty()) {
                return need;
            }
        }
        return null;
    }

    /** Writes planned steps. */
    public void append(Connection connection, List<Draft> drafts) throws SQLException {
        if (drafts.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(
                """
                insert into step (step_no, event_no, name, system, operation, lane, state, is_open, attempts, in_doubt,
                    idempotency_key, continuation, needs, waits_for, queued_at, adopted, sealed_payload)
                values (?, ?, ?, ?, ?, ?, ?, true, 0, false, ?, ?, ?, ?, ?, false, ?)""")) {
            OffsetDateTime now = OffsetDateTime.now(clock);
            JsonNode written = null;
            byte[] plain = null;
            for (Draft draft : drafts) {
                Step step = draft.step();
                if (step.payload() != written) {
                    written = step.payload();
                    plain = Seal.plain(written);
                }
                insert.setLong(1, draft.stepNo());
                insert.setLong(2, draft.eventNo());
                insert.setString(3, step.name());
                insert.setString(4, step.system());
                insert.setString(5, step.operation());
                insert.setString(6, step.lane());
                insert.setString(7, draft.state().name());
                insert.setString(8, draft.eventId() + "/" + step.name());
                insert.setString(9, step.then());
                insert.setString(10, step.needs().isEmpty() ? null : String.join(" ", step.needs()));
                insert.setString(11, draft.waitsFor());
                insert.setObject(12, draft.state() == StepState.PLANNED ? now : null, Types.TIMESTAMP_WITH_TIMEZONE);
                insert.setBytes(13, seal.close(plain));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /**
     * Begins an attempt at each of these steps whose turn it is, and says so in the ledger before anything is sent.
     * Steps that are settled, not due, held or behind another step of their lane are left alone.
     */
    public List<Delivery> begin(Collection<Long> stepNos) {
        if (stepNos.isEmpty()) {
            return List.of();
        }
        List<Row> started = database.inTransaction(connection -> {
            Instant now = clock.instant();
            List<Row> startable = new ArrayList<>();
            for (Row row : stepRows.find(connection, STARTABLE, numbersOf(connection, stepNos))) {
                if (isDue(row, now)) {
                    startable.add(row);
                }
            }
            return markSent(connection, startable, now);
        });
        Waypoint.BEGUN.reached();
        List<Delivery> deliveries = new ArrayList<>();
        for (Row row : started) {
            deliveries.add(new Delivery(
                    row.stepNo(),
                    row.step(),
                    row.eventId(),
                    row.eventId() + "/" + row.step().name(),
                    row.attempts() + 1,
                    row.inDoubt() || row.state() == StepState.SENT,
                    references(row.step())));
        }
        return deliveries;
    }

    /**
     * Writes what attempts led to.
     *
     * @return the steps that were settled; an answer to an attempt that was given up and begun anew meanwhile changes
     *     nothing
     */
    public Set<Long> settle(Connection connection, List<Outcome> outcomes) throws SQLException {
        if (outcomes.isEmpty()) {
            return Set.of();
        }
        settlements.incrementAndGet();
        try (PreparedStatement update = connection.prepareStatement(
                "update step set state = ?, is_open = ?, in_doubt = ?, attempts = ?, next_at = ?, code = ?, reason = ?,"
                        + " target_ref = ?, adopted = ?, settled_at = ?, queued_at = null where step_no = ? and state ="
                        + " 'SENT' and owner = ? and attempts = ?")) {
            for (Outcome outcome : outcomes) {
                update.setString(1, StepState.SENT.become(outcome.state()).name());
                update.setBoolean(2, outcome.state().isOpen());
                update.setBoolean(3, outcome.inDoubt());
                update.setInt(4, outcome.attempts());
                update.setObject(5, at(outcome.nextAt()), Types.TIMESTAMP_WITH_TIMEZONE);
                update.setString(6, outcome.code());
                update.setString(7, shortened(outcome.reason()));
                update.setString(8, outcome.reference());
                update.setBoolean(9, outcome.adopted());
                update.setObject(
                        10, outcome.state().isOpen() ? null : OffsetDateTime.now(clock), Types.TIMESTAMP_WITH_TIMEZONE);
                update.setLong(11, outcome.stepNo());
                update.setString(12, owner);
                update.setInt(13, outcome.attempt());
                update.addBatch();
            }
            int[] counts = update.executeBatch();
            Set<Long> settled = new HashSet<>();
            for (int i = 0; i < counts.length; i++) {
                if (counts[i] > 0) {
                    settled.add(outcomes.get(i).stepNo());
                }
            }
            return settled;
        }
    }

    /** How often steps were settled by this process; it changes when there may be something new to do. */
    public long settlements() {
        return settlements.get();
    }

    /** The next waiting step of each lane in which a step was just settled. */
    public List<Row> nextInLanes(Connection connection, Collection<Long> settled) throws SQLException {
        if (settled.isEmpty()) {
            return List.of();
        }
        return stepRows.find(
                connection,
                "s.state in ('PLANNED', 'RETRY', 'IN_DOUBT') and s.is_open and s.step_no in (select min(o.step_no) from"
                        + " step o join step d on d.system = o.system and d.lane = o.lane where d.step_no = any(?) and"
                        + " o.is_open group by o.system, o.lane)",
                numbersOf(connection, settled));
    }

    /**
     * Lets go of parked steps whose references have arrived.
     *
     * @param references {@code <object>:<id>@<system>}, just become known
     * @return the steps that may be sent now
     */
    public List<Row> release(Connection connection, Collection<String> references) throws SQLException {
        if (references.isEmpty()) {
            return List.of();
        }
        List<Row> waiting = stepRows.find(
                connection,
                "s.state = 'PARKED' and s.waits_for = any(?)",
                connection.createArrayOf("varchar", references.toArray()));
        List<Row> released = new ArrayList<>();
        for (Row row : waiting) {
            String missing = missingNeed(row.step());
            if (missing == null) {
                change(connection, row, StepState.PLANNED, null);
                released.add(row);
            } else if (!missing.equals(row.waitsFor())) {
                waitFor(connection, row, missing);
            }
        }
        return released;
    }

    /** What parked steps wait for, each reference once. */
    public List<String> awaited(Connection connection) throws SQLException {
        try (PreparedStatement select =
                        connection.prepareStatement("select distinct waits_for from step where state = 'PARKED'");
                ResultSet rows = select.executeQuery()) {
            List<String> awaited = new ArrayList<>();
            while (rows.next()) {
                awaited.add(rows.getString(1));
            }
            return awaited;
        }
    }

    /**
     * Steps that should be on their way and are not: planned without a message, due for another attempt, or begun by a
     * process that did not finish.
     */
    public List<Row> overdue(Connection connection, int limit) throws SQLException {
        Instant now = clock.instant();
        return stepRows.first(
                connection,
                limit,
                "s.is_open and s.state in ('PLANNED', 'RETRY', 'IN_DOUBT', 'SENT') and (s.queued_at is null or s.queued_at <= ?) and (s.state = 'PLANNED' or (s.state in"
                        + " ('RETRY', 'IN_DOUBT') and (s.next_at is null or s.next_at <= ?)) or (s.state = 'SENT' and"
                        + " (s.started_at < ? or (s.owner like ? and s.owner <> ?)))) and " + FIRST_IN_LANE,
                at(now.minus(lease)),
                at(now),
                at(now.minus(lease)),
                node + "/%",
                owner);
    }

    /** Notes that messages are on their way, so that the sweeper leaves the steps alone for a while. */
    public void markQueued(Connection connection, Collection<Long> stepNos) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update step set queued_at = ? where step_no = any(?)")) {
            update.setObject(1, OffsetDateTime.now(clock));
            update.setArray(2, numbersOf(connection, stepNos));
            update.executeUpdate();
        }
    }

    /** Moves a step by an operator's or a rule's decision. */
    public void change(Connection connection, Row row, StepState to, String reason) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update step set state = ?, is_open = ?, waits_for = null, next_at = null, queued_at = ?, reason ="
                        + " coalesce(?, reason) where step_no = ? and state = ?")) {
            update.setString(1, row.state().become(to).name());
            update.setBoolean(2, to.isOpen());
            update.setObject(
                    3, to == StepState.PLANNED ? OffsetDateTime.now(clock) : null, Types.TIMESTAMP_WITH_TIMEZONE);
            update.setString(4, reason);
            update.setLong(5, row.stepNo());
            update.setString(6, row.state().name());
            update.executeUpdate();
        }
    }

    /** The steps of one event in the order they were planned. */
    public List<Row> ofEvent(Connection connection, long eventNo) throws SQLException {
        return stepRows.find(connection, "s.event_no = ?", eventNo);
    }

    /** One step. */
    public List<Row> byNumber(Connection connection, Collection<Long> stepNos) throws SQLException {
        return stepRows.find(connection, "s.step_no = any(?)", numbersOf(connection, stepNos));
    }

    /** The attempts of these steps that are under way; an answer counts only while its attempt is the one known here. */
    public Map<Long, Attempt> underWay(Connection connection, Collection<Long> stepNos) throws SQLException {
        Map<Long, Attempt> underWay = new HashMap<>();
        if (stepNos.isEmpty()) {
            return underWay;
        }
        try (PreparedStatement select = connection.prepareStatement(
                "select step_no, event_no, attempts from step where step_no = any(?) and state = 'SENT'")) {
            select.setArray(1, numbersOf(connection, stepNos));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    underWay.put(rows.getLong(1), new Attempt(rows.getLong(2), rows.getInt(3)));
                }
            }
        }
        return underWay;
    }

    /** How many steps are in each state, by system. */
    public Map<String, Map<StepState, Long>> counts(Connection connection) throws SQLException {
        Map<String, Map<StepState, Long>> counts = new LinkedHashMap<>();
        try (PreparedStatement select = connection.prepareStatement(
                        "select system, state, count(*) from step group by system, state order by system, state");
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                counts.computeIfAbsent(rows.getString(1), system -> new LinkedHashMap<>())
                        .put(StepState.valueOf(rows.getString(2)), rows.getLong(3));
            }
        }
        return counts;
    }

    private static final String FIRST_IN_LANE =
            "not exists (select 1 from step e where e.system = s.system and e.lane ="
                    + " s.lane and e.is_open and e.step_no < s.step_no)";

    private static final String STARTABLE =
            "s.step_no = any(?) and s.state in ('PLANNED', 'RETRY', 'IN_DOUBT', 'SENT') and " + FIRST_IN_LANE;

    private boolean isDue(Row row, Instant now) {
        return switch (row.state()) {
            case PLANNED -> true;
            case RETRY, IN_DOUBT -> row.nextAt() == null || !row.nextAt().isAfter(now);
            case SENT -> isOfEarlierProcess(row) || row.startedAt().plus(lease).isBefore(now);
            default -> false;
        };
    }

    private boolean isOfEarlierProcess(Row row) {
        return row.owner().startsWith(node + "/") && !row.owner().equals(owner);
    }

    private List<Row> markSent(Connection connection, List<Row> rows, Instant now) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update step set state = 'SENT', owner = ?, started_at = ?, queued_at = null, attempts = attempts + 1,"
                        + " in_doubt = ? where step_no = ? and state = ? and attempts = ?")) {
            for (Row row : rows) {
                update.setString(1, owner);
                update.setObject(2, at(now));
                update.setBoolean(3, row.inDoubt() || row.state() == StepState.SENT);
                update.setLong(4, row.stepNo());
                update.setString(5, row.state().name());
                update.setInt(6, row.attempts());
                update.addBatch();
            }
            int[] counts = update.executeBatch();
            List<Row> started = new ArrayList<>();
            for (int i = 0; i < counts.length; i++) {
                if (counts[i] > 0) {
                    started.add(rows.get(i));
                }
            }
            return started;
        }
    }

    private void waitFor(Connection connection, Row row, String missing) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update step set waits_for = ? where step_no = ? and state = 'PARKED'")) {
            update.setString(1, missing);
            update.setLong(2, row.stepNo());
            update.executeUpdate();
        }
    }

    private Map<String, String> references(Step step) {
        Map<String, String> references = new HashMap<>();
        List<String> wanted = new ArrayList<>(step.needs());
        wanted.add(step.lane() + "@" + step.system());
        for (String need : wanted) {
            int colon = need.indexOf(':');
            int at = need.lastIndexOf('@');
            known.externalId(need.substring(0, colon), need.substring(colon + 1, at), need.substring(at + 1))
                    .ifPresent(id -> references.put(need, id));
        }
        return references;
    }

    private static OffsetDateTime at(Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private static java.sql.Array numbersOf(Connection connection, Collection<Long> numbers) throws SQLException {
        return connection.createArrayOf("bigint", numbers.toArray());
    }

    private static String shortened(String reason) {
        return reason == null || reason.length() <= 4000 ? reason : reason.substring(0, 4000);
    }
}
