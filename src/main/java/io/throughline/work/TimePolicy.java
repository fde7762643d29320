package io.throughline.work;

import java.util.Set;

/**
 * What the firm lets pass without a word about time.
 *
 * @param increment     minutes must be a multiple of it; 1 for any
 * @param softDayMinutes more than this on a day needs a reason of the approver
 * @param finance        worker ids of those whose approval books new time in a month that is soft-closed
 */
public record TimePolicy(int increment, int softDayMinutes, Set<String> finance) {

    public TimePolicy {
        finance = Set.copyOf(finance);
    }

    /** A policy of a firm that lets nobody book time in a soft-closed month. */
    public TimePolicy(int increment, int softDayMinutes) {
        this(increment, softDayMinutes, Set.of());
    }

    /** Any minute, and 16 hours a day. */
    public static final TimePolicy DEFAULT = new TimePolicy(1, 960);

    /** The same with people of finance. */
    public TimePolicy with(Set<String> people) {
        return new TimePolicy(increment, softDayMinutes, people);
    }
}
