package io.throughline.people;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.contract.Plan;
import io.throughline.contract.Snapshots;
import io.throughline.contract.Step;
import io.throughline.contract.Violation;
import io.throughline.money.Hours;
import io.throughline.money.TimeFact;
import io.throughline.money.TimeFacts;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * WF-06: a day of leave takes capacity away in the PSA and is paid by payroll, which reads it with the pay period; a
 * cancelled one gives the capacity back. A PSA that has no operation for it learns of the capacity only.
 */
public final class LeaveRules {

    private static final String TIME_OFF = "time-off";
    private static final String CANCEL = "time-off-cancelled";

    private final Snapshots snapshots;
    private final TimeFacts time;
    private final AvailabilityRules availability;
    private final Routing routing;
    private final BiPredicate<String, String> offers;

    /** @param offers whether a system has an operation */
    public LeaveRules(
            Snapshots snapshots,
            TimeFacts time,
            AvailabilityRules availability,
            Routing routing,
            BiPredicate<String, String> offers) {
        this.snapshots = snapshots;
        this.time = time;
        this.availability = availability;
        this.routing = routing;
        this.offers = offers;
    }

    /**
     * Step {@code psa} in lane {@code worker:<id>}; emits {@code worker.availability.published.v1}. Waits while the worker is
     * not known; held when approved billable time stands on the same hours (V-ABS-02); more hours than the day has are
     * a remark (V-ABS-01), and the PSA is told of no more than these.
     */
    public Plan plan(Event event, Leave leave) {
        Optional<Worker> then = snapshots
                .find("worker", leave.workerId(), leave.date(), Worker.class)
                .or(() -> snapshots.latest("worker", leave.workerId(), Worker.class));
        if (then.isEmpty()) {
            return Plan.waiting(ChangeRules.awaits(leave.workerId()), List.of());
        }
        return leave.status() == Leave.Status.APPROVED
                ? approved(event, leave, then.get())
                : leave.status() == Leave.Status.CANCELLED ? cancelled(event, leave, then.get()) : Plan.NOTHING;
    }

    private Plan approved(Event event, Leave leave, Worker worker) {
        int asked = Hours.toMinutes(leave.hours());
        int scheduled = scheduled(worker, leave);
        List<Violation> found = new ArrayList<>();
        if (asked > scheduled) {
            found.add(Violation.warn(
                    "V-ABS-01",
                    "/hours",
                    "leave of " + Hours.of(asked).toPlainString() + " h on " + leave.date() + " is more than the "
                            + Hours.of(scheduled).toPlainString() + " h of " + worker.workerId() + " that day"));
        }
        Optional<Violation> overlap = LeaveOverlap.of(asked, billable(leave), scheduled, leave.date(), "/hours");
        if (overlap.isPresent()) {
            found.add(overlap.get());
            return Plan.stopped(found);
        }
        int told = Math.min(asked, scheduled);
        List<Step> steps = told > 0 ? step(TIME_OFF, leave, worker, Hours.of(told)) : List.of();
        return Plan.of(steps).with(found).emitting(availability.published(event, current(worker), leave));
    }

    private Plan cancelled(Event event, Leave leave, Worker worker) {
        boolean known = snapshots
                .latest("leave", leave.leaveId(), Leave.class)
                .filter(before -> before.status() == Leave.Status.APPROVED)
                .isPresent();
        List<Step> steps =
                known && scheduled(worker, leave) > 0 ? step(CANCEL, leave, worker, leave.hours()) : List.of();
        return Plan.of(steps).emitting(availability.published(event, current(worker), leave));
    }

    private List<Step> step(String operation, Leave leave, Worker worker, BigDecimal hours) {
        String psa = routing.of(worker.employment().legalEntityId()).psa();
        if (!offers.test(psa, operation)) {
            return List.of();
        }
        ObjectNode payload = Json.toTree(leave).put("hours", hours.toPlainString());
        return List.of(Step.of("psa", psa, operation, "worker:" + worker.workerId(), payload)
                .needing("worker:" + worker.workerId() + "@" + psa));
    }

    private int scheduled(Worker worker, Leave leave) {
        return LeaveOverlap.scheduled(snapshots, worker, leave.date());
    }

    private long billable(Leave leave) {
        return time.ofWorker(leave.workerId(), leave.date(), leave.date()).stream()
                .filter(fact -> fact.billable() && fact.state().approved())
                .mapToLong(TimeFact::minutes)
                .sum();
    }

    /** The worker as he is now, whose capacity is published. */
    private Worker current(Worker worker) {
        return availability.today(worker);
    }
}
