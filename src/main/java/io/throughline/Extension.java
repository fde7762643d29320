package io.throughline;

import io.throughline.contract.Event;
import io.throughline.contract.Plan;
import io.throughline.mapping.Mappings;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What a jar on the class path adds to the product, found through {@link java.util.ServiceLoader}: further target
 * systems and flows for event types of its own. Its routes are found like the product's, in the packages {@code systems}
 * and {@code flows}, its mappings in the folder {@code mappings}. A system needs at least a route from
 * {@code direct:<system>.call}.
 */
public interface Extension {

    /** Systems that steps may be delivered to; each gets the queue {@code deliver.<system>}. */
    List<String> targets();

    /** Further queues that exist from the start. */
    List<String> queues();

    /** The flow of each event type, such as {@code time.noted.v1}: what is to be done because of an event. */
    Map<String, Function<Event, Plan>> flows();

    /** What its routes call, by name. */
    Map<String, Object> beans(Mappings mappings);
}
