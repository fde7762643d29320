package io.throughline.journal;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * What has arrived that parked facts may wait for. It is in the memory of one node and may miss something, so that once a
 * minute everything that waits is worth a look.
 */
final class Arrivals {

    private static final int REMEMBERED = 10_000;
    private static final long LOOK_EVERY = TimeUnit.MINUTES.toNanos(1);

    private final LongSupplier nanos;
    private Set<String> arrived = new HashSet<>();
    private boolean everything = true;
    private long lookedAt;

    /** @param nanos a clock that only goes forward, in nanoseconds */
    Arrivals(LongSupplier nanos) {
        this.nanos = nanos;
        lookedAt = nanos.getAsLong();
    }

    synchronized void note(Collection<String> wakers) {
        if (arrived.size() + wakers.size() > REMEMBERED) {
            everything = true;
            arrived.clear();
        } else {
            arrived.addAll(wakers);
        }
    }

    synchronized void noteEverything() {
        everything = true;
    }

    /** What arrived since this was last asked. */
    synchronized Parking.Look take() {
        boolean all = everything || nanos.getAsLong() - lookedAt >= LOOK_EVERY;
        Parking.Look look = new Parking.Look(arrived, all);
        arrived = new HashSet<>();
        everything = false;
        if (all) {
            lookedAt = nanos.getAsLong();
        }
        return look;
    }
}
