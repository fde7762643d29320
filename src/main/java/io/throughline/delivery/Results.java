package io.throughline.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.contract.Step;

/** Turns what a target answered into canonical words. */
@FunctionalInterface
public interface Results {

    /**
     * The answer in canonical words, or as it is when nobody translates it.
     *
     * @param result what the connector handed on, or null
     */
    JsonNode canonical(Step step, JsonNode result);
}
