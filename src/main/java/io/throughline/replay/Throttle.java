package io.throughline.replay;

/**
 * How many events may be taken up at a tick of the clock, of all replays together. A rate below one event a tick adds up
 * over several ticks; what a tick may have had and did not need is not saved up.
 */
final class Throttle {

    private static final long WHOLE = 1000;

    private final long perTick;
    private long thousandths;

    /**
     * @param perSecond    events in a second
     * @param periodMillis time from tick to tick
     */
    Throttle(int perSecond, int periodMillis) {
        perTick = (long) perSecond * periodMillis;
    }

    /** Events that may be taken up at this tick. */
    int next() {
        thousandths += perTick;
        int events = (int) Math.min(Integer.MAX_VALUE, thousandths / WHOLE);
        thousandths %= WHOLE;
        return events;
    }
}
