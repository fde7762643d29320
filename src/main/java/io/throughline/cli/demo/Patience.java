package io.throughline.cli.demo;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for something to happen, but not forever. */
final class Patience {

    private static final Duration LIMIT = Duration.ofMinutes(4);
    private static final long LOOK_EVERY = TimeUnit.MILLISECONDS.toNanos(100);

    private Patience() {}

    /** What was waited for did not happen in time. */
    static final class Lost extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Lost(String what) {
            super(what + " did not come within " + LIMIT.toSeconds() + " s");
        }
    }

    /**
     * Looks again and again until there is something.
     *
     * @param what   what is waited for, as a person would say it
     * @param source gives null as long as there is nothing
     * @throws Lost after four minutes
     */
    static <T> T until(String what, Supplier<T> source) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (System.nanoTime() < end) {
            T found = source.get();
            if (found != null) {
                return found;
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new Lost(what);
            }
            LockSupport.parkNanos(LOOK_EVERY);
        }
        throw new Lost(what);
    }
}
