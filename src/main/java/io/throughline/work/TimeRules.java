package io.throughline.work;

import io.throughline.contract.Snapshots;
import io.throughline.contract.Violation;
import io.throughline.money.FiscalPeriod;
import io.throughline.money.Hours;
import io.throughline.money.LocalDay;
import io.throughline.money.TimeFact;
import io.throughline.money.TimeFacts;
import io.throughline.people.HolidayCalendar;
import io.throughline.people.LeaveOverlap;
import io.throughline.people.Worker;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What must be true of an approved time entry (V-TIM-01 to 09 and 11 of WF-13, V-WRK-14 of WF-02, V-ABS-02 of WF-06; the price, V-TIM-10, is found when it is
 * transferred). A project or worker that is not known yet breaks no rule: the transfer waits for it.
 */
public final class TimeRules {

    private final Snapshots snapshots;
    private final TimeFacts facts;
    private final TimePolicy policy;

    public TimeRules(Snapshots snapshots, TimeFacts facts, TimePolicy policy) {
        this.snapshots = snapshots;
        this.facts = facts;
        this.policy = policy;
    }

    /** All broken rules. */
    public List<Violation> check(TimeEntry entry) {
        List<Violation> found = new ArrayList<>();
        if (entry.minutes() % policy.increment() != 0) {
            found.add(Violation.warn(
                    "V-TIM-01",
                    "/minutes",
                    "minutes " + entry.minutes() + " is not a multiple of " + policy.increment()));
        }
        day(entry, found);
        Optional<Worker> worker = TimeEnrichment.worker(snapshots, entry);
        worker.ifPresent(known -> employed(entry, known, found));
        Optional<Project> project = snapshots.latest("project", entry.projectId(), Project.class);
        project.ifPresent(known -> open(entry, known, found));
        project.ifPresent(known -> assigned(entry, known, found));
        project.filter(known -> Boolean.TRUE.equals(known.regulated()))
                .flatMap(known -> StaffingHold.on(snapshots, entry.workerId(), entry.projectId(), entry.workDate()))
                .ifPresent(held -> found.add(held.violation("/workDate", entry.workerId(), entry.projectId())));
        worker.ifPresent(known -> period(entry, known, found));
        correction(entry, found);
        worker.ifPresent(known -> workingDay(entry, known, found));
        worker.flatMap(known -> onLeave(entry, known)).ifPresent(found::add);
        approver(entry, found);
        duplicate(entry, found);
        return found;
    }

    /** V-TIM-02: not more than the local day has (25 hours where clocks go back), and more than 16 hours with a reason. */
    private void day(TimeEntry entry, List<Violation> found) {
        long total = entry.minutes()
                + facts.ofWorker(entry.workerId(), entry.workDate(), entry.workDate()).stream()
                        .filter(other -> !other.timeEntryId().equals(entry.timeEntryId()))
                        .filter(other -> other.state().approved())
                        .mapToLong(TimeFact::minutes)
                        .sum();
        ZoneId zone = entry.workTimeZone();
        long length = LocalDay.minutes(entry.workDate(), zone);
        if (total > length) {
            found.add(Violation.reject(
                    "V-TIM-02",
                    "/minutes",
                    "DAY_OVER_LIMIT: " + Hours.of(total).toPlainString() + " h on " + entry.workDate() + " exceed the "
                            + Hours.of(length).toPlainString() + " h of that day in " + zone));
        } else if (total > policy.softDayMinutes() && entry.approverReason() == null) {
            found.add(Violation.hold(
                    "V-TIM-02",
                    "/approverReason",
                    Hours.of(total).toPlainString() + " h on " + entry.workDate() + " need a reason of the approver"));
        }
    }

    private static void employed(TimeEntry entry, Worker worker, List<Violation> found) {
        Worker.Employment employment = worker.employment();
        if (!employment.covers(entry.workDate())) {
            boolean after =
                    employment.terminationDate() != null && entry.workDate().isAfter(employment.terminationDate());
            found.add(Violation.hold(
                    "V-TIM-03",
                    "/workDate",
                    (after
                                    ? "AFTER_TERMINATION: the last day of " + entry.workerId() + " was "
                                            + employment.terminationDate()
                                    : "BEFORE_HIRE: " + entry.workerId() + " starts on " + employment.hireDate())
                            + ", the work date is " + entry.workDate()));
        }
    }

    private static void open(TimeEntry entry, Project project, List<Violation> found) {
        LocalDate date = entry.workDate();
        LocalDate until = project.timeEntryOpenUntil();
        String why = null;
        if (date.isBefore(project.start())) {
            why = "starts on " + project.start();
        } else if (until != null && date.isAfter(until)) {
            why = "takes no time after " + until;
        } else if (until == null
                && project.status() != Project.Status.ACTIVE
                && project.status() != Project.Status.CLOSING) {
            why = "is " + project.status();
        }
        if (why != null) {
            found.add(Violation.hold(
                    "V-TIM-04",
                    "/projectId",
                    "project " + project.projectId() + " " + why + ", the work date is " + date));
        }
    }

    /** V-TIM-05; what takes time off a project needs no assignment to it. */
    private void assigned(TimeEntry entry, Project project, List<Violation> found) {
        if (project.allowUnassignedTime() || project.billingType() == BillingType.INTERNAL || entry.minutes() < 0) {
            return;
        }
        boolean covered = entry.assignmentId() != null
                && snapshots
                        .latest("assignment", entry.assignmentId(), Assignment.class)
                        .filter(assignment -> assignment.covers(entry.workDate())
                                && assignment.workerId().equals(entry.workerId())
                                && assignment.projectId().equals(entry.projectId()))
                        .isPresent();
        if (!covered) {
            found.add(Violation.hold(
                    "V-TIM-05",
                    "/assignmentId",
                    "no assignment of " + entry.workerId() + " to " + entry.projectId() + " covers "
                            + entry.workDate()));
        }
    }

    private void period(TimeEntry entry, Worker worker, List<Violation> found) {
        String id = worker.employment().legalEntityId() + "-" + YearMonth.from(entry.workDate());
        snapshots
                .latest("fiscal-period", id, FiscalPeriod.class)
                .filter(period -> !period.state().takesTime(fromFinance(entry)))
                .ifPresent(period -> found.add(Violation.warn(
                        "V-TIM-06",
                        "/workDate",
                        "period " + id + " is " + period.state()
                                + "; posted to the next open period with the service date "
                                + entry.workDate())));
    }

    /** Whether somebody of finance has approved the entry, who may book time in a month that is soft-closed (WF-23). */
    boolean fromFinance(TimeEntry entry) {
        return entry.approvedBy() != null && policy.finance().contains(entry.approvedBy());
    }

    /** V-TIM-07; of an entry that was moved, each project counts for itself. */
    private void correction(TimeEntry entry, List<Violation> found) {
        if (entry.correctionOf() == null) {
            if (entry.minutes() < 0) {
                found.add(Violation.reject(
                        "V-TIM-07",
                        "/correctionOf",
                        "minutes " + entry.minutes() + " are negative and correctionOf is missing"));
            }
            return;
        }
        Optional<TimeFact> original = facts.latest(entry.correctionOf());
        if (original.isEmpty()) {
            found.add(Violation.hold(
                    "V-TIM-07", "/correctionOf", "correctionOf " + entry.correctionOf() + " is not a known entry"));
            return;
        }
        long sum = entry.minutes()
                + Stream.concat(
                                original.stream(),
                                facts.correctionsOf(entry.correctionOf()).stream()
                                        .filter(other -> other.state().approved()))
                        .filter(other -> !other.timeEntryId().equals(entry.timeEntryId()))
                        .filter(other -> other.projectId().equals(entry.projectId()))
                        .mapToLong(TimeFact::minutes)
                        .sum();
        if (sum < 0) {
            found.add(Violation.hold(
                    "V-TIM-07",
                    "/minutes",
                    "with this correction " + entry.correctionOf() + " would have " + sum + " minutes on "
                            + entry.projectId()));
        }
    }

    /** V-ABS-02 of WF-06: not on the hours of approved leave. */
    private Optional<Violation> onLeave(TimeEntry entry, Worker worker) {
        LocalDate date = entry.workDate();
        long leave =
                entry.billable() && entry.minutes() > 0 ? LeaveOverlap.leave(snapshots, entry.workerId(), date) : 0;
        if (leave == 0) {
            return Optional.empty();
        }
        long others = facts.ofWorker(entry.workerId(), date, date).stream()
                .filter(other -> !other.timeEntryId().equals(entry.timeEntryId()))
                .filter(other -> other.billable() && other.state().approved())
                .mapToLong(TimeFact::minutes)
                .sum();
        int scheduled = LeaveOverlap.scheduled(snapshots, worker, date);
        return LeaveOverlap.of(leave, entry.minutes() + others, scheduled, date, "/workDate");
    }

    private void workingDay(TimeEntry entry, Worker worker, List<Violation> found) {
        if (entry.minutes() <= 0 || entry.approverReason() != null) {
            return;
        }
        boolean inPattern = worker.employment()
                        .workPattern()
                        .on(entry.workDate().getDayOfWeek())
                        .signum()
                > 0;
        boolean holiday = snapshots
                .latest("holiday-calendar", worker.employment().holidayCalendarId(), HolidayCalendar.class)
                .filter(calendar ->
                        calendar.holidays().stream().anyMatch(day -> day.date().equals(entry.workDate())))
                .isPresent();
        if (!inPattern || holiday) {
            found.add(Violation.warn(
                    "V-TIM-08",
                    "/workDate",
                    "NON_WORKING_DAY: " + entry.workDate() + " is " + (holiday ? "a holiday" : "not a working day")
                            + " of " + entry.workerId() + " and the approver gave no reason"));
        }
    }

    private void approver(TimeEntry entry, List<Violation> found) {
        if (entry.approvedBy() == null) {
            return;
        }
        if (entry.approvedBy().equals(entry.workerId())) {
            found.add(Violation.hold(
                    "V-TIM-09",
                    "/approvedBy",
                    "SELF_APPROVAL: " + entry.workerId() + " approved the own time"
                            + instead(entry, entry.workDate())));
            return;
        }
        LocalDate approved = entry.approvedAt() == null
                ? entry.workDate()
                : entry.approvedAt().atZone(entry.workTimeZone()).toLocalDate();
        snapshots
                .find("worker", entry.approvedBy(), approved, Worker.class)
                .or(() -> snapshots.latest("worker", entry.approvedBy(), Worker.class))
                .filter(known -> !known.employment().covers(approved))
                .ifPresent(known -> found.add(Violation.hold(
                        "V-TIM-09",
                        "/approvedBy",
                        "APPROVER_INACTIVE: " + known.workerId() + " was not employed on " + approved
                                + instead(entry, approved))));
    }

    /** Who approves instead: the nearest manager of the worker who is employed, neither he himself nor the one who approved. */
    private String instead(TimeEntry entry, LocalDate day) {
        Set<String> asked = new HashSet<>(Set.of(entry.workerId()));
        Optional<Worker> next = snapshots.latest("worker", entry.workerId(), Worker.class);
        while (next.isPresent()
                && next.get().org().managerId() != null
                && asked.add(next.get().org().managerId())) {
            String manager = next.get().org().managerId();
            next = snapshots.latest("worker", manager, Worker.class);
            if (!manager.equals(entry.approvedBy())
                    && next.filter(known -> known.employment().covers(day)).isPresent()) {
                return "; " + manager + " is to approve it";
            }
        }
        return "; nobody above " + entry.workerId() + " can approve it";
    }

    /** V-TIM-11, by worker, project, task, date, minutes and note; the store keeps no note but its hash. */
    private void duplicate(TimeEntry entry, List<Violation> found) {
        if (entry.minutes() <= 0) {
            return;
        }
        String note = TimeEntryFacts.noteHash(entry.note());
        facts.ofWorker(entry.workerId(), entry.workDate(), entry.workDate()).stream()
                .filter(other -> !other.timeEntryId().equals(entry.timeEntryId())
                        && other.projectId().equals(entry.projectId())
                        && Objects.equals(other.taskId(), entry.taskId())
                        && other.minutes() == entry.minutes()
                        && Objects.equals(other.noteHash(), note)
                        && other.state() != TimeFact.State.REJECTED)
                .findFirst()
                .ifPresent(other -> found.add(Violation.warn(
                        "V-TIM-11", "/timeEntryId", "looks like a second copy of " + other.timeEntryId())));
    }
}
