package io.throughline.delivery.target;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * Whether a target is worth calling. It opens at once when the target cannot be reached, and after a number of failures
 * in a row that say nothing of the single step; then one probe at a time is let through, each after a longer pause, until
 * one of them is answered.
 */
public final class Circuit {

    /** How it stands. */
    public enum State {
        CLOSED,
        OPEN,
        PROBING
    }

    private final int tolerated;
    private final Duration firstPause;
    private final Duration longestPause;
    private final Clock clock;
    private final LongSupplier nanos;
    private final DoubleSupplier random;

    private State state = State.CLOSED;
    private int failures;
    private int probes;
    private Instant openSince;
    private long probeAt;
    private String reason;

    /**
     * @param tolerated    failures in a row after which it opens
     * @param firstPause   pause before the first probe
     * @param longestPause every further pause is twice as long, up to this
     * @param clock        tells people since when it is open; pauses do not go by it, because it may be set back
     * @param nanos        a clock that only goes forward, in nanoseconds
     * @param random       in [0, 1): up to half of a pause is left to chance, so that nodes do not probe together
     */
    public Circuit(
            int tolerated,
            Duration firstPause,
            Duration longestPause,
            Clock clock,
            LongSupplier nanos,
            DoubleSupplier random) {
        this.tolerated = tolerated;
        this.firstPause = firstPause;
        this.longestPause = longestPause;
        this.clock = clock;
        this.nanos = nanos;
        this.random = random;
    }

    /** How it stands, since when it is open, when the next probe is due, and why; the last three are null when closed. */
    public record View(State state, Instant openSince, Instant probeAt, String reason) {}

    /** How it stands now. */
    public synchronized View view() {
        Instant next = state == State.CLOSED ? null : clock.instant().plusNanos(Math.max(0, untilProbe()));
        return new View(state, openSince, next, reason);
    }

    /** Whether steps may be sent. */
    public synchronized boolean isClosed() {
        return state == State.CLOSED;
    }

    /** The target answered, whatever it said: it is there. */
    public synchronized void answered() {
        state = State.CLOSED;
        failures = 0;
        probes = 0;
        openSince = null;
        reason = null;
    }

    /** The target cannot be reached. */
    public synchronized void unreachable(String why) {
        open(why);
    }

    /** The target failed in a way that may be the step's or its own. */
    public synchronized void failed(String why) {
        failures++;
        if (state != State.CLOSED || failures >= tolerated) {
            open(why);
        }
    }

    /** Takes the permission for one probe when one is due. */
    public synchronized boolean tryProbe() {
        if (state != State.OPEN || untilProbe() > 0) {
            return false;
        }
        state = State.PROBING;
        return true;
    }

    /** Gives the permission back because there was nothing to probe with; the next look may take it again. */
    public synchronized void probeUnused() {
        if (state == State.PROBING) {
            state = State.OPEN;
        }
    }

    private void open(String why) {
        if (state == State.CLOSED) {
            openSince = clock.instant();
            probes = 0;
        } else if (state == State.PROBING) {
            probes++;
        } else {
            reason = why;
            return;
        }
        state = State.OPEN;
        reason = why;
        long pause = firstPause.toMillis() << Math.min(probes, 20);
        long capped = Math.min(pause, longestPause.toMillis());
        long millis = capped / 2 + (long) (capped / 2.0 * random.getAsDouble());
        probeAt = nanos.getAsLong() + millis * 1_000_000;
    }

    private long untilProbe() {
        return probeAt - nanos.getAsLong();
    }
}
