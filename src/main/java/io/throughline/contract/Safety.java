package io.throughline.contract;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * What makes it safe to repeat one operation of a connector.
 *
 * @param how    key, upsert, look-up or nothing
 * @param window for {@link Repeatability#KEY}: how long the target remembers a key; null otherwise
 */
public record Safety(Repeatability how, Duration window) {

    /** A target that asks for the key again must still know it when the call arrives, not only when it leaves. */
    private static final int MARGIN_PERCENT = 20;

    public Safety {
        Objects.requireNonNull(how, "how");
        if ((how == Repeatability.KEY) != (window != null)) {
            throw new IllegalArgumentException("an idempotency key, and nothing else, has a window");
        }
    }

    /** Safe without a key: upsert, look-up, or nothing at all. */
    public static Safety of(Repeatability how) {
        return new Safety(how, null);
    }

    /** Safe while the target remembers the key. */
    public static Safety key(Duration window) {
        return new Safety(Repeatability.KEY, window);
    }

    /**
     * Whether an attempt that may have taken effect can be followed by another one.
     *
     * @param firstSentAt when the first attempt began, or null when there was none
     */
    public boolean repeatable(Instant firstSentAt, Instant now) {
        return switch (how) {
            case UPSERT, LOOKUP -> true;
            case NONE -> false;
            case KEY -> firstSentAt == null
                    || now.isBefore(firstSentAt.plus(
                            window.multipliedBy(100 - MARGIN_PERCENT).dividedBy(100)));
        };
    }
}
