package io.throughline.delivery;

import io.throughline.contract.Event;
import io.throughline.contract.ObjectTypes;
import io.throughline.people.WorkerFact;
import java.time.DateTimeException;

/**
 * Tells whether an event that was accepted says everything that an earlier one, which a rule held, would have said. What
 * follows from the held one is a part of it and never says all.
 */
final class Succession {

    private static final String TIME = "time";

    private Succession() {}

    /**
     * Whether nothing is lost when the held event is never applied, now that the other one is. A held event that cannot be
     * read is never needless.
     */
    static boolean makesNeedless(Event accepted, Event held) {
        try {
            return tellsAllOf(accepted, held);
        } catch (DateTimeException | ClassCastException unreadable) {
            return false;
        }
    }

    private static boolean tellsAllOf(Event accepted, Event held) {
        if (!accepted.source().equals(held.source())
                || !accepted.subject().equals(held.subject())
                || accepted.version() < held.version()
                || held.id().equals(accepted.causationId())) {
            return false;
        }
        if (WorkerFact.isTold(held)) {
            return WorkerFact.isTold(accepted) && WorkerFact.of(accepted).tellsAllOf(WorkerFact.of(held));
        }
        String object = ObjectTypes.of(held.type());
        if (ObjectTypes.isKept(object)) {
            return object.equals(ObjectTypes.of(accepted.type()))
                    && !WorkerFact.dateOf(accepted).isAfter(WorkerFact.dateOf(held));
        }
        return accepted.type().equals(held.type())
                || object.equals(TIME) && object.equals(ObjectTypes.of(accepted.type()));
    }
}
