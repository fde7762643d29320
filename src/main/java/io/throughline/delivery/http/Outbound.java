package io.throughline.delivery.http;

import com.fasterxml.jackson.databind.JsonNode;

/** The compiled outbound mappings. */
public interface Outbound {

    /** Whether there is such a mapping, named {@code <system>/<operation>.<out|find|found|answer>}. */
    boolean has(String mapping);

    /**
     * Applies a mapping.
     *
     * @throws RuntimeException when the mapping refuses the input
     */
    JsonNode apply(String mapping, JsonNode input);
}
