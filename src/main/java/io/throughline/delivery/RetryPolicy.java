package io.throughline.delivery;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * When a temporary failure is tried again: exponential back-off with full jitter, {@code random(0..1) * min(cap,
 * first * 2^(attempt-1))}, never sooner than the target asked for.
 *
 * @param attempts how often at most; after that the step is dead
 * @param first    ceiling of the first delay
 * @param cap      ceiling of every delay
 * @param random   source of jitter in [0, 1)
 */
public record RetryPolicy(int attempts, Duration first, Duration cap, DoubleSupplier random) {

    /** Whether another attempt is allowed after this many. */
    public boolean allowsAfter(int attemptsMade) {
        return attemptsMade < attempts;
    }

    /** How long to wait after the given attempt (1 for the first). */
    public Duration delayAfter(int attempt, Duration asked) {
        double factor = Math.pow(2, Math.min(attempt - 1, 30));
        double ceiling = Math.min(cap.toMillis(), first.toMillis() * factor);
        Duration jittered = Duration.ofMillis((long) (ceiling * random.getAsDouble()));
        return asked != null && asked.compareTo(jittered) > 0 ? asked : jittered;
    }
}
