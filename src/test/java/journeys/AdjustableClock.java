package journeys;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that ticks like any other and can be set forward or back. */
public final class AdjustableClock extends Clock {

    private final AtomicReference<Duration> offset = new AtomicReference<>(Duration.ZERO);
    private final Clock ticking;

    private AdjustableClock(Clock ticking) {
        this.ticking = ticking;
    }

    /** A clock that goes on from this instant. */
    public static AdjustableClock from(Instant start) {
        AdjustableClock clock = new AdjustableClock(Clock.systemUTC());
        clock.set(start);
        return clock;
    }

    /** A clock that stands still unless it is moved. */
    public static AdjustableClock standingAt(Instant instant) {
        return new AdjustableClock(Clock.fixed(instant, ZoneOffset.UTC));
    }

    /** Moves the clock by a duration. */
    public void advance(Duration by) {
        offset.updateAndGet(now -> now.plus(by));
    }

    /** Sets the clock to an instant. */
    public void set(Instant to) {
        offset.set(Duration.between(ticking.instant(), to));
    }

    @Override
    public Instant instant() {
        return ticking.instant().plus(offset.get());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        Clock outer = this;
        return new Clock() {
            @Override
            public Instant instant() {
                return outer.instant();
            }

            @Override
            public ZoneId getZone() {
                return zone;
            }

            @Override
            public Clock withZone(ZoneId other) {
                return outer.withZone(other);
            }
        };
    }
}
