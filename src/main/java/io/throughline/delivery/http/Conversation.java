package io.throughline.delivery.http;

/**
 * The calls that belong to one errand, one after the other. A route asks what to send, sends it, and says what came
 * back, until the conversation is over. None of the methods throws.
 */
public interface Conversation {

    /** Whether there is something left to send. */
    boolean open();

    /** What to send now; only while {@link #open()}. */
    HttpCall next();

    /** What the target answered to the last call. */
    void heard(HttpReply reply);

    /** The last call brought no answer. */
    void broke(Throwable cause);

    /** The result once it is over: an {@link io.throughline.contract.Answer}, or what was fetched. */
    Object outcome();
}
