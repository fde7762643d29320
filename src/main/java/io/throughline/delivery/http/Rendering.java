package io.throughline.delivery.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.contract.Delivery;

/** What a connector would send for a step, without sending it. */
public final class Rendering {

    private final Connectors connectors;
    private final Outbound mappings;

    /**
     * A step in the words of its target.
     *
     * @param mapping  the mapping, such as {@code netsuite/time.out.jslt}, or null when the target has none
     * @param version  SHA-256 of the mapping's text, or null
     * @param document the request document, or null when it cannot be made
     * @param problem  why it cannot be made, or null
     */
    public record Rendered(String mapping, String version, JsonNode document, String problem) {}

    Rendering(Connectors connectors, Outbound mappings) {
        this.connectors = connectors;
        this.mappings = mappings;
    }

    /** The request a connector would write now. */
    public Rendered of(Delivery delivery) {
        String name = delivery.step().system() + "/" + delivery.step().operation() + ".out";
        String version = mappings.version(name).orElse(null);
        if (version == null) {
            return new Rendered(null, null, null, delivery.step().system() + " is not written to through a mapping");
        }
        try {
            Connector connector = connectors.get(delivery.step().system());
            JsonNode document = mappings.apply(name, DeliveryConversation.input(delivery, connector));
            return new Rendered(name + ".jslt", version, document, null);
        } catch (IllegalArgumentException refused) {
            return new Rendered(name + ".jslt", version, null, Words.clean(String.valueOf(refused.getMessage())));
        }
    }
}
