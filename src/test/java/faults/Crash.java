package faults;

import io.throughline.contract.Waypoint;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Stops the process without a word when an armed waypoint is reached for the n-th time. */
final class Crash implements Consumer<Waypoint> {

    private final Map<Waypoint, AtomicLong> left = new EnumMap<>(Waypoint.class);
    private final Map<Waypoint, AtomicLong> seen = new EnumMap<>(Waypoint.class);

    Crash() {
        for (Waypoint waypoint : Waypoint.values()) {
            left.put(waypoint, new AtomicLong(Long.MAX_VALUE));
            seen.put(waypoint, new AtomicLong());
        }
    }

    /** Arms a point from now on: the process halts when it is reached for the n-th time. */
    void arm(Waypoint waypoint, long times) {
        left.get(waypoint).set(times);
    }

    /** How often each point was reached. */
    Map<Waypoint, AtomicLong> seen() {
        return seen;
    }

    @Override
    public void accept(Waypoint waypoint) {
        seen.get(waypoint).incrementAndGet();
        if (left.get(waypoint).decrementAndGet() == 0) {
            Runtime.getRuntime().halt(137);
        }
    }
}
