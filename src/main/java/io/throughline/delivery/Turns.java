package io.throughline.delivery;

import java.time.Duration;
import java.time.Instant;

/**
 * Whose turn it is, decided without a database: when a step may begin, whose unfinished attempt counts as crashed, which
 * messages count as lost, until when an attempt may call, and which answer still counts. One object per process.
 */
public final class Turns {

    private final String owner;
    private final String node;
    private final Duration lease;

    /**
     * @param owner names this process, {@code <node>/<process>}
     * @param lease how long an attempt of a process that may be alive is left alone
     */
    public Turns(String owner, Duration lease) {
        this.owner = owner;
        this.node = owner.substring(0, Math.max(0, owner.lastIndexOf('/')) + 1);
        this.lease = lease;
    }

    /** What begins the names of all processes of this node. */
    String node() {
        return node;
    }

    /**
     * Whether an attempt may begin, as far as the step itself is concerned.
     *
     * @param nextAt    when the next attempt is due, or null for at once
     * @param startedAt when the latest attempt began, or was answered when it is over; null when there was none
     * @param startedBy the process that began it
     */
    public boolean isDue(StepState state, Instant nextAt, Instant startedAt, String startedBy, Instant now) {
        return switch (state) {
            case PLANNED -> true;
            case RETRY, IN_DOUBT -> nextAt == null || !nextAt.isAfter(now) || wasSetBack(startedAt, now);
            case SENT -> isOfEarlierProcess(startedBy)
                    || startedAt.isBefore(abandonedBefore(now))
                    || wasSetBack(startedAt, now);
            case DONE, PARKED, HELD, DEAD, SKIPPED -> false;
        };
    }

    /**
     * Whether the message of a step counts as lost, so that another one is to be sent.
     *
     * @param queuedAt when it was sent, or null when none is on its way
     * @param idle     whether nothing waits in the queue it went to
     * @param patience after how long a message counts as lost that is not in its queue
     */
    public boolean isUnheard(Instant queuedAt, boolean idle, Duration patience, Instant now) {
        return queuedAt == null
                || wasSetBack(queuedAt, now)
                || !queuedAt.isAfter(abandonedBefore(now))
                || (idle && !queuedAt.isAfter(now.minus(patience)));
    }

    /**
     * Whether a person may have the step sent once more.
     *
     * @param needsWord whether only a person can say if an earlier attempt took effect
     * @param absent    whether the person says that it did not
     */
    public static boolean mayGoAgain(StepState state, boolean needsWord, boolean absent) {
        return switch (state) {
            case DEAD, HELD -> absent || !needsWord;
            case PLANNED, RETRY, IN_DOUBT -> true;
            case SENT, DONE, PARKED, SKIPPED -> false;
        };
    }

    /** Whether the next attempt has to reckon with an effect of an earlier one. */
    public static boolean isDoubtful(StepState state, boolean inDoubt) {
        return inDoubt || state == StepState.SENT;
    }

    /** Until when an attempt may call its target: the rest of the lease is left to the call and to a pause of ours. */
    public Instant callBefore(Instant startedAt) {
        return startedAt.plus(lease.dividedBy(2));
    }

    /** Whether an answer to an attempt of this process still counts. */
    public boolean accepts(StepState state, String startedBy, long epoch, long answered) {
        return state == StepState.SENT && owner.equals(startedBy) && epoch == answered;
    }

    /** What lies further ahead than any two clocks differ was written before a clock was set back; it tells nothing. */
    private boolean wasSetBack(Instant at, Instant now) {
        return at != null && at.isAfter(aheadOf(now));
    }

    /** Instants after this were written before a clock was set back. */
    Instant aheadOf(Instant now) {
        return now.plus(lease);
    }

    /** Attempts that began before this count as given up, messages sent until then as lost. */
    Instant abandonedBefore(Instant now) {
        return now.minus(lease);
    }

    private boolean isOfEarlierProcess(String startedBy) {
        return startedBy.startsWith(node) && !startedBy.equals(owner);
    }
}
