package io.throughline.work;

import io.throughline.contract.Awaited;
import io.throughline.contract.Event;
import io.throughline.contract.Plan;
import io.throughline.contract.Snapshots;
import io.throughline.contract.Violation;
import io.throughline.money.IntercompanyAgreements;
import io.throughline.people.ChangeRules;
import io.throughline.people.LeaveFacts;
import io.throughline.people.Worker;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * WF-12: whether a worker may be booked on a project (V-ASG-01 to 08).
 *
 * <p>No connector can confirm or refuse an assignment in the PSA, so the plan has no steps: an accepted assignment is
 * kept, its event and its plan of hours, cost and revenue by month published, and worker and project are made known where the other entity works ({@link Lending}); one that breaks a rule waits for a person, and one whose worker or project is not known yet
 * waits for these. An assignment that is ended, rejected or not
 * approved yet books nobody on the days to come and is kept as it is.
 */
public final class StaffingRules {

    private final Snapshots snapshots;
    private final RateLookup rates;
    private final Lending lending;
    private final StaffingPlan forecast;
    private final LeaveFacts leave;
    private final DailyLoad load;
    private final IntercompanyAgreements agreements;
    private final Clock clock;

    public StaffingRules(
            Snapshots snapshots, RateLookup rates, Lending lending, IntercompanyAgreements agreements, Clock clock) {
        this.snapshots = snapshots;
        this.rates = rates;
        this.lending = lending;
        this.forecast = new StaffingPlan(snapshots, rates, clock);
        this.leave = LeaveFacts.over(snapshots);
        this.load = new DailyLoad(snapshots);
        this.agreements = agreements;
        this.clock = clock;
    }

    /** No steps; waits for worker and project, is held with every broken rule, or kept with remarks. */
    public Plan plan(Event event, Assignment assignment) {
        Optional<Worker> worker = snapshots
                .find("worker", assignment.workerId(), assignment.from(), Worker.class)
                .or(() -> snapshots.latest("worker", assignment.workerId(), Worker.class));
        Optional<Project> project = snapshots.latest("project", assignment.projectId(), Project.class);
        List<Violation> found = new ArrayList<>();
        if (!assignment.to().isAfter(assignment.from())) {
            found.add(hold(
                    "V-ASG-01",
                    "/to",
                    "the first day after the assignment, " + assignment.to() + ", is not after its first day, "
                            + assignment.from()));
        }
        if (!found.isEmpty()) {
            return Plan.stopped(found);
        }
        if (worker.isEmpty()) {
            return Plan.waiting(ChangeRules.awaits(assignment.workerId()), List.of());
        }
        if (project.isEmpty()) {
            return Plan.waiting(Awaited.object("project", assignment.projectId()), List.of());
        }
        if (books(assignment)) {
            employed(assignment, worker.get(), found);
            open(assignment, project.get(), found);
            load.check(assignment, worker.get()).ifPresent(found::add);
            priced(assignment, project.get(), found);
            found.addAll(QualificationRules.check(assignment, worker.get(), project.get()));
            intercompany(assignment, worker.get(), project.get(), found);
            bookedTwice(assignment, found);
            absent(assignment, found);
            cleared(assignment, found);
        }
        Plan plan = Plan.NOTHING.with(found);
        if (!books(assignment) || plan.held()) {
            return plan;
        }
        List<Event> follow = new ArrayList<>(lending.due(event, worker.get(), project.get()));
        forecast.planned(event, assignment, worker.get(), project.get()).ifPresent(follow::add);
        return plan.emitting(follow.toArray(Event[]::new));
    }

    /** Whether it takes up the worker's time. */
    static boolean books(Assignment assignment) {
        return assignment.status() == Assignment.Status.APPROVED || assignment.status() == Assignment.Status.ACTIVE;
    }

    /** V-ASG-01: employed from the first to the last day, and not suspended on days to come. */
    private void employed(Assignment assignment, Worker worker, List<Violation> found) {
        Worker.Employment employment = worker.employment();
        LocalDate last = assignment.to().minusDays(1);
        String who = "worker " + worker.workerId();
        if (assignment.from().isBefore(employment.hireDate())) {
            found.add(hold(
                    "V-ASG-01",
                    "/from",
                    who + " starts on " + employment.hireDate() + ", the assignment on " + assignment.from()));
        }
        if (employment.terminationDate() != null && last.isAfter(employment.terminationDate())) {
            found.add(hold(
                    "V-ASG-01",
                    "/to",
                    "the last day of " + who + " is " + employment.terminationDate() + ", of the assignment " + last));
        }
        boolean past = last.isBefore(LocalDate.now(clock.withZone(worker.org().timeZone())));
        boolean gone = worker.status() == Worker.Status.TERMINATED && employment.terminationDate() == null;
        if (gone || (worker.status() == Worker.Status.SUSPENDED && !past)) {
            found.add(hold("V-ASG-01", "/workerId", who + " is " + worker.status()));
        }
    }

    /** V-ASG-02: active, or to be active by the first day of the assignment. */
    private static void open(Assignment assignment, Project project, List<Violation> found) {
        String name = "project " + project.projectId();
        switch (project.status()) {
            case ACTIVE, CLOSING -> {}
            case SUSPENDED, CLOSED -> found.add(hold("V-ASG-02", "/projectId", name + " is " + project.status()));
            case PENDING -> {
                String when = name + " is not active yet and starts on " + project.start() + ", the assignment on "
                        + assignment.from();
                found.add(
                        assignment.from().isBefore(project.start())
                                ? hold("V-ASG-02", "/from", when)
                                : Violation.warn("V-ASG-02", "/projectId", when));
            }
        }
        if (project.end() != null && assignment.to().minusDays(1).isAfter(project.end())) {
            found.add(Violation.warn(
                    "V-ASG-02",
                    "/to",
                    name + " ends on " + project.end() + ", the assignment on "
                            + assignment.to().minusDays(1)));
        }
    }

    /** V-ASG-04: every day of billable work has exactly one price. */
    private void priced(Assignment assignment, Project project, List<Violation> found) {
        if (!assignment.billable() || assignment.billRateOverride() != null || !TimeEnrichment.byTime(project)) {
            return;
        }
        for (LocalDate day = assignment.from(); day.isBefore(assignment.to()); day = day.plusDays(1)) {
            if (rates.find(project, null, assignment.workerId(), assignment.roleId(), day)
                    instanceof RateLookup.Missing missing) {
                found.add(hold("V-ASG-04", "/roleId", missing.code() + ": " + missing.message()));
                return;
            }
        }
    }

    /**
     * V-ASG-06, where both entities are known: an agreement is in force on the first day. One that is only named lets
     * the worker begin, but the charge between the entities will wait for its price.
     */
    private void intercompany(Assignment assignment, Worker worker, Project project, List<Violation> found) {
        String employing = worker.employment().legalEntityId();
        String billing = project.billingEntityId();
        if (billing == null
                || billing.equals(employing)
                || agreements.find(employing, billing, assignment.from()).isPresent()) {
            return;
        }
        String between = "worker " + worker.workerId() + " is employed by " + employing + " and project "
                + project.projectId() + " billed by " + billing + "; ";
        String pointer = "/intercompanyAgreementId";
        String named = assignment.intercompanyAgreementId();
        found.add(
                named == null
                        ? hold("V-ASG-06", pointer, between + "no intercompany agreement is known or named")
                        : Violation.warn(
                                "V-ASG-06",
                                pointer,
                                between + "agreement " + named + " is named, its price is not known"));
    }

    /** V-ASG-07: one worker, one project, one role, one assignment. */
    private void bookedTwice(Assignment assignment, List<Violation> found) {
        snapshots.all("assignment", "workerId", assignment.workerId(), Assignment.class).stream()
                .filter(other -> !other.assignmentId().equals(assignment.assignmentId()) && books(other))
                .filter(other -> other.projectId().equals(assignment.projectId())
                        && other.roleId().equals(assignment.roleId()))
                .filter(other -> other.from().isBefore(assignment.to())
                        && assignment.from().isBefore(other.to()))
                .findFirst()
                .ifPresent(other -> found.add(hold(
                        "V-ASG-07",
                        "/assignmentId",
                        "assignment " + other.assignmentId() + " books " + other.workerId() + " on "
                                + other.projectId() + " as " + other.roleId() + " from " + other.from()
                                + " until before " + other.to() + " already; merge the two")));
    }

    /** V-ASG-08: leave within the assignment is said, not refused. */
    private void absent(Assignment assignment, List<Violation> found) {
        var days = leave.approved(
                assignment.workerId(), assignment.from(), assignment.to().minusDays(1));
        if (!days.isEmpty()) {
            found.add(Violation.warn(
                    "V-ASG-08",
                    "/from",
                    "worker " + assignment.workerId() + " is on leave on "
                            + days.get(0).date()
                            + switch (days.size()) {
                                case 1 -> "";
                                case 2 -> " and on one more day";
                                default -> " and on " + (days.size() - 1) + " more days";
                            }));
        }
    }

    /** V-WRK-14: what the worker is booked on there already is held, and nobody has agreed to this one. */
    private void cleared(Assignment assignment, List<Violation> found) {
        boolean agreed = assignment.ext() != null
                && !assignment.ext().at("/throughline/approvedBy").asText("").isBlank();
        if (!agreed) {
            StaffingHold.on(
                            snapshots,
                            assignment.workerId(),
                            assignment.projectId(),
                            assignment.to().minusDays(1))
                    .ifPresent(held ->
                            found.add(held.violation("/workerId", assignment.workerId(), assignment.projectId())));
        }
    }

    private static Violation hold(String rule, String pointer, String message) {
        return Violation.hold(rule, pointer, message);
    }
}
