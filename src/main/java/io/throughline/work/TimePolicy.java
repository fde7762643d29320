package io.throughline.work;

/**
 * What the firm lets pass without a word about time.
 *
 * @param increment     minutes must be a multiple of it; 1 for any
 * @param softDayMinutes more than this on a day needs a reason of the approver
 */
public record TimePolicy(int increment, int softDayMinutes) {

    /** Any minute, and 16 hours a day. */
    public static final TimePolicy DEFAULT = new TimePolicy(1, 960);
}
