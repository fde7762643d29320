package io.throughline.contract;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A step that a target has applied, handed to the flow named by {@link Step#then()}.
 *
 * @param event     the event whose plan it belongs to
 * @param step      the step
 * @param reference the target's id of what it created or changed, or null
 * @param result    what the target answered in canonical words, or null
 */
public record Settled(Event event, Step step, String reference, JsonNode result) {}
