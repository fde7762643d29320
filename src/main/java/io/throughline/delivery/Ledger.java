package io.throughline.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Delivery;
import io.throughline.contract.Json;
import io.throughline.contract.Snapshots;
import io.throughline.contract.Step;
import io.throughline.journal.Audit;
import io.throughline.journal.Bodies;
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
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The step ledger: what each event asks of each target and how far that is. Every change of a step's state goes through
 * {@link StepState}; the row says SENT before a target is called, so that a crash leaves evidence of the attempt.
 */
public final class Ledger {

    private final Numbers numbers = new Numbers("step_no");
    private final Seal seal;
    private final StepRows stepRows;
    private final Snapshots known;
    private final Clock clock;
    private final String owner;
    private final Turns turns;
    private final Attempts attempts;

    /**
     * A step about to be written: its number is given, its state follows from what it needs.
     *
     * @param flow the flow whose plan it belongs to
     */
    public record Draft(
            long stepNo, long eventNo, String eventId, String flow, Step step, StepState state, String waitsFor) {}

    /** An attempt that is under way: the event of its step, which attempt it is, and the flow that planned the step. */
    public record Attempt(long eventNo, long epoch, String flow) {}

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
            String targetReference,
            long epoch,
            String flow,
            Instant firstSentAt,
            Instant answeredAt) {

        /** When the step was last moved by an attempt or its answer, or null when there was none. */
        Instant lastMoved() {
            return state == StepState.SENT || answeredAt == null ? startedAt : answeredAt;
        }
    }

    /**
     * What one attempt leads to.
     *
     * @param epoch    which attempt it is about
     * @param attempts how many attempts count from now on
     * @param unheard  whether the target certainly heard nothing of the step up to now, so that no key of it lives there
     */
    public record Outcome(
            long stepNo,
            long epoch,
            StepState state,
            boolean inDoubt,
            int attempts,
            Instant nextAt,
            String code,
            String reason,
            String reference,
            boolean adopted,
            boolean unheard) {

        /** What an attempt leads to of which the target may have heard. */
        public Outcome(
                long stepNo,
                long epoch,
                StepState state,
                boolean inDoubt,
                int attempts,
                Instant nextAt,
                String code,
                String reason,
                String reference,
                boolean adopted) {
            this(stepNo, epoch, state, inDoubt, attempts, nextAt, code, reason, reference, adopted, false);
        }
    }

    /**
     * @param owner names this process, {@code <node>/<process>}; an unfinished attempt of an earlier process of the same
     *              node counts as crashed at once, one of another node when its lease has ended
     * @param lease how long an attempt of a process that may be alive is left alone
     * @param stoppedFlows flows whose steps may not begin at the moment
     */
    public Ledger(
            Database database,
            Seal seal,
            Snapshots known,
            Audit audit,
            Clock clock,
            String owner,
            Duration lease,
            Supplier<Set<String>> stoppedFlows) {
        this.seal = seal;
        this.stepRows = new StepRows(seal);
        this.known = known;
        this.clock = clock;
        this.owner = owner;
        this.turns = new Turns(owner, lease);
        this.attempts = new Attempts(database, stepRows, known, audit, clock, owner, turns, stoppedFlows);
    }

    /** What is to be sent next. */
    public Agenda agenda() {
        return new Agenda(this, stepRows, clock, owner, turns);
    }

    /** A number for a step that is about to be written. */
    public long nextNumber(Connection connection) throws SQLException {
        return numbers.next(connection);
    }

    /** Instants after this were written before a clock was set back. */
    public Instant aheadOf(Instant now) {
        return turns.aheadOf(now);
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

    /** Writes planned steps whose payloads nothing else needs; see {@link #append(Connection, List, Bodies)}. */
    public void append(Connection connection, List<Draft> drafts) throws SQLException {
        append(connection, drafts, new Bodies(seal));
    }

    /** Writes planned steps. Steps of one event that carry the same payload share its row. */
    public void append(Connection connection, List<Draft> drafts, Bodies bodies) throws SQLException {
        StepInserts.insert(connection, drafts, bodies, clock);
    }

    /**
     * Begins an attempt at each of these steps whose turn it is, and says so in the ledger before anything is sent.
     * Steps that are settled, not due, held or behind another step of their lane are left alone, and so is one that
     * somebody else began or moved between the look at it and the note.
     */
    public List<Delivery> begin(Collection<Long> stepNos) {
        return attempts.begin(stepNos);
    }

    /**
     * Begins an attempt at one step in a transaction of the caller's, under the same terms as {@link #begin(Collection)};
     * what began is rolled back together with the rest.
     *
     * @return the step as it was before, or empty when it may not begin
     */
    public Optional<Row> begin(Connection connection, Audit.Scribe scribe, long stepNo) throws SQLException {
        return attempts.begin(connection, scribe, stepNo);
    }

    /** The attempt that began at a step, given as it was before, as its connector would receive it. */
    public Delivery begun(Row row) {
        return attempts.begun(row);
    }

    /**
     * Writes what attempts led to.
     *
     * @return the steps that were settled; an answer to an attempt that was given up and begun anew meanwhile changes
     *     nothing
     */
    public Set<Long> settle(Connection connection, List<Outcome> outcomes) throws SQLException {
        return attempts.settle(connection, outcomes);
    }

    /** The attempts of these steps that are under way; an answer counts only while its attempt is the one known here. */
    public Map<Long, Attempt> underWay(Connection connection, Collection<Long> stepNos) throws SQLException {
        return attempts.underWay(connection, stepNos);
    }

    /** The next attempt at a step as its connector would receive it; nothing is begun. */
    public Delivery preview(Row row) {
        return attempts.preview(row);
    }

    /** How often steps were settled by this process; it changes when there may be something new to do. */
    public long settlements() {
        return attempts.settlements();
    }

    /**
     * Moves a step by an operator's or a rule's decision and notes it.
     *
     * @param actor who decided
     * @return whether it still was where the row says
     */
    public boolean change(
            Connection connection, Audit.Scribe scribe, String actor, Row row, StepState to, String reason)
            throws SQLException {
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
            if (update.executeUpdate() == 0) {
                return false;
            }
        }
        if (row.state() == StepState.PARKED) {
            ParkedSteps.forget(connection, row.stepNo());
        }
        ObjectNode detail =
                Json.mapper().createObjectNode().put("from", row.state().name()).put("epoch", row.epoch());
        StepAudit.changed(scribe, actor, row.stepNo(), to, detail);
        return true;
    }

    /** Notes that a step may have taken effect, so that whoever begins it asks before writing. */
    public void doubt(Connection connection, long stepNo) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update step set in_doubt = true where step_no = ?")) {
            update.setLong(1, stepNo);
            update.executeUpdate();
        }
    }

    /** The steps of one event in the order they were planned. */
    public List<Row> ofEvent(Connection connection, long eventNo) throws SQLException {
        return stepRows.find(connection, "s.event_no = ?", eventNo);
    }

    /** The steps of these events in the order they were planned. */
    public List<Row> ofEvents(Connection connection, Collection<Long> eventNos) throws SQLException {
        return eventNos.isEmpty()
                ? List.of()
                : stepRows.find(
                        connection, "s.event_no = any(?)", connection.createArrayOf("bigint", eventNos.toArray()));
    }

    /** The steps of these events that no attempt was made at and that wait for nothing. */
    public List<Row> untouched(Connection connection, Collection<Long> eventNos) throws SQLException {
        return stepRows.find(
                connection,
                "s.event_no = any(?) and s.state = 'PLANNED' and s.epoch = 0",
                numbersOf(connection, eventNos));
    }

    /** One step. */
    public List<Row> byNumber(Connection connection, Collection<Long> stepNos) throws SQLException {
        return stepRows.find(connection, "s.step_no = any(?)", numbersOf(connection, stepNos));
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

    static OffsetDateTime at(Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    static java.sql.Array numbersOf(Connection connection, Collection<Long> numbers) throws SQLException {
        return connection.createArrayOf("bigint", numbers.toArray());
    }
}
