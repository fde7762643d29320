package io.throughline.people;

import io.throughline.contract.Awaited;
import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.contract.Plan;
import io.throughline.contract.Violation;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * WF-02: changed fields of a worker take effect on their date. What holds on each day follows from the history alone, see
 * {@link WorkerTimeline}; the systems hear of what holds today. A change of a later day is told on that day, one of an
 * earlier day at once, and one that does not change what holds today is not told at all.
 */
public final class ChangeRules {

    private static final List<String> COUNTRY = List.of("org.country");

    private final WorkerHistory history;
    private final WorkerRules rules;
    private final WorkerSteps steps;
    private final AvailabilityRules availability;
    private final RetroPolicy retro;
    private final ChangeGate gate;
    private final Clock clock;

    public ChangeRules(
            WorkerHistory history,
            WorkerRules rules,
            WorkerSteps steps,
            AvailabilityRules availability,
            RetroPolicy retro,
            ChangeGate gate,
            Clock clock) {
        this.history = history;
        this.rules = rules;
        this.steps = steps;
        this.availability = availability;
        this.retro = retro;
        this.gate = gate;
        this.clock = clock;
    }

    /** What a change waits for whose worker is not known. */
    public static String awaits(String workerId) {
        return Awaited.object("worker", workerId);
    }

    /** What a change waits for whose old values are not those that are known, such as {@code worker-state@workday:W-0002}. */
    public static String awaitsState(String system, String workerId) {
        return Awaited.state(system == null ? "throughline" : system, workerId);
    }

    /**
     * Steps {@code identity}, {@code erp}, {@code psa} and {@code payroll} where today's state changes; emits
     * {@code worker.availability.published.v1} with them. Waits while the worker is not known, or while the change was
     * made to another state than the one known (V-WRK-11); held when a rule says so.
     */
    public Plan plan(Event event, WorkerChange change) {
        String id = change.workerId();
        WorkerFact fact = WorkerFact.of(event);
        List<WorkerFact> known = history.facts(id).stream()
                .filter(other -> !other.eventId().equals(fact.eventId()))
                .toList();
        WorkerTimeline before = WorkerTimeline.of(known);
        Optional<WorkerTimeline.Period> now = before.inForce(LocalDate.now(clock));
        if (now.isEmpty()) {
            return Plan.waiting(awaits(id), List.of());
        }
        List<Violation> found = new ArrayList<>();
        fields(fact, found);
        Worker current = Json.read(now.get().state(), Worker.class);
        dates(fact, before, current, change, found);
        if (!found.isEmpty()) {
            return Plan.stopped(found);
        }
        Optional<String> otherwise = new PriorValues(known, fact).mismatch();
        if (otherwise.isPresent()) {
            return Plan.waiting(
                    awaitsState(change.sourceSystem(), id),
                    List.of(Violation.hold(
                            "V-WRK-11",
                            "/changes",
                            "the old value of " + otherwise.get() + " is not what is known as of " + fact.from())));
        }
        List<WorkerFact> all = new ArrayList<>(known);
        all.add(fact);
        WorkerTimeline after = WorkerTimeline.of(all);
        found.addAll(rules.checkChanged(worker(after, fact.from())));
        if (found.stream().anyMatch(finding -> finding.outcome() != Violation.Outcome.WARN)) {
            return Plan.stopped(found);
        }
        Worker then = worker(before, fact.from());
        Worker made = worker(after, fact.from());
        Optional<Impact> impact = gate.impact(then, made, fact);
        Optional<Violation> holds = impact.flatMap(value -> gate.holds(value, change.ext()));
        if (holds.isPresent()) {
            found.add(holds.get());
            return Plan.stopped(found);
        }
        Plan plan = told(event, before, after, current.org().timeZone(), fact.from());
        List<Event> follow = new ArrayList<>();
        impact.ifPresent(value -> {
            follow.addAll(gate.told(event, made, fact.after().keySet(), value));
            gate.compliance(event, then, made, fact.from(), value).ifPresent(follow::add);
        });
        return plan.emitting(follow.toArray(Event[]::new))
                .emitting(moves(event, before, after))
                .healing()
                .with(found);
    }

    /**
     * What a change leaves for a person, held until the event carries {@code ext.throughline.approvedBy}, also where a later change
     * was told before.
     */
    public Plan review(Event event) {
        if (ChangeGate.approvedBy(event.data().get("ext")) != null) {
            return Plan.NOTHING;
        }
        List<Violation> open = new ArrayList<>();
        event.data()
                .path("reviews")
                .forEach(one -> open.add(Violation.hold(
                        one.path("rule").asText(), "", one.path("message").asText())));
        return open.isEmpty() ? Plan.NOTHING : Plan.stopped(open).healing();
    }

    /** What has come into force today: the steps of a change that was known ahead, unless it was taken back. */
    public Plan due(Event event) {
        WorkerTimeline timeline = WorkerTimeline.of(history.facts(event.subject()));
        LocalDate from = event.effectiveDate();
        Optional<WorkerTimeline.Period> old = timeline.on(from.minusDays(1));
        Optional<WorkerTimeline.Period> now = timeline.on(from)
                .map(period -> Json.read(period.state(), Worker.class).org().timeZone())
                .flatMap(zone -> timeline.on(LocalDate.now(clock.withZone(zone))));
        if (now.isEmpty() || old.filter(now.get()::sameContent).isPresent()) {
            return Plan.NOTHING;
        }
        return change(event, old, now.get(), from);
    }

    /** What a fact makes due where work that is done belongs elsewhere than was known (WF-02 step 6). */
    private Event[] moves(Event event, WorkerTimeline before, WorkerTimeline after) {
        return CostMoves.first(before, after, LocalDate.now(clock))
                .filter(day -> !gate.assess(worker(before, day), worker(after, day), day)
                        .nothing())
                .map(day -> new Event[] {CostMoves.due(event, "-reclass", event.subject(), day, clock.instant())})
                .orElse(new Event[0]);
    }

    /**
     * What a whole worker changes: the steps where today's state changes. One that is dated and moves work that is done to another
     * entity or cost centre passes the same gate as a change and has the same consequences; one that is dated by the hire
     * does not say since when. Another country is a matter of compliance from the first day of which either says so.
     */
    Plan whole(Event event, WorkerFact fact, WorkerTimeline before, WorkerTimeline after, Worker told) {
        Plan plan = told(event, before, after, told.org().timeZone(), fact.from())
                .emitting(abroad(event, fact, before, after));
        Optional<LocalDate> moved =
                fact.datedByHire() ? Optional.empty() : CostMoves.first(before, after, LocalDate.now(clock));
        if (moved.isEmpty()) {
            return plan.healing();
        }
        LocalDate day = moved.get();
        Worker then = worker(before, day);
        Worker made = worker(after, day);
        Impact impact = gate.assess(then, made, day);
        Optional<Violation> holds = gate.holds(impact, told.ext());
        return holds.isPresent()
                ? Plan.stopped(List.of(holds.get()))
                : plan.emitting(gate.told(event, made, CostMoves.fields(then, made), impact)
                                .toArray(Event[]::new))
                        .emitting(moves(event, before, after))
                        .healing();
    }

    private Event[] abroad(Event event, WorkerFact fact, WorkerTimeline before, WorkerTimeline after) {
        Optional<LocalDate> since = fact.datedByHire()
                ? Optional.of(fact.spokenOn()).filter(day -> WorkerTimeline.differs(before, after, COUNTRY, day))
                : WorkerTimeline.different(before, after, COUNTRY).findFirst();
        return since.flatMap(day -> {
                    Worker then = worker(before, day);
                    Worker made = worker(after, day);
                    return gate.compliance(event, then, made, day, gate.assess(then, made, day));
                })
                .map(due -> new Event[] {due})
                .orElse(new Event[0]);
    }

    private static Worker worker(WorkerTimeline timeline, LocalDate day) {
        return Json.read(timeline.on(day).orElseThrow().state(), Worker.class);
    }

    /** The steps of a fact, if it changes what holds today. */
    Plan told(Event event, WorkerTimeline before, WorkerTimeline after, ZoneId zone, LocalDate from) {
        LocalDate today = LocalDate.now(clock.withZone(zone));
        WorkerTimeline.Period now = after.inForce(today).orElseThrow();
        Optional<WorkerTimeline.Period> old = before.inForce(today);
        if (old.filter(now::sameContent).isPresent()) {
            return Plan.NOTHING;
        }
        return change(event, old, now, from);
    }

    private Plan change(Event event, Optional<WorkerTimeline.Period> old, WorkerTimeline.Period now, LocalDate from) {
        Worker worker = Json.read(now.state(), Worker.class);
        Worker before =
                old.map(period -> Json.read(period.state(), Worker.class)).orElse(worker);
        return Plan.of(steps.moved(before, worker, from))
                .emitting(availability.published(event, worker))
                .emitting(steps.lending(event, before, worker).toArray(Event[]::new))
                .emitting(activated(before, worker));
    }

    private Event[] activated(Worker before, Worker worker) {
        boolean begins = before.status() == Worker.Status.PREHIRE && worker.status() == Worker.Status.ACTIVE;
        return begins
                ? new Event[] {ActivationRules.announced(worker, worker.version(), clock.instant())}
                : new Event[0];
    }

    private static void fields(WorkerFact fact, List<Violation> found) {
        for (String field : fact.after().keySet()) {
            if (!WorkerFields.changeable(field)) {
                found.add(Violation.hold(
                        "V-WRK-11", "/changes", field + " is no field of a worker that a change may name"));
            }
        }
    }

    /**
     * V-WRK-12, V-WRK-13 as long as finance has not agreed, and that something is known of the day from which the change
     * holds.
     */
    private void dates(
            WorkerFact fact, WorkerTimeline before, Worker current, WorkerChange change, List<Violation> found) {
        LocalDate from = fact.from();
        Optional<WorkerTimeline.Period> then = before.on(from);
        LocalDate hired = then.map(period -> Json.read(period.state(), Worker.class))
                .orElse(current)
                .employment()
                .hireDate();
        if (from.isBefore(hired)) {
            found.add(Violation.hold(
                    "V-WRK-12", "/effectiveDate", "effectiveDate " + from + " is before the hire date " + hired));
            return;
        }
        if (then.isEmpty()) {
            found.add(Violation.hold(
                    "V-WRK-11",
                    "/effectiveDate",
                    "nothing is known of the worker as of " + from + "; the first known day is "
                            + before.periods().get(0).from()));
            return;
        }
        Instant now = clock.instant();
        LocalDate today = LocalDate.ofInstant(now, current.org().timeZone());
        int closed =
                from.isBefore(today) ? retro.closedSince(current.employment().legalEntityId(), from, today) : 0;
        if (closed > retro.most() && ChangeGate.approvedBy(change.ext()) == null) {
            found.add(Violation.hold(
                    "V-WRK-13",
                    "/effectiveDate",
                    "effectiveDate " + from + " reaches into more than " + retro.most()
                            + " closed period(s); finance has to agree"));
        }
    }
}
