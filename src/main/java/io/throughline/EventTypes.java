package io.throughline;

import io.throughline.contract.Event;
import io.throughline.contract.ObjectTypes;
import io.throughline.contract.Plan;
import io.throughline.contract.Violation;
import io.throughline.mapping.Schemas;
import java.util.List;
import java.util.Set;

/** What the dispatcher asks of event types that no flow owns. */
public final class EventTypes {

    /** What flows announce about something that is no canonical object. */
    private static final Set<String> ANNOUNCED =
            Set.of("assignment.planned.v1", "payroll.exported.v1", "worker.changeassessed.v1");

    private final Schemas schemas;

    EventTypes(Schemas schemas) {
        this.schemas = schemas;
    }

    /** Whether this major version of a canonical object is known, so that keeping its state is all there is to do. */
    public boolean isKept(Event event) {
        String object = ObjectTypes.of(event.type());
        return ANNOUNCED.contains(event.type())
                || (event.type().endsWith(".v1") && schemas.objects().contains(object));
    }

    /** Nothing to do. */
    public Plan nothing() {
        return Plan.NOTHING;
    }

    /** Nothing to do but what the checks found. */
    public Plan checked(List<Violation> findings) {
        return Plan.NOTHING.with(findings);
    }

    /** Keeps an event of an unknown type or major version for a person. */
    public Plan unknown(Event event) {
        return Plan.stopped(List.of(Violation.hold(
                "TYPE", "/type", "event type " + event.type() + " is not known here; nothing was done with it")));
    }
}
