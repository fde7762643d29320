package io.throughline.people;

import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.contract.Plan;
import io.throughline.contract.Violation;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * WF-01: a hire becomes known to identity, ERP, PSA and payroll, and its capacity is published. The history asked must be
 * that before the event: a worker who is known by the same hire (date and sequence) is updated where what holds today
 * changes, everyone else is onboarded. WF-04: a known worker who is hired again keeps id and account; while the employment
 * before is not over, nobody is told until the first day of the new one, so that nothing active is overwritten early.
 */
public final class OnboardingRules {

    private final WorkerHistory history;
    private final WorkerRules rules;
    private final WorkerSteps steps;
    private final ChangeRules changes;
    private final AvailabilityRules availability;
    private final RehireMatch match;
    private final Clock clock;

    public OnboardingRules(
            WorkerHistory history,
            WorkerRules rules,
            WorkerSteps steps,
            ChangeRules changes,
            AvailabilityRules availability,
            RehireMatch match,
            Clock clock) {
        this.history = history;
        this.rules = rules;
        this.steps = steps;
        this.changes = changes;
        this.availability = availability;
        this.match = match;
        this.clock = clock;
    }

    /**
     * Steps {@code identity}, {@code erp}, {@code psa} and {@code payroll}, all in lane {@code worker:<id>}; emits
     * {@code worker.availability.published.v1}. Stopped when a rule holds the worker; empty when nothing that holds today
     * changed.
     */
    public Plan plan(Event event, Worker worker) {
        WorkerFact fact = WorkerFact.of(event);
        List<WorkerFact> known = history.facts(worker.workerId()).stream()
                .filter(other -> !other.eventId().equals(fact.eventId()))
                .toList();
        Optional<WorkerFact> newest = known.stream().filter(WorkerFact::whole).reduce(WorkerTimeline::newer);
        boolean hire = newest.isEmpty() || (!sameHire(newest.get(), fact) && !earlier(fact, known));
        if (hire && newest.filter(whole -> whole.version() > fact.version()).isPresent()) {
            return Plan.NOTHING;
        }
        List<WorkerFact> all = new ArrayList<>(known);
        all.add(fact);
        WorkerTimeline before = WorkerTimeline.of(known);
        Plan plan = newest.isEmpty()
                ? Plan.of(steps.hire(worker)).emitting(availability.published(event, worker))
                : hire
                        ? again(event, worker, before)
                        : changes.whole(event, fact, before, WorkerTimeline.of(all), worker);
        if (plan.steps().isEmpty() && plan.emits().isEmpty() && !plan.held() && !hire) {
            return Plan.NOTHING;
        }
        List<Violation> found = new ArrayList<>(rules.check(worker));
        found.addAll(plan.findings());
        if (newest.isEmpty()) {
            found.addAll(likely(worker));
        }
        return found.stream().anyMatch(finding -> finding.outcome() != Violation.Outcome.WARN)
                ? Plan.stopped(found)
                : plan.with(found);
    }

    /** Whether it tells of an employment before one that is known, as the old record of a rehired worker does when it is read again. */
    private static boolean earlier(WorkerFact fact, List<WorkerFact> known) {
        return known.stream().anyMatch(other -> other.whole() && other.employment() > fact.employment());
    }

    /** The steps of another employment, now or on its first day. */
    private Plan again(Event event, Worker worker, WorkerTimeline before) {
        LocalDate today = LocalDate.now(clock.withZone(worker.org().timeZone()));
        Worker known = Json.read(before.inForce(today).orElseThrow().state(), Worker.class);
        boolean employed =
                known.status() != Worker.Status.TERMINATED && known.employment().covers(today);
        return employed && worker.employment().hireDate().isAfter(today)
                ? Plan.NOTHING
                : Plan.of(steps.moved(known, worker, worker.employment().hireDate()))
                        .emitting(availability.published(event, worker));
    }

    /** V-WRK-07: somebody who is said to come back under another number and may be one of these. */
    private List<Violation> likely(Worker worker) {
        List<String> maybe = match.maybe(Json.toTree(worker));
        return maybe.isEmpty()
                ? List.of()
                : List.of(Violation.hold(
                        "V-WRK-07",
                        "/personId",
                        "worker " + worker.workerId() + " is hired again and may be " + String.join(", ", maybe)
                                + " of 100; resubmit under that id, or without the mark of a rehire"));
    }

    private static boolean sameHire(WorkerFact known, WorkerFact worker) {
        return known.employment() == worker.employment() && known.hired().equals(worker.hired());
    }
}
