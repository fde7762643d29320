package io.throughline;

import io.throughline.contract.Event;
import io.throughline.contract.Plan;
import io.throughline.mapping.Mappings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Function;

/** All extensions on the class path; the dispatcher asks it for the flows of event types that are not the product's. */
public final class Extensions {

    private final List<Extension> all;
    private final Map<String, Function<Event, Plan>> flows = new HashMap<>();

    Extensions(Iterable<Extension> found) {
        List<Extension> extensions = new ArrayList<>();
        found.forEach(extension -> {
            extensions.add(extension);
            flows.putAll(extension.flows());
        });
        all = List.copyOf(extensions);
    }

    /** Those on the class path. */
    static Extensions ofClassPath() {
        return new Extensions(ServiceLoader.load(Extension.class));
    }

    /** Systems they add. */
    List<String> targets() {
        return all.stream().flatMap(extension -> extension.targets().stream()).toList();
    }

    /** Queues they need. */
    List<String> queues() {
        List<String> queues = new ArrayList<>();
        targets().forEach(target -> queues.add("deliver." + target));
        all.forEach(extension -> queues.addAll(extension.queues()));
        return queues;
    }

    /** What their routes call. */
    Map<String, Object> beans(Mappings mappings) {
        Map<String, Object> beans = new HashMap<>();
        all.forEach(extension -> beans.putAll(extension.beans(mappings)));
        return beans;
    }

    /** Whether one of them has a flow for the event. */
    public boolean own(Event event) {
        return flows.containsKey(event.type());
    }

    /** What its flow plans. */
    public Plan plan(Event event) {
        return flows.get(event.type()).apply(event);
    }
}
