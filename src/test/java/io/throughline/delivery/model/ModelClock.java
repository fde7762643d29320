package io.throughline.delivery.model;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still until a schedule moves it. */
final class ModelClock extends Clock {

    private static final Instant START = Instant.parse("2026-10-15T08:00:00Z");

    private Instant now = START;

    void advance(long millis) {
        now = now.plusMillis(millis);
    }

    /** Nanoseconds since the schedule began. */
    long nanos() {
        return (now.toEpochMilli() - START.toEpochMilli()) * 1_000_000L;
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
