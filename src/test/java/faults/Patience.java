package faults;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;

/** Waiting for what happens soon on a quiet machine and may take long on a busy one. */
final class Patience {

    static final Duration LONG = Duration.ofSeconds(90);

    private Patience() {}

    static void until(String what, Callable<Boolean> happened) {
        until(what, LONG, happened);
    }

    static void until(String what, Duration longest, Callable<Boolean> happened) {
        Awaitility.await(what)
                .atMost(longest)
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptions()
                .until(happened);
    }
}
