package io.throughline.work;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Optional;

/** WF-16: the moments before the cut-off of a billing cycle at which people hear what keeps it from being billed. */
public enum CutOffReminder {
    THREE_DAYS("T-3d", "3 days"),
    ONE_DAY("T-1d", "1 day"),
    FOUR_HOURS("T-4h", "4 hours");

    private static final int DAYS = 3;
    private static final int HOURS = 4;

    private final String label;
    private final String words;

    CutOffReminder(String label, String words) {
        this.label = label;
        this.words = words;
    }

    /** Such as {@code T-3d}. */
    public String label() {
        return label;
    }

    /** How long before the cut-off it is at most, such as {@code 3 days}. */
    public String words() {
        return words;
    }

    /**
     * The latest of them that has come; empty more than three days before the cut-off. Days are those of the zone of the
     * cut-off, also where one of them has 23 or 25 hours.
     */
    public static Optional<CutOffReminder> at(ZonedDateTime cutOff, Instant now) {
        if (!now.isBefore(cutOff.minusHours(HOURS).toInstant())) {
            return Optional.of(FOUR_HOURS);
        }
        if (!now.isBefore(cutOff.minusDays(1).toInstant())) {
            return Optional.of(ONE_DAY);
        }
        return now.isBefore(cutOff.minusDays(DAYS).toInstant()) ? Optional.empty() : Optional.of(THREE_DAYS);
    }
}
