package io.throughline.delivery;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** The states of a step, and the one table of what may follow what. */
public enum StepState {
    /** To be sent. */
    PLANNED,
    /** An attempt has begun; written before the target is called. */
    SENT,
    /** The target has it. */
    DONE,
    /** An attempt may or may not have taken effect. */
    IN_DOUBT,
    /** Tried, did not take effect, will be tried again at a given time. */
    RETRY,
    /** Waits for a reference. */
    PARKED,
    /** Waits for a person because of a rule. */
    HELD,
    /** Refused for good, or out of attempts. */
    DEAD,
    /** Not needed any more. */
    SKIPPED;

    private static final Map<StepState, Set<StepState>> NEXT = new EnumMap<>(Map.of(
            PLANNED, EnumSet.of(SENT, PARKED, HELD, SKIPPED),
            SENT, EnumSet.of(DONE, IN_DOUBT, RETRY, HELD, DEAD, SENT),
            IN_DOUBT, EnumSet.of(SENT, HELD, DEAD),
            RETRY, EnumSet.of(SENT, HELD, DEAD, SKIPPED),
            PARKED, EnumSet.of(PLANNED, HELD, SKIPPED),
            HELD, EnumSet.of(PLANNED, SKIPPED, DONE),
            DEAD, EnumSet.of(PLANNED, SKIPPED),
            DONE, EnumSet.noneOf(StepState.class),
            SKIPPED, EnumSet.noneOf(StepState.class)));

    /** Whether the step may go from this state to the other. */
    public boolean mayBecome(StepState other) {
        return NEXT.get(this).contains(other);
    }

    /** Whether later steps of the same lane have to wait for it. */
    public boolean isOpen() {
        return this != DONE && this != SKIPPED;
    }

    /** Whether a delivery message may start an attempt. */
    public boolean mayStart() {
        return mayBecome(SENT);
    }

    /**
     * Goes on to another state.
     *
     * @throws IllegalStateException when the table does not allow it
     */
    public StepState become(StepState other) {
        if (!mayBecome(other)) {
            throw new IllegalStateException("a step that is " + this + " cannot become " + other);
        }
        return other;
    }
}
