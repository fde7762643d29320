package io.throughline.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/** What became of one attempt at one step; every answer of a target has exactly one of these. */
public sealed interface Answer {

    /**
     * The target has it.
     *
     * @param reference the target's id, or null when it has none
     * @param result    what the target answered, in canonical words, or null
     * @param adopted   whether it was there already and was found by look-up instead of written
     */
    record Applied(String reference, JsonNode result, boolean adopted) implements Answer {}

    /**
     * It certainly did not take effect and may work later.
     *
     * @param reason     in the target's own words
     * @param retryAfter how long the target asks to be left alone, or null
     * @param heard      whether the target said so itself; silence and a gateway tell as much of the way there as of the step
     */
    record Temporary(String reason, Duration retryAfter, boolean heard) implements Answer {

        public Temporary(String reason, Duration retryAfter) {
            this(reason, retryAfter, true);
        }
    }

    /**
     * It may or may not have taken effect: a time-out after sending, a cut connection, a 5xx.
     *
     * @param heard whether the target said so itself; silence and a gateway tell as much of the way there as of the step
     */
    record Unknown(String reason, boolean heard) implements Answer {

        public Unknown(String reason) {
            this(reason, true);
        }
    }

    /**
     * The target will not have it however often it is sent.
     *
     * @param code   status or error code
     * @param reason in the target's own words
     */
    record Refused(String code, String reason) implements Answer {}

    /**
     * The target has taken it and says what became of it only when it is asked later, as SAP does with an IDoc.
     *
     * @param reason where it stands, in the target's own words
     */
    record Pending(String reason) implements Answer {}

    /** The target cannot be reached at all; no attempt is counted. */
    record Down(String reason) implements Answer {}

    /**
     * It may or may not have taken effect, and the target is down altogether: as unknown, but no attempt is counted.
     */
    record Lost(String reason) implements Answer {}

    /**
     * It did not take effect because the target wants fewer calls; no attempt is counted.
     *
     * @param reason     in the target's own words
     * @param retryAfter how long the target asks to be left alone, or null
     */
    record Throttled(String reason, Duration retryAfter) implements Answer {}

    /**
     * Nothing was sent: the circuit is open, a person has stopped the system, or its budget is spent; no attempt is
     * counted.
     *
     * @param reason why
     * @param rest   how long at least until it is worth another try, or null
     */
    record NotSent(String reason, Duration rest) implements Answer {}
}
