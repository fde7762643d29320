package faults;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;

/** Waiting for what happens soon on a quiet machine and may take long on a busy one. */
final class Patience {

    static final Duration LONG = Duration.ofSeconds(90);

    private Patience() {}

    static void until(String what, Callable<Boolean> happened) {
        Awaitility.await(what)
                .atMost(LONG)
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptions()
                .until(happened);
    }
}
