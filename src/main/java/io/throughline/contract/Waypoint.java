package io.throughline.contract;

import java.util.function.Consumer;

/**
 * The numbered steps of the delivery recipe, in order. Code calls {@link #reached()} where a crash leaves another state
 * behind than a moment before; nothing listens in production, fault tests stop the process there.
 */
public enum Waypoint {
    /** Messages were received, nothing is written. */
    RECEIVED,
    /** The first transaction is committed: events, planned steps. */
    JOURNALED,
    /** The second transaction is committed: the attempt is in the ledger, nothing was sent to the target. */
    BEGUN,
    /** Just before the target is called. */
    CALLING,
    /** The target has answered, nothing of it is written. */
    CALLED,
    /** The third transaction is committed: the answer is in the ledger, with what follows from it. */
    SETTLED,
    /** Between two messages that are sent because of what was committed. */
    SENDING,
    /** Just before the messages received are acknowledged. */
    COMMITTING,
    /** The messages received are acknowledged. */
    COMMITTED;

    private static volatile Consumer<Waypoint> observer = waypoint -> {};

    /** Installs the one listener of this process. */
    public static void observe(Consumer<Waypoint> listener) {
        observer = listener;
    }

    /** Says that this point is reached. */
    public void reached() {
        observer.accept(this);
    }
}
