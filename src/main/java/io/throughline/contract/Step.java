package io.throughline.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Objects;

/**
 * One thing to be done in one target system because of one event; its idempotency key is {@code <event id>/<name>}.
 *
 * @param name      name within the event, such as {@code erp-employee}
 * @param system    the target, such as {@code netsuite}; delivered through {@code deliver.<system>}
 * @param operation what the connector of that system is asked to do, such as {@code employee}
 * @param lane      key whose steps take effect one after the other in this system, such as {@code worker:W-0002}
 * @param payload   the canonical command; the connector's mapping turns it into the vendor's words
 * @param needs     references that must be known before it can be sent, each {@code <object>:<canonical id>@<system>};
 *                  while one is missing the step is parked
 * @param then      flow continuation to enter when it has settled, such as {@code open-project.customer-done}, or null
 */
public record Step(
        String name, String system, String operation, String lane, JsonNode payload, List<String> needs, String then) {

    public Step {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(system, "system");
        Objects.requireNonNull(operation, "operation");
        Objects.requireNonNull(lane, "lane");
        Objects.requireNonNull(payload, "payload");
        needs = needs == null ? List.of() : List.copyOf(needs);
    }

    /** A step that needs nothing and after which nothing follows. */
    public static Step of(String name, String system, String operation, String lane, JsonNode payload) {
        return new Step(name, system, operation, lane, payload, List.of(), null);
    }

    /** This step, sent only when the named references are known. */
    public Step needing(String... references) {
        return new Step(name, system, operation, lane, payload, List.of(references), then);
    }

    /** This step, handing its result to a flow. */
    public Step then(String continuation) {
        return new Step(name, system, operation, lane, payload, needs, continuation);
    }
}
