package io.throughline.people;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.contract.Plan;
import io.throughline.contract.Snapshots;
import io.throughline.contract.Step;
import io.throughline.contract.Violation;
import io.throughline.money.Rate;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * WF-01: a hire becomes known to identity, ERP, PSA and payroll, and its capacity is published. The snapshots asked must
 * be those before the event: a worker known with the same content is left alone, one known by the same hire (date and
 * sequence) is updated, everyone else is onboarded.
 */
public final class OnboardingRules {

    private final Snapshots snapshots;
    private final Routing routing;
    private final WorkerRules rules;
    private final ActivationRules activation;
    private final AvailabilityRules availability;
    private final Clock clock;

    public OnboardingRules(
            Snapshots snapshots,
            Routing routing,
            WorkerRules rules,
            ActivationRules activation,
            AvailabilityRules availability,
            Clock clock) {
        this.snapshots = snapshots;
        this.routing = routing;
        this.rules = rules;
        this.activation = activation;
        this.availability = availability;
        this.clock = clock;
    }

    /**
     * Steps {@code identity}, {@code erp}, {@code psa} and, for a new hire, {@code payroll}, all in lane
     * {@code worker:<id>}; emits {@code worker.availability.published.v1}. Stopped when a rule holds the worker; empty
     * when the version is stale or nothing changed.
     */
    public Plan plan(Event event, Worker worker) {
        Optional<Worker> known = snapshots.latest("worker", worker.workerId(), Worker.class);
        if (known.isPresent() && (worker.version() < known.get().version() || sameContent(known.get(), worker))) {
            return Plan.NOTHING;
        }
        List<Violation> found = rules.check(worker);
        if (found.stream().anyMatch(finding -> finding.outcome() != Violation.Outcome.WARN)) {
            return Plan.stopped(found);
        }
        boolean hire = known.isEmpty() || !sameHire(known.get(), worker);
        return Plan.of(steps(worker, hire))
                .emitting(availability.published(event, worker))
                .with(found);
    }

    private List<Step> steps(Worker worker, boolean hire) {
        Routing.Systems systems = routing.of(worker.employment().legalEntityId());
        String lane = "worker:" + worker.workerId();
        List<Step> steps = new ArrayList<>();
        ObjectNode identity = Json.toTree(worker).put("active", activation.active(worker));
        steps.add(Step.of("identity", systems.identity(), "user", lane, identity));
        steps.add(Step.of("erp", systems.erp(), "employee", lane, Json.toTree(worker)));
        steps.add(Step.of("psa", systems.psa(), "user", lane, resource(worker)));
        if (hire) {
            steps.add(Step.of("payroll", systems.payroll(), "starter", lane, Json.toTree(worker)));
        }
        return steps;
    }

    private ObjectNode resource(Worker worker) {
        ObjectNode resource = Json.toTree(worker);
        Worker.Employment employment = worker.employment();
        snapshots
                .latest("holiday-calendar", employment.holidayCalendarId(), HolidayCalendar.class)
                .ifPresent(calendar -> resource.set("calendar", Json.toTree(calendar)));
        costRate(worker, employment.hireDate()).ifPresent(rate -> resource.set("costRate", Json.toTree(rate)));
        return resource;
    }

    /** Cost of one hour: the worker's own, else that of role and entity, today or from the hire date when later. */
    private Optional<Rate> costRate(Worker worker, LocalDate hired) {
        if (worker.costRate() != null) {
            return Optional.of(worker.costRate());
        }
        LocalDate today = LocalDate.now(clock.withZone(worker.org().timeZone()));
        return CostRates.find(
                snapshots,
                worker.workerId(),
                worker.employment().legalEntityId(),
                worker.job().roleId(),
                hired.isAfter(today) ? hired : today);
    }

    private static boolean sameHire(Worker known, Worker worker) {
        return known.employment().sequence() == worker.employment().sequence()
                && known.employment().hireDate().equals(worker.employment().hireDate());
    }

    private static boolean sameContent(Worker known, Worker worker) {
        return content(known).equals(content(worker));
    }

    private static ObjectNode content(Worker worker) {
        ObjectNode tree = Json.toTree(worker);
        tree.remove(List.of("version", "knownAt", "sourceSystem", "xref", "effectiveDate", "effectiveFrom", "ext"));
        return tree;
    }
}
