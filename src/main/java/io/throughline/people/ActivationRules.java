package io.throughline.people;

import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.contract.Plan;
import io.throughline.contract.Step;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;

/** WF-01 step 8: the identity of a worker becomes active at the start of the hire date in the worker's own zone. */
public final class ActivationRules {

    private final Routing routing;
    private final Clock clock;

    public ActivationRules(Routing routing, Clock clock) {
        this.routing = routing;
        this.clock = clock;
    }

    /** The instant from which the identity is active: the first moment of the hire date in the worker's zone. */
    public static Instant activatesAt(Worker worker) {
        return worker.employment()
                .hireDate()
                .atStartOfDay(worker.org().timeZone())
                .toInstant();
    }

    /** Whether the identity is active now: hired, and the last day of employment not over. */
    public boolean active(Worker worker) {
        Instant now = clock.instant();
        return !now.isBefore(activatesAt(worker))
                && worker.status() != Worker.Status.TERMINATED
                && worker.employment()
                        .covers(now.atZone(worker.org().timeZone()).toLocalDate());
    }

    /**
     * {@code worker.activated.v1} of somebody hired ahead. It is the same event whoever finds it first: the clock, or the
     * HRIS that calls the worker active already.
     *
     * @param worker  as on the first day
     * @param version of the state that was known
     */
    public static Event announced(Worker worker, long version, Instant now) {
        LocalDate hired = worker.employment().hireDate();
        return new Event(
                FollowUp.SOURCE,
                worker.workerId() + "-activated-" + hired,
                "worker.activated.v1",
                worker.workerId(),
                now,
                "worker:" + worker.workerId(),
                version,
                null,
                null,
                null,
                worker.employment().legalEntityId(),
                hired,
                Json.toTree(worker).put("status", Worker.Status.ACTIVE.name()),
                null);
    }

    /** Step {@code activate} when it is due, else nothing; asking again after it was done is harmless. */
    public Plan plan(Event event, Worker worker) {
        if (!active(worker)) {
            return Plan.NOTHING;
        }
        String id = worker.workerId();
        String identity = routing.of(worker.employment().legalEntityId()).identity();
        return Plan.of(Step.of(
                        "activate",
                        identity,
                        "activate",
                        "worker:" + id,
                        Json.toTree(worker).put("active", true))
                .needing("worker:" + id + "@" + identity));
    }
}
