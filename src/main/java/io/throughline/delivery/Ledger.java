package io.throughline.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Delivery;
import io.throughline.contract.Json;
import io.throughline.contract.Snapshots;
import io.throughline.contract.Step;
import io.throughline.contract.Waypoint;
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
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

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
    private final Turns turns;
    private final Audit audit;
    private final Supplier<Set<String>> stoppedFlows;
    private final AtomicLong settlements = new AtomicLong();

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
            boolean adopted) {}

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
        this.audit = audit;
        this.stoppedFlows = stoppedFlows;
        this.database = database;
        this.seal = seal;
        this.stepRows = new StepRows(seal);
        this.known = known;
        this.clock = clock;
        this.owner = owner;
        this.turns = new Turns(owner, lease);
    }

    /** What is to be sent next. */
    public Agenda agenda() {
        return new Agenda(this, stepRows, clock, owner, turns);
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

    /** Writes planned steps whose payloads nothing else needs; see {@link #append(Connection, List, Bodies)}. */
    public void append(Connection connection, List<Draft> drafts) throws SQLException {
        append(connection, drafts, new Bodies(seal));
    }

    /** Writes planned steps. Steps of one event that carry the same payload share its row. */
    public void append(Connection connection, List<Draft> drafts, Bodies bodies) throws SQLException {
        if (drafts.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(
                        """
                insert into step (step_no, event_no, name, system, operation, lane, state, is_open, attempts, in_doubt,
                    idempotency_key, continuation, needs, waits_for, queued_at, adopted, payload_no, flow)
                values (?, ?, ?, ?, ?, ?, ?, true, 0, false, ?, ?, ?, ?, ?, false, ?, ?)""");
                PreparedStatement insertPayload = connection.prepareStatement(
                        "insert into step_payload (payload_no, sealed_payload) values (?, ?)")) {
            OffsetDateTime now = OffsetDateTime.now(clock);
            Draft carrier = null;
            for (Draft draft : drafts) {
                Step step = draft.step();
                if (carrier == null
                        || carrier.eventNo() != draft.eventNo()
                        || carrier.step().payload() != step.payload()) {
                    carrier = draft;
                    insertPayload.setLong(1, draft.stepNo());
                    insertPayload.setBytes(2, bodies.sealed(step.payload()));
                    insertPayload.addBatch();
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
                insert.setLong(13, carrier.stepNo());
                insert.setString(14, draft.flow());
                insert.addBatch();
            }
            insertPayload.executeBatch();
            insert.executeBatch();
        }
    }

    /**
     * Begins an attempt at each of these steps whose turn it is, and says so in the ledger before anything is sent.
     * Steps that are settled, not due, held or behind another step of their lane are left alone, and so is one that
     * somebody else began or moved between the look at it and the note.
     */
    public List<Delivery> begin(Collection<Long> stepNos) {
        if (stepNos.isEmpty()) {
            return List.of();
        }
        Set<String> stopped = stoppedFlows.get();
        Instant now = clock.instant();
        List<Row> startable =
                database
                        .read(connection -> stepRows.find(connection, STARTABLE, numbersOf(connection, stepNos)))
                        .stream()
                        .filter(row -> turns.isDue(row.state(), row.nextAt(), row.lastMoved(), row.owner(), now)
                                && !stopped.contains(row.flow()))
                        .toList();
        if (startable.isEmpty()) {
            return List.of();
        }
        List<Row> started = audit.inTransaction((connection, scribe) -> {
            List<Row> sent = markSent(connection, startable, now);
            StepAudit.sent(scribe, audit.self(), sent);
            return sent;
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
                    Turns.isDoubtful(row.state(), row.inDoubt()),
                    references(row.step()),
                    row.epoch() + 1,
                    row.firstSentAt(),
                    turns.callBefore(now)));
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
                        + " target_ref = ?, adopted = ?, settled_at = ?, answered_at = ?, queued_at = null where step_no = ? and state ="
                        + " 'SENT' and owner = ? and epoch = ?")) {
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
                update.setObject(11, OffsetDateTime.now(clock));
                update.setLong(12, outcome.stepNo());
                update.setString(13, owner);
                update.setLong(14, outcome.epoch());
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

    /** The attempts of these steps that are under way; an answer counts only while its attempt is the one known here. */
    public Map<Long, Attempt> underWay(Connection connection, Collection<Long> stepNos) throws SQLException {
        Map<Long, Attempt> underWay = new HashMap<>();
        if (stepNos.isEmpty()) {
            return underWay;
        }
        try (PreparedStatement select = connection.prepareStatement(
                "select step_no, event_no, epoch, flow from step where step_no = any(?) and state = 'SENT'")) {
            select.setArray(1, numbersOf(connection, stepNos));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    underWay.put(rows.getLong(1), new Attempt(rows.getLong(2), rows.getLong(3), rows.getString(4)));
                }
            }
        }
        return underWay;
    }

    /** The next attempt at a step as its connector would receive it; nothing is begun. */
    public Delivery preview(Row row) {
        return new Delivery(
                row.stepNo(),
                row.step(),
                row.eventId(),
                row.eventId() + "/" + row.step().name(),
                row.attempts() + 1,
                row.inDoubt(),
                references(row.step()),
                row.epoch() + 1,
                row.firstSentAt(),
                null);
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

    private static final String STARTABLE =
            "s.step_no = any(?) and s.state in ('PLANNED', 'RETRY', 'IN_DOUBT', 'SENT') and " + StepRows.FIRST_IN_LANE;

    private List<Row> markSent(Connection connection, List<Row> rows, Instant now) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update step set state = ?, owner = ?, started_at = ?, queued_at = null, attempts = attempts + 1,"
                        + " epoch = epoch + 1, first_sent_at = coalesce(first_sent_at, ?), in_doubt = ? where step_no ="
                        + " ? and state = ? and epoch = ?")) {
            for (Row row : rows) {
                update.setString(1, row.state().become(StepState.SENT).name());
                update.setString(2, owner);
                update.setObject(3, at(now));
                update.setObject(4, at(now));
                update.setBoolean(5, Turns.isDoubtful(row.state(), row.inDoubt()));
                update.setLong(6, row.stepNo());
                update.setString(7, row.state().name());
                update.setLong(8, row.epoch());
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

    static OffsetDateTime at(Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    static java.sql.Array numbersOf(Connection connection, Collection<Long> numbers) throws SQLException {
        return connection.createArrayOf("bigint", numbers.toArray());
    }

    private static String shortened(String reason) {
        return reason == null || reason.length() <= 4000 ? reason : reason.substring(0, 4000);
    }
}
