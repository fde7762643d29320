package io.throughline.contract;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A step that has come to its end, handed to the flow that planned it: one that a target has applied to the continuation
 * {@link Step#then()} names, one that failed for good to the continuation that {@link Flows#afterFailure} has for it.
 *
 * @param event     the event whose plan it belongs to
 * @param step      the step
 * @param reference the target's id of what it created or changed, or null
 * @param result    what the target answered in canonical words, or null
 * @param failure   why it failed for good, or null when it was applied
 */
public record Settled(Event event, Step step, String reference, JsonNode result, String failure) {

    /** A step that was applied. */
    public Settled(Event event, Step step, String reference, JsonNode result) {
        this(event, step, reference, result, null);
    }

    /** A step that failed for good. */
    public static Settled failed(Event event, Step step, String reason) {
        return new Settled(event, step, null, null, reason);
    }
}
