package io.throughline.people;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.contract.Snapshots;
import io.throughline.contract.Step;
import io.throughline.money.Rate;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What identity, ERP, PSA and payroll are asked to do when a worker is new or has changed, in lane {@code worker:<id>}. */
public final class WorkerSteps {

    private final Snapshots snapshots;
    private final Routing routing;
    private final ActivationRules activation;
    private final LentTo lent;
    private final Clock clock;

    public WorkerSteps(Snapshots snapshots, Routing routing, ActivationRules activation, LentTo lent, Clock clock) {
        this.snapshots = snapshots;
        this.routing = routing;
        this.activation = activation;
        this.lent = lent;
        this.clock = clock;
    }

    /**
     * Steps {@code identity}, {@code erp}, {@code psa} and {@code payroll} of somebody who was never here before.
     */
    List<Step> hire(Worker worker) {
        List<Step> steps = steps(worker, Json.toTree(worker));
        steps.add(payroll(worker, Json.toTree(worker), "starter"));
        return steps;
    }

    /**
     * The same steps for a worker who is known there already; none for payroll when it has no number of him, and
     * {@code lent-<erp>} in every other ERP that bills his time. Each carries the whole worker as he is now
     * and asks for an update ({@code update: true}) of what is found; payroll is told from when on ({@code changedFrom}).
     *
     * @param from first local date on which what changed holds
     */
    List<Step> change(Worker worker, LocalDate from) {
        ObjectNode payload = Json.toTree(worker).put("update", true).put("changedFrom", from.toString());
        List<Step> steps = steps(worker, payload);
        if (worker.payrollId() != null) {
            steps.add(payroll(worker, payload, "change"));
        }
        steps.addAll(lent(worker, payload));
        return steps;
    }

    private List<Step> lent(Worker worker, ObjectNode payload) {
        return lent.erps(worker).stream()
                .map(erp -> Step.of(
                        "lent-" + erp,
                        erp,
                        "employee",
                        lane(worker),
                        payload.deepCopy().put("lent", true)))
                .toList();
    }

    /**
     * The steps of a change, and where another entity's systems serve the worker from now on, {@code payroll} as a new
     * starter there and {@code erp-ended}, {@code psa-ended} and {@code payroll-ended} in those he leaves, with the day
     * before as the last one. An ERP that goes on billing his time is not left: he is lent there from then on.
     *
     * @param before the worker as he was
     */
    List<Step> moved(Worker before, Worker worker, LocalDate from) {
        Routing.Systems old = routing.of(before.employment().legalEntityId());
        Routing.Systems now = routing.of(worker.employment().legalEntityId());
        List<Step> steps = new ArrayList<>(change(worker, from));
        boolean again = worker.employment().sequence() > before.employment().sequence();
        if (again || !old.payroll().equals(now.payroll())) {
            steps.removeIf(step -> step.name().equals("payroll"));
            steps.add(payroll(worker, Json.toTree(worker), "starter"));
        }
        if (old.equals(now)) {
            return again ? reopened(steps) : steps;
        }
        ObjectNode ended = Json.toTree(before).put("update", true).put("changedFrom", from.toString());
        ended.withObject("/employment").put("terminationDate", from.minusDays(1).toString());
        String lane = lane(worker);
        if (!old.erp().equals(now.erp()) && !lent.erps(worker).contains(old.erp())) {
            steps.add(Step.of("erp-ended", old.erp(), "employee", lane, ended));
        }
        if (!old.psa().equals(now.psa())) {
            steps.add(Step.of("psa-ended", old.psa(), "user", lane, resource(before, ended)));
        }
        if (!old.payroll().equals(now.payroll()) && before.payrollId() != null) {
            steps.add(Step.of("payroll-ended", old.payroll(), "change", lane, ended));
        }
        return steps;
    }

    /** What a worker who goes to another entity's systems needs there for the work he has, see {@link LentTo#due}. */
    List<Event> lending(Event cause, Worker before, Worker worker) {
        boolean same = routing.of(before.employment().legalEntityId())
                .equals(routing.of(worker.employment().legalEntityId()));
        return same ? List.of() : lent.due(cause, worker);
    }

    /** Step {@code psa-<worker>}: what an hour of him costs from a day on, where the PSA knows him. */
    Step costed(Worker worker, Rate cost, LocalDate from) {
        String psa = routing.of(worker.employment().legalEntityId()).psa();
        ObjectNode payload = Json.toTree(worker).put("update", true).put("changedFrom", from.toString());
        ObjectNode resource = resource(worker, payload);
        resource.set("costRate", Json.toTree(cost));
        return Step.of("psa-" + worker.workerId(), psa, "user", lane(worker), resource)
                .needing("worker:" + worker.workerId() + "@" + psa);
    }

    /** Step {@code identity}: the account is shut, never deleted. */
    Step deactivation(Worker worker) {
        String identity = routing.of(worker.employment().legalEntityId()).identity();
        return Step.of(
                        "identity",
                        identity,
                        "deactivate",
                        lane(worker),
                        Json.toTree(worker).put("active", false))
                .needing("worker:" + worker.workerId() + "@" + identity);
    }

    /** Steps {@code erp}, {@code psa} and {@code payroll}: when the last day is. Nobody is shut out by them. */
    List<Step> leaving(Worker worker, LocalDate last) {
        return change(worker, last).stream()
                .filter(step -> !step.name().equals("identity"))
                .toList();
    }

    /** Step {@code payroll}: a leaver, where payroll has a number of the worker. */
    List<Step> payrollEnd(Worker worker, LocalDate last) {
        return change(worker, last).stream()
                .filter(step -> step.name().equals("payroll"))
                .toList();
    }

    /**
     * Steps {@code erp}, {@code psa} and {@code lent-<erp>}: inactive there, and the PSA takes no more time ({@code closed}).
     */
    List<Step> closing(Worker worker) {
        List<Step> steps = new ArrayList<>(closingErp(worker));
        steps.add(1, closingPsa(worker));
        return steps;
    }

    /** Step {@code psa}: it takes no more time of him ({@code closed}). */
    Step closingPsa(Worker worker) {
        String psa = routing.of(worker.employment().legalEntityId()).psa();
        return Step.of("psa", psa, "user", lane(worker), resource(worker, closed(worker)));
    }

    /** Steps {@code erp} and {@code lent-<erp>}: inactive there ({@code closed}). */
    List<Step> closingErp(Worker worker) {
        String erp = routing.of(worker.employment().legalEntityId()).erp();
        List<Step> steps = new ArrayList<>();
        steps.add(Step.of("erp", erp, "employee", lane(worker), closed(worker)));
        steps.addAll(lent(worker, closed(worker)));
        return steps;
    }

    private static ObjectNode closed(Worker worker) {
        return Json.toTree(worker).put("update", true).put("closed", true);
    }

    /** The steps of a change for a worker who stays after all: the PSA takes time again ({@code closed: false}). */
    List<Step> reopening(Worker worker, LocalDate from) {
        return reopened(change(worker, from));
    }

    private static List<Step> reopened(List<Step> steps) {
        return steps.stream()
                .map(step -> step.name().equals("psa")
                        ? Step.of(
                                "psa",
                                step.system(),
                                "user",
                                step.lane(),
                                ((ObjectNode) step.payload().deepCopy()).put("closed", false))
                        : step)
                .toList();
    }

    private Step payroll(Worker worker, ObjectNode payload, String operation) {
        String system = routing.of(worker.employment().legalEntityId()).payroll();
        return Step.of("payroll", system, operation, lane(worker), payload);
    }

    private static String lane(Worker worker) {
        return "worker:" + worker.workerId();
    }

    private List<Step> steps(Worker worker, ObjectNode payload) {
        Routing.Systems systems = routing.of(worker.employment().legalEntityId());
        String lane = lane(worker);
        List<Step> steps = new ArrayList<>();
        ObjectNode identity = payload.deepCopy().put("active", activation.active(worker));
        steps.add(Step.of("identity", systems.identity(), "user", lane, identity));
        steps.add(Step.of("erp", systems.erp(), "employee", lane, payload));
        steps.add(Step.of("psa", systems.psa(), "user", lane, resource(worker, payload)));
        return steps;
    }

    private ObjectNode resource(Worker worker, ObjectNode payload) {
        ObjectNode resource = payload.deepCopy();
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
}
