package sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** How many calls the account has: any 60 seconds and any 24 hours take only so many. */
final class OpenAirAllowance {

    private static final Duration MINUTE = Duration.ofSeconds(60);
    private static final Duration DAY = Duration.ofHours(24);
    private static final int DAILY = 1_000_000;

    private final Clock clock;
    private final Deque<Instant> calls = new ArrayDeque<>();
    private int perMinute;

    OpenAirAllowance(Clock clock) {
        this.clock = clock;
        start();
    }

    /** Back to the allowance at start, which nobody uses up. */
    void start() {
        perMinute = DAILY;
        calls.clear();
    }

    /** The calls of 60 seconds from now on; what was called before does not count. */
    void set(int wanted) {
        perMinute = wanted;
        calls.clear();
    }

    /** Takes one call, refused with 556 when there is none left. */
    void take() {
        if (left(MINUTE, perMinute) <= 0 || left(DAY, DAILY) <= 0) {
            throw new OpenAirRefusal(OpenAirRefusal.TOO_MANY, "too many calls");
        }
        calls.add(clock.instant());
    }

    private int left(Duration window, int allowed) {
        Instant now = clock.instant();
        while (!calls.isEmpty() && !calls.peek().isAfter(now.minus(DAY))) {
            calls.poll();
        }
        int used = 0;
        for (Instant call : calls) {
            used += call.isAfter(now.minus(window)) ? 1 : 0;
        }
        return allowed - used;
    }

    /** What is left, as a record of RateLimit. */
    XmlElement left() {
        return new XmlElement("RateLimit")
                .add("remain_60s_error", String.valueOf(left(MINUTE, perMinute)))
                .add("remain_24h_error", String.valueOf(left(DAY, DAILY)));
    }

    /** The same for a person. */
    ObjectNode view() {
        return Json.object().put("calls", perMinute).put("remain", left(MINUTE, perMinute));
    }
}
