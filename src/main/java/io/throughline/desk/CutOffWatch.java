package io.throughline.desk;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks once a minute at everything that has to be done by a day or an hour; what fails stops no other look. */
public final class CutOffWatch {

    private static final Logger LOG = LoggerFactory.getLogger(CutOffWatch.class);
    private static final Duration FRESH = Duration.ofMinutes(1);

    private final List<Runnable> looks;
    private final Clock clock;
    private Instant looked = Instant.EPOCH;

    public CutOffWatch(List<Runnable> looks, Clock clock) {
        this.looks = List.copyOf(looks);
        this.clock = clock;
    }

    /** One look, unless the last was less than a minute ago. */
    public synchronized void look() {
        Instant now = clock.instant();
        if (!now.isBefore(looked) && now.isBefore(looked.plus(FRESH))) {
            return;
        }
        looked = now;
        for (Runnable look : looks) {
            try {
                look.run();
            } catch (RuntimeException failure) {
                LOG.warn("what is due cannot be looked at: {}", failure.toString());
            }
        }
    }
}
