package io.throughline.delivery.target;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How many calls a target gets at once and per second, shared by everything that calls it. It is halved when the target
 * asks for less and grows again by one call after as many good answers as it allows calls, at most once a second.
 */
public final class Budget {

    private static final long SECOND = 1_000_000_000L;
    private static final Duration WITHOUT_WORD = Duration.ofSeconds(1);

    private final int most;
    private final int perSecond;
    private final LongSupplier nanos;

    private int allowed;
    private int underWay;
    private int goodAnswers;
    private long lastRaise;
    private long pausedUntil;
    private long nextCall;

    /**
     * @param most      calls under way at once when the target is content
     * @param perSecond calls begun per second, 0 for no limit
     * @param nanos     a clock that only goes forward, in nanoseconds
     */
    public Budget(int most, int perSecond, LongSupplier nanos) {
        this.most = most;
        this.perSecond = perSecond;
        this.nanos = nanos;
        this.allowed = most;
        this.lastRaise = nanos.getAsLong();
        this.pausedUntil = lastRaise;
        this.nextCall = lastRaise;
    }

    /** What is allowed now, of how much, how many calls are under way, and how long nothing is allowed at all. */
    public record View(int allowed, int most, int underWay, Duration pause) {}

    /** How it stands now. */
    public synchronized View view() {
        return new View(allowed, most, underWay, left());
    }

    /**
     * Waits for a turn and takes it.
     *
     * @param patience how long to wait at most
     * @return whether there was one; then {@link #release()} has to follow
     */
    public synchronized boolean acquire(Duration patience) throws InterruptedException {
        long deadline = nanos.getAsLong() + patience.toNanos();
        while (true) {
            long now = nanos.getAsLong();
            long wait = Math.max(pausedUntil - now, perSecond > 0 ? nextCall - now : 0);
            if (wait <= 0 && underWay < allowed) {
                underWay++;
                if (perSecond > 0) {
                    nextCall = Math.max(nextCall, now - SECOND / perSecond) + SECOND / perSecond;
                }
                return true;
            }
            long left = deadline - now;
            if (left <= 0 || wait > left) {
                return false;
            }
            long millis = Math.max(1, Math.min(left, wait > 0 ? wait : left) / 1_000_000);
            wait(millis);
        }
    }

    /** Gives a turn back. */
    public synchronized void release() {
        underWay--;
        notifyAll();
    }

    /** The target answered without asking for less. */
    public synchronized void content() {
        goodAnswers++;
        long now = nanos.getAsLong();
        if (allowed < most && goodAnswers >= allowed && now - lastRaise >= SECOND) {
            allowed++;
            goodAnswers = 0;
            lastRaise = now;
            notifyAll();
        }
    }

    /**
     * The target asks for less.
     *
     * @param retryAfter how long it wants no call at all, or null when it does not say
     */
    public synchronized void throttled(Duration retryAfter) {
        long now = nanos.getAsLong();
        allowed = Math.max(1, allowed / 2);
        goodAnswers = 0;
        lastRaise = now;
        Duration pause = retryAfter == null ? WITHOUT_WORD : retryAfter;
        pausedUntil = Math.max(pausedUntil, now + pause.toNanos());
    }

    /** How long nothing is allowed at all. */
    public synchronized Duration pause() {
        return left();
    }

    private Duration left() {
        return Duration.ofNanos(Math.max(0, pausedUntil - nanos.getAsLong()));
    }
}
