package io.throughline.people;

import io.throughline.contract.Event;
import io.throughline.contract.Plan;
import io.throughline.contract.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * WF-01: a hire becomes known to identity, ERP, PSA and payroll, and its capacity is published. The history asked must be
 * that before the event: a worker who is known by the same hire (date and sequence) is updated where what holds today
 * changes, everyone else is onboarded.
 */
public final class OnboardingRules {

    private final WorkerHistory history;
    private final WorkerRules rules;
    private final WorkerSteps steps;
    private final ChangeRules changes;
    private final AvailabilityRules availability;

    public OnboardingRules(
            WorkerHistory history,
            WorkerRules rules,
            WorkerSteps steps,
            ChangeRules changes,
            AvailabilityRules availability) {
        this.history = history;
        this.rules = rules;
        this.steps = steps;
        this.changes = changes;
        this.availability = availability;
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
        Plan plan = hire
                ? Plan.of(steps.hire(worker, newest.isPresent())).emitting(availability.published(event, worker))
                : changes.told(
                                event,
                                WorkerTimeline.of(known),
                                WorkerTimeline.of(all),
                                worker.org().timeZone(),
                                fact.from())
                        .healing();
        if (plan.steps().isEmpty()) {
            return Plan.NOTHING;
        }
        List<Violation> found = rules.check(worker);
        return found.stream().anyMatch(finding -> finding.outcome() != Violation.Outcome.WARN)
                ? Plan.stopped(found)
                : plan.with(found);
    }

    /** Whether it tells of an employment before one that is known, as the old record of a rehired worker does when it is read again. */
    private static boolean earlier(WorkerFact fact, List<WorkerFact> known) {
        return known.stream().anyMatch(other -> other.whole() && other.employment() > fact.employment());
    }

    private static boolean sameHire(WorkerFact known, WorkerFact worker) {
        return known.employment() == worker.employment() && known.hired().equals(worker.hired());
    }
}
