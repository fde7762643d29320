package sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** The idempotency keys a vendor remembers, each for a while after its first call; none until a window is set. */
final class Keys {

    private record Kept(Reply reply, Instant since) {}

    private final Clock clock;
    private final Map<String, Kept> kept = new HashMap<>();
    private Duration window = Duration.ZERO;

    Keys(Clock clock) {
        this.clock = clock;
    }

    /** How long keys are remembered from now on; zero for not at all. */
    synchronized void window(long millis) {
        window = Duration.ofMillis(millis);
        kept.clear();
    }

    /** The answer given under a key that is remembered, or null. */
    synchronized Reply recall(String key) {
        Kept one = key == null ? null : kept.get(key);
        return one == null || one.since().plus(window).isBefore(clock.instant()) ? null : one.reply();
    }

    /** Remembers an answer. */
    synchronized void remember(String key, Reply reply) {
        if (key != null && !window.isZero() && reply.status() < 500) {
            kept.putIfAbsent(key, new Kept(reply, clock.instant()));
        }
    }
}
