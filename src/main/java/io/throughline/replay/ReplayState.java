package io.throughline.replay;

import java.util.EnumSet;
import java.util.Set;

/** The states of a replay, and what may follow what. */
public enum ReplayState {
    /** Shown to whoever asked; nothing happens until it is confirmed. */
    PROPOSED,
    /** Confirmed, and waits for a second person. */
    CONFIRMED,
    /** Under way. */
    RUNNING,
    /** Stopped by a person, goes on where it was. */
    PAUSED,
    /** Every event was taken up. */
    DONE,
    /** Given up by a person; what was taken up before stays so. */
    CANCELLED;

    /** Whether the replay may go from this state to the other. */
    public boolean mayBecome(ReplayState other) {
        return next().contains(other);
    }

    private Set<ReplayState> next() {
        return switch (this) {
            case PROPOSED -> EnumSet.of(CONFIRMED, RUNNING, CANCELLED);
            case CONFIRMED -> EnumSet.of(RUNNING, CANCELLED);
            case RUNNING -> EnumSet.of(PAUSED, DONE, CANCELLED);
            case PAUSED -> EnumSet.of(RUNNING, CANCELLED);
            case DONE, CANCELLED -> EnumSet.noneOf(ReplayState.class);
        };
    }
}
