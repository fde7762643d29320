package io.throughline.delivery.model;

import io.throughline.contract.Delivery;
import io.throughline.delivery.Ledger;
import io.throughline.delivery.StepState;
import io.throughline.delivery.Turns;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntPredicate;

/** The step ledger in memory: the same transactions as {@link Ledger}, decided by the same {@link Turns}. */
final class ModelLedger {

    private static final Comparator<ModelStep> NOT_TRIED_FOR_LONGEST = Comparator.comparing(
                    (ModelStep row) -> row.answeredAt, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparingInt(row -> row.no);

    private final TreeMap<Integer, ModelStep> rows = new TreeMap<>();
    private final ModelClock clock;
    private final Set<Protection> off;

    ModelLedger(ModelClock clock, Protection off) {
        this.clock = clock;
        this.off = off == null ? EnumSet.noneOf(Protection.class) : EnumSet.of(off);
    }

    Collection<ModelStep> rows() {
        return rows.values();
    }

    ModelStep row(int no) {
        return rows.get(no);
    }

    void append(ModelStep row) {
        rows.put(row.no, row);
    }

    /** One step of {@link Ledger#begin}: the attempt, or null when its turn has not come. */
    Delivery begin(Turns turns, String owner, int no, Set<String> stoppedFlows) {
        ModelStep row = rows.get(no);
        Instant now = clock.instant();
        if (!isDue(turns, row, now) || !isFirst(row) || stoppedFlows.contains(flow(row))) {
            return null;
        }
        boolean inDoubt = Turns.isDoubtful(row.state, row.inDoubt);
        if (off.contains(Protection.DOUBT_AFTER_CRASH)) {
            inDoubt = row.inDoubt;
        }
        Delivery delivery = new Delivery(
                row.no,
                row.step,
                row.eventId,
                row.eventId,
                row.attempts + 1,
                inDoubt,
                Map.of(),
                row.epoch + 1,
                row.firstSentAt,
                off.contains(Protection.CALL_BEFORE) ? null : turns.callBefore(now),
                flow(row));
        if (!off.contains(Protection.SENT_FIRST)) {
            row.state = row.state.become(StepState.SENT);
            row.owner = owner;
            row.startedAt = now;
            row.queuedAt = null;
            row.attempts++;
            row.epoch++;
            row.inDoubt = inDoubt;
            row.firstSentAt = row.firstSentAt == null ? now : row.firstSentAt;
        }
        return delivery;
    }

    /** One step of {@link Ledger#settle}: whether the answer still counted. */
    boolean settle(Turns turns, Ledger.Outcome outcome) {
        ModelStep row = rows.get((int) outcome.stepNo());
        boolean accepted = turns.accepts(row.state, row.owner, row.epoch, outcome.epoch());
        if (off.contains(Protection.FENCE)) {
            accepted = row.state == StepState.SENT;
        } else if (off.contains(Protection.SENT_FIRST)) {
            accepted = row.state.mayStart();
        }
        if (accepted) {
            row.state = StepState.SENT.become(outcome.state());
            row.inDoubt = outcome.inDoubt();
            row.attempts = outcome.attempts();
            row.nextAt = outcome.nextAt();
            row.answeredAt = clock.instant();
            row.queuedAt = null;
            row.firstSentAt = outcome.unheard() ? null : row.firstSentAt;
        }
        return accepted;
    }

    /** {@link Ledger#change}. */
    void change(ModelStep row, StepState to) {
        row.state = row.state.become(to);
        row.nextAt = null;
        row.queuedAt = to == StepState.PLANNED ? clock.instant() : null;
    }

    /** One step of {@link io.throughline.delivery.Redelivery#again}: whether it goes. */
    boolean again(ModelStep row, boolean absent) {
        if (!Turns.mayGoAgain(row.state, needsWord(row), absent)) {
            return false;
        }
        if (row.state == StepState.DEAD || row.state == StepState.HELD) {
            row.state = row.state.become(StepState.PLANNED);
            row.attempts = 0;
        }
        row.inDoubt &= !absent;
        row.firstSentAt = absent ? null : row.firstSentAt;
        row.nextAt = null;
        row.queuedAt = clock.instant();
        return true;
    }

    boolean needsWord(ModelStep row) {
        return row.inDoubt && !row.safety.repeatable(row.firstSentAt, clock.instant());
    }

    /** {@link io.throughline.delivery.Agenda#nextInLanes}. */
    List<ModelStep> nextInLanes(Collection<Integer> settled) {
        List<ModelStep> next = new ArrayList<>();
        for (ModelStep row : rows.values()) {
            boolean waits =
                    row.state == StepState.PLANNED || row.state == StepState.RETRY || row.state == StepState.IN_DOUBT;
            if (waits
                    && isFirst(row)
                    && settled.stream().anyMatch(no -> rows.get(no).sharesLane(row))) {
                next.add(row);
            }
        }
        return next;
    }

    /** {@link io.throughline.delivery.Agenda#release}, for everything that is awaited: the steps that may go now. */
    List<ModelStep> release(IntPredicate known) {
        List<ModelStep> released = new ArrayList<>();
        for (ModelStep row : rows.values()) {
            if (row.state == StepState.PARKED && known.test(row.needs)) {
                change(row, StepState.PLANNED);
                released.add(row);
            }
        }
        return released;
    }

    /** {@link io.throughline.delivery.Agenda#overdue}. */
    List<ModelStep> overdue(
            Turns turns, Set<String> closedSystems, Set<String> stoppedFlows, Set<String> idle, Duration patience) {
        Instant now = clock.instant();
        List<ModelStep> overdue = new ArrayList<>();
        if (off.contains(Protection.SWEEPER)) {
            return overdue;
        }
        for (ModelStep row : rows.values()) {
            if (isDue(turns, row, now)
                    && turns.isUnheard(row.queuedAt, idle.contains(row.step.system()), patience, now)
                    && isFirst(row)
                    && !closedSystems.contains(row.step.system())
                    && !stoppedFlows.contains(flow(row))) {
                overdue.add(row);
            }
        }
        return overdue;
    }

    /** {@link io.throughline.delivery.Agenda#probe}: the step to try a system with, or null. */
    ModelStep probe(Turns turns, String system, Set<String> stoppedFlows) {
        List<ModelStep> ready = probes(turns, system, stoppedFlows);
        if (ready.isEmpty()) {
            return null;
        }
        return off.contains(Protection.PROBES_TAKE_TURNS)
                ? ready.get(0)
                : Collections.min(ready, NOT_TRIED_FOR_LONGEST);
    }

    /** All steps a system may be tried with. */
    List<ModelStep> probes(Turns turns, String system, Set<String> stoppedFlows) {
        return rows.values().stream()
                .filter(row -> row.step.system().equals(system)
                        && row.state != StepState.SENT
                        && isDue(turns, row, clock.instant())
                        && isFirst(row)
                        && !stoppedFlows.contains(flow(row)))
                .toList();
    }

    /** {@link io.throughline.delivery.Agenda#markQueued}. */
    void markQueued(Collection<ModelStep> sent) {
        sent.forEach(row -> row.queuedAt = clock.instant());
    }

    /** What a resumed switch does to the steps that waited for it. */
    void forgetMessages(String system) {
        for (ModelStep row : rows.values()) {
            boolean waits =
                    row.state == StepState.PLANNED || row.state == StepState.RETRY || row.state == StepState.IN_DOUBT;
            if (waits && row.step.system().equals(system)) {
                row.queuedAt = null;
            }
        }
    }

    /** Whether every earlier step of the lane has left it. */
    boolean isFirst(ModelStep row) {
        if (off.contains(Protection.LANES)) {
            return true;
        }
        for (ModelStep earlier : rows.headMap(row.no).values()) {
            if (earlier.state.isOpen() && earlier.sharesLane(row)) {
                return false;
            }
        }
        return true;
    }

    /** The flow that planned a step; one flow for each class of operation. */
    static String flow(ModelStep row) {
        return "flow-" + row.step.operation();
    }

    private boolean isDue(Turns turns, ModelStep row, Instant now) {
        if (row.state == StepState.SENT && off.contains(Protection.LEASE)) {
            return true;
        }
        Instant nextAt = off.contains(Protection.NEXT_AT) ? null : row.nextAt;
        return turns.isDue(row.state, nextAt, row.startedAt, row.owner, now);
    }
}
