package io.throughline.people;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.contract.Plan;
import io.throughline.contract.Step;
import io.throughline.contract.Violation;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * WF-03: an employment ends, is not ended after all, or never begins. The account is shut when the last day is over where
 * the worker is, and at once when the end is involuntary or told late; ERP, PSA and payroll hear of the last day at once;
 * bookings end with it. What is left in hand is kept for a person without holding anything back.
 */
public final class TerminationRules {

    private final WorkerHistory history;
    private final WorkerSteps steps;
    private final AvailabilityRules availability;
    private final Handover handover;
    private final Clock clock;

    public TerminationRules(
            WorkerHistory history, WorkerSteps steps, AvailabilityRules availability, Handover handover, Clock clock) {
        this.history = history;
        this.steps = steps;
        this.availability = availability;
        this.handover = handover;
        this.clock = clock;
    }

    /**
     * Steps {@code erp}, {@code psa}, {@code payroll} and, when it is time, {@code identity}, where what holds today changes;
     * emits the new capacity, ended or restored assignments and {@code worker.handoverdue.v1}. Waits while the worker is
     * not known; held when the dates do not fit the employment (V-WRK-24).
     */
    public Plan plan(Event event, WorkerEnding ending) {
        WorkerFact fact = WorkerFact.of(event);
        List<WorkerFact> known = history.facts(ending.workerId()).stream()
                .filter(other -> !other.eventId().equals(fact.eventId()))
                .toList();
        WorkerTimeline before = WorkerTimeline.of(known);
        if (before.periods().isEmpty()) {
            return Plan.waiting(ChangeRules.awaits(ending.workerId()), List.of());
        }
        List<WorkerFact> all = new ArrayList<>(known);
        all.add(fact);
        WorkerTimeline after = WorkerTimeline.of(all);
        LocalDate today = today(worker(before, LocalDate.now(clock)));
        Worker worker = worker(after, today);
        List<Violation> wrong = dates(fact.end(), worker, worker(before, today), today);
        if (!wrong.isEmpty()) {
            return Plan.stopped(wrong);
        }
        if (before.inForce(today)
                .filter(after.inForce(today).orElseThrow()::sameContent)
                .isPresent()) {
            return Plan.NOTHING.healing();
        }
        Plan plan =
                switch (fact.end().kind()) {
                    case TERMINATED -> ended(event, worker, today);
                    case RESCINDED -> rescinded(event, worker, today);
                    case CANCELLED -> cancelled(event, worker);
                };
        return plan.emitting(availability.published(event, worker)).healing();
    }

    /** Step {@code identity} when the last day is over and the worker has really left. */
    public Plan deactivation(Event event) {
        return left(event).map(worker -> Plan.of(steps.deactivation(worker))).orElse(Plan.NOTHING);
    }

    /**
     * Once the days of grace for late time are over step {@code psa}, and what is left in hand is told again; with {@code erp}
     * in the data the steps {@code erp} and {@code lent-<erp>}, which come after the last expense.
     */
    public Plan closure(Event event) {
        boolean erp = event.data().path("erp").asBoolean();
        return left(event)
                .map(worker -> erp ? Plan.of(steps.closingErp(worker)) : closed(event, worker))
                .orElse(Plan.NOTHING);
    }

    /** Nothing when what was left in hand has been taken over, else held with all of it. */
    public Plan handover(Event event) {
        WorkerTimeline timeline =
                WorkerTimeline.of(history.facts(event.data().path("workerId").asText()));
        if (timeline.periods().isEmpty()) {
            return Plan.NOTHING;
        }
        Worker worker = worker(timeline, LocalDate.now(clock));
        LocalDate last = worker.employment().terminationDate();
        if (last == null) {
            return Plan.NOTHING;
        }
        String project = event.data().path("projectId").asText("");
        List<Violation> open = new ArrayList<>();
        if (!project.isEmpty()) {
            Optional.ofNullable(handover.timeAfter(worker, last).get(project)).ifPresent(open::add);
        } else {
            List<String> assignments = new ArrayList<>();
            event.data().path("assignments").forEach(id -> assignments.add(id.asText()));
            open.addAll(handover.unfilled(assignments));
            open.addAll(handover.looksTo(worker));
            if (last.isBefore(today(worker))) {
                open.addAll(handover.unapproved(worker, last));
            }
        }
        return open.isEmpty()
                ? Plan.NOTHING
                : Plan.stopped(open.stream()
                        .map(one -> Violation.hold(one.rule(), one.pointer(), one.message()))
                        .toList());
    }

    private Plan ended(Event event, Worker worker, LocalDate today) {
        LocalDate last = worker.employment().terminationDate();
        List<Step> told = new ArrayList<>();
        if (last.isBefore(today) || worker.status() == Worker.Status.SUSPENDED) {
            told.add(steps.deactivation(worker));
        }
        told.addAll(steps.leaving(worker, last));
        List<Violation> found = new ArrayList<>(handover.bookings(worker, last));
        found.addAll(handover.timeAfter(worker, last).values());
        found.addAll(handover.unapproved(worker, last));
        found.addAll(handover.looksTo(worker));
        return dropped(event, worker, Plan.of(told).with(found));
    }

    private Plan cancelled(Event event, Worker worker) {
        LocalDate last = worker.employment().terminationDate();
        List<Step> told = new ArrayList<>(List.of(steps.deactivation(worker)));
        told.addAll(steps.closing(worker));
        told.addAll(steps.payrollEnd(worker, last));
        return dropped(event, worker, Plan.of(told).with(handover.bookings(worker, last)));
    }

    private Plan dropped(Event event, Worker worker, Plan plan) {
        LocalDate last = worker.employment().terminationDate();
        List<String> booked = handover.booked(worker.workerId(), last);
        return plan.emitting(handover.ended(event, worker.workerId(), last).toArray(Event[]::new))
                .emitting(handovers(event, worker, booked).toArray(Event[]::new));
    }

    private Plan rescinded(Event event, Worker worker, LocalDate today) {
        return Plan.of(steps.reopening(worker, today))
                .emitting(handover.restored(event, worker.workerId()).toArray(Event[]::new));
    }

    private Plan closed(Event event, Worker worker) {
        return Plan.of(List.of(steps.closingPsa(worker)))
                .emitting(handovers(event, worker, List.of()).toArray(Event[]::new));
    }

    /** One for the worker when something is in hand, and one for each project with time after the last day. */
    private List<Event> handovers(Event event, Worker worker, Collection<String> booked) {
        LocalDate last = worker.employment().terminationDate();
        boolean over = last.isBefore(today(worker));
        List<Event> due = new ArrayList<>();
        if (!booked.isEmpty()
                || !handover.looksTo(worker).isEmpty()
                || (over && !handover.unapproved(worker, last).isEmpty())) {
            ObjectNode data = left(worker, last);
            ArrayNode assignments = data.putArray("assignments");
            booked.forEach(assignments::add);
            due.add(due(event, worker, "worker:" + worker.workerId(), "", data));
        }
        for (String project : handover.timeAfter(worker, last).keySet()) {
            due.add(due(
                    event,
                    worker,
                    "project:" + project,
                    "-" + project,
                    left(worker, last).put("projectId", project)));
        }
        return due;
    }

    private Event due(Event event, Worker worker, String key, String mark, ObjectNode data) {
        return FollowUp.of(
                event,
                event.id() + "-handover" + mark,
                "worker.handoverdue.v1",
                worker.workerId(),
                key,
                worker.version(),
                data,
                clock.instant());
    }

    private static ObjectNode left(Worker worker, LocalDate last) {
        return Json.mapper()
                .createObjectNode()
                .put("workerId", worker.workerId())
                .put("effectiveDate", last.toString());
    }

    /** The worker, when his employment is over today. */
    private Optional<Worker> left(Event event) {
        WorkerTimeline timeline = WorkerTimeline.of(history.facts(event.subject()));
        if (timeline.periods().isEmpty()) {
            return Optional.empty();
        }
        Worker worker = worker(timeline, today(worker(timeline, LocalDate.now(clock))));
        return worker.status() == Worker.Status.TERMINATED
                        && worker.employment().terminationDate() != null
                ? Optional.of(worker)
                : Optional.empty();
    }

    private static List<Violation> dates(WorkerFact.End end, Worker worker, Worker before, LocalDate today) {
        LocalDate hired = worker.employment().hireDate();
        return switch (end.kind()) {
            case RESCINDED -> List.of();
            case CANCELLED -> before.status() != Worker.Status.PREHIRE && !today.isBefore(hired)
                    ? wrong("the employment began on " + hired + "; it can be terminated, not cancelled")
                    : List.of();
            case TERMINATED -> {
                if (end.lastDay() == null) {
                    yield wrong("a termination names the last day of employment");
                }
                if (end.lastDayWorked() != null && end.lastDayWorked().isAfter(end.lastDay())) {
                    yield wrong("the last day worked, " + end.lastDayWorked()
                            + ", is after the last day of employment, " + end.lastDay());
                }
                yield end.lastDay().isBefore(worker.employment().originalHireDate())
                        ? wrong("the last day, " + end.lastDay() + ", is before the hire date "
                                + worker.employment().originalHireDate())
                        : List.of();
            }
        };
    }

    private static List<Violation> wrong(String message) {
        return List.of(Violation.hold("V-WRK-24", "/terminationDate", message));
    }

    private LocalDate today(Worker worker) {
        return LocalDate.now(clock.withZone(worker.org().timeZone()));
    }

    private static Worker worker(WorkerTimeline timeline, LocalDate day) {
        return Json.read(timeline.inForce(day).orElseThrow().state(), Worker.class);
    }
}
