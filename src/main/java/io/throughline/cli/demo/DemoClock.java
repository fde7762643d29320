package io.throughline.cli.demo;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A clock that runs at its usual pace from an instant of its own and can be put forward, never back. All threads and all
 * its views in other zones see the same time.
 */
public final class DemoClock extends Clock {

    private record Reading(Instant instant, long nanos) {
        Instant now() {
            return instant.plusNanos(System.nanoTime() - nanos);
        }
    }

    private final AtomicReference<Reading> reading;
    private final ZoneId zone;

    /** A clock that starts at an instant, in UTC. */
    public DemoClock(Instant start) {
        this(new AtomicReference<>(new Reading(start, System.nanoTime())), ZoneOffset.UTC);
    }

    private DemoClock(AtomicReference<Reading> reading, ZoneId zone) {
        this.reading = reading;
        this.zone = zone;
    }

    /** Puts the clock forward to an instant; nothing happens when it is already later. */
    public void advanceTo(Instant instant) {
        reading.updateAndGet(known -> known.now().isBefore(instant) ? new Reading(instant, System.nanoTime()) : known);
    }

    /** Puts the clock forward by a stretch of time. */
    public void advance(Duration stretch) {
        advanceTo(instant().plus(stretch));
    }

    @Override
    public Instant instant() {
        return reading.get().now();
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        return other.equals(zone) ? this : new DemoClock(reading, other);
    }
}
