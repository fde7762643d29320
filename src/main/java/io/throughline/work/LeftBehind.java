package io.throughline.work;

import io.throughline.contract.Event;
import io.throughline.contract.Snapshots;
import io.throughline.contract.Violation;
import io.throughline.money.Hours;
import io.throughline.money.Money;
import io.throughline.money.TimeFact;
import io.throughline.money.TimeFacts;
import io.throughline.people.Handover;
import io.throughline.people.Worker;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a worker who leaves has in hand, from assignments, time, expenses and projects (V-WRK-20 to 23 of WF-03). */
public final class LeftBehind implements Handover {

    private static final Set<Expense.Status> NOT_APPROVED =
            Set.of(Expense.Status.DRAFT, Expense.Status.SUBMITTED, Expense.Status.REJECTED);

    private static final Set<Expense.Status> UNSETTLED =
            Set.of(Expense.Status.DRAFT, Expense.Status.SUBMITTED, Expense.Status.APPROVED);

    private final Snapshots snapshots;
    private final LeftTime time;
    private final RateLookup rates;
    private final EndedBookings bookings;

    public LeftBehind(Snapshots snapshots, TimeFacts time, RateLookup rates, Clock clock) {
        this.snapshots = snapshots;
        this.time = new LeftTime(time);
        this.rates = rates;
        this.bookings = new EndedBookings(snapshots, clock);
    }

    @Override
    public List<Violation> bookings(Worker worker, LocalDate lastDay) {
        return bookings.after(worker.workerId(), lastDay).stream()
                .map(one -> warn(
                        "V-WRK-20",
                        "assignment " + one.assignmentId() + " books " + worker.workerId() + " on " + one.projectId()
                                + " as " + one.roleId() + " until before " + one.to() + "; it ends with " + lastDay))
                .toList();
    }

    @Override
    public List<String> booked(String workerId, LocalDate lastDay) {
        return bookings.after(workerId, lastDay).stream()
                .map(Assignment::assignmentId)
                .toList();
    }

    @Override
    public Map<String, Violation> timeAfter(Worker worker, LocalDate lastDay) {
        Map<String, List<TimeFact>> byProject = time.after(worker.workerId(), lastDay).stream()
                .collect(Collectors.groupingBy(TimeFact::projectId, TreeMap::new, Collectors.toList()));
        Map<String, Violation> found = new LinkedHashMap<>();
        byProject.forEach((project, facts) -> found.put(
                project,
                warn(
                        "V-WRK-21",
                        "AFTER_TERMINATION: the last day of " + worker.workerId() + " is " + lastDay + ", and "
                                + worth(facts) + " on " + project + " is later ("
                                + facts.stream().map(TimeFact::timeEntryId).collect(Collectors.joining(", "))
                                + "); not to be paid or billed before HR has decided")));
        return found;
    }

    @Override
    public List<Violation> unapproved(Worker worker, LocalDate lastDay) {
        String id = worker.workerId();
        List<Violation> found = new ArrayList<>();
        List<TimeFact> facts = time.unapproved(id, lastDay);
        if (!facts.isEmpty()) {
            found.add(warn("V-WRK-22", worth(facts) + " of " + id + " is not submitted or not approved"));
        }
        List<Expense> expenses = snapshots.all("expense", Expense.class).stream()
                .filter(expense -> expense.workerId().equals(id) && NOT_APPROVED.contains(expense.status()))
                .toList();
        if (!expenses.isEmpty()) {
            found.add(warn(
                    "V-WRK-22",
                    expenses.size() + " expense(s) of " + id + " are not submitted or not approved: "
                            + sums(expenses.stream().map(Expense::amount).toList())));
        }
        return found;
    }

    @Override
    public boolean settled(String workerId) {
        return snapshots.all("expense", Expense.class).stream()
                .noneMatch(expense -> expense.workerId().equals(workerId) && UNSETTLED.contains(expense.status()));
    }

    @Override
    public List<Violation> looksTo(Worker worker) {
        String id = worker.workerId();
        List<String> people = snapshots.all("worker", Worker.class).stream()
                .filter(other -> id.equals(other.org().managerId()) && other.status() != Worker.Status.TERMINATED)
                .map(Worker::workerId)
                .toList();
        List<String> projects = snapshots.all("project", Project.class).stream()
                .filter(project -> id.equals(project.managerId()) || id.equals(project.deliveryLeadId()))
                .filter(project -> project.status() != Project.Status.CLOSED)
                .map(Project::projectId)
                .toList();
        String standIn = worker.org().managerId() == null
                ? "nobody above him"
                : worker.org().managerId();
        List<Violation> found = new ArrayList<>();
        if (!people.isEmpty()) {
            found.add(warn(
                    "V-WRK-23",
                    id + " is the manager of " + String.join(", ", people) + "; until the HRIS names another, "
                            + standIn + " approves for them"));
        }
        if (!projects.isEmpty()) {
            found.add(warn(
                    "V-WRK-23",
                    id + " leads " + String.join(", ", projects) + "; until the PSA names another, " + standIn
                            + " approves there"));
        }
        return found;
    }

    @Override
    public List<Violation> unfilled(Collection<String> assignmentIds) {
        return bookings.unfilled(assignmentIds).stream()
                .map(one -> warn(
                        "V-WRK-20",
                        "nobody has taken over " + one.roleId() + " on " + one.projectId() + " from assignment "
                                + one.assignmentId() + ", which ended before " + one.to()))
                .toList();
    }

    @Override
    public List<Event> ended(Event cause, String workerId, LocalDate lastDay) {
        return bookings.end(cause, workerId, lastDay);
    }

    @Override
    public List<Event> restored(Event cause, String workerId) {
        return bookings.restore(cause, workerId);
    }

    /** Such as {@code 12.00 h worth 2580.00 USD}; hours without a price count as hours only. */
    private String worth(List<TimeFact> facts) {
        long minutes = facts.stream().mapToLong(TimeFact::minutes).sum();
        List<Money> values = facts.stream()
                .filter(TimeFact::billable)
                .flatMap(fact -> value(fact).stream())
                .toList();
        return Hours.of(minutes).toPlainString() + " h" + (values.isEmpty() ? "" : " worth " + sums(values));
    }

    private java.util.Optional<Money> value(TimeFact fact) {
        if (fact.billRate() != null) {
            return java.util.Optional.of(fact.billRate().of(fact.minutes()));
        }
        return fact.roleId() == null
                ? java.util.Optional.empty()
                : snapshots
                        .latest("project", fact.projectId(), Project.class)
                        .map(project -> rates.find(project, fact))
                        .filter(RateLookup.Found.class::isInstance)
                        .map(found -> ((RateLookup.Found) found).rate().of(fact.minutes()));
    }

    private static String sums(List<Money> values) {
        Map<String, Money> byCurrency = new TreeMap<>();
        values.forEach(value -> byCurrency.merge(value.currency(), value, Money::plus));
        return byCurrency.values().stream()
                .map(sum -> sum.amount().toPlainString() + " " + sum.currency())
                .collect(Collectors.joining(" and "));
    }

    private static Violation warn(String rule, String message) {
        return Violation.warn(rule, "/terminationDate", message);
    }
}
