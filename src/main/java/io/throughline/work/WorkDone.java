package io.throughline.work;

import io.throughline.contract.Snapshots;
import io.throughline.money.Rate;
import io.throughline.money.TimeFact;
import io.throughline.money.TimeFacts;
import io.throughline.people.CostRates;
import io.throughline.people.Impact;
import io.throughline.people.ImpactAssessment;
import io.throughline.people.RetroPolicy;
import io.throughline.people.Worker;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** CALC-10 from time, cost rates, exchange rates, projects and periods: what a change does to the work of a worker. */
public final class WorkDone implements ImpactAssessment {

    private static final Set<TimeFact.State> COUNTED = Set.of(
            TimeFact.State.SUBMITTED, TimeFact.State.APPROVED, TimeFact.State.TRANSFERRED, TimeFact.State.BILLED);

    private final Snapshots snapshots;
    private final TimeFacts time;
    private final RateLookup rates;
    private final RetroPolicy periods;
    private final Policy policy;
    private final GroupRates group;
    private final UnbilledCycles cycles;
    private final CycleSlips slips;
    private final Clock clock;

    /**
     * What the firm has decided.
     *
     * @param currency group currency, ISO 4217
     * @param markUp   part that an entity adds to its cost when it lends a worker, such as 0.10
     * @param financing interest of a year on money that comes late, such as 0.09
     */
    public record Policy(String currency, BigDecimal markUp, BigDecimal financing) {}

    /** @param cycles billing cycles, by which affected work is billed */
    public WorkDone(
            Snapshots snapshots,
            TimeFacts time,
            RateLookup rates,
            RetroPolicy periods,
            UnbilledCycles cycles,
            Policy policy,
            Clock clock) {
        this.snapshots = snapshots;
        this.time = time;
        this.rates = rates;
        this.periods = periods;
        this.policy = policy;
        this.cycles = cycles;
        this.slips = new CycleSlips(cycles, policy.financing());
        this.group = new GroupRates(snapshots, policy.currency());
        this.clock = clock;
    }

    @Override
    public Impact assess(Worker before, Worker after, LocalDate from) {
        LocalDate today = LocalDate.now(clock.withZone(after.org().timeZone()));
        List<TimeFact> affected = time.ofWorker(after.workerId(), from, from.isAfter(today) ? from : today).stream()
                .filter(fact -> COUNTED.contains(fact.state()) && fact.minutes() != 0)
                .toList();
        Set<String> missing = new TreeSet<>();
        List<ChangeFigures.Entry> entries = new ArrayList<>();
        Map<TimeFact.State, Long> minutes = new EnumMap<>(TimeFact.State.class);
        for (TimeFact fact : affected) {
            minutes.merge(fact.state(), (long) fact.minutes(), Long::sum);
            entry(fact, before, after, missing).ifPresent(entries::add);
        }
        ChangeFigures figures = ChangeFigures.of(entries, policy.markUp(), policy.currency());
        boolean moved = !entity(before).equals(entity(after));
        boolean paid = affected.stream()
                .anyMatch(fact -> YearMonth.from(fact.workDate()).isBefore(YearMonth.from(today)));
        return new Impact(
                minutes,
                figures.revenue(),
                figures.clientDelta(),
                figures.costBefore(),
                figures.costAfter(),
                figures.marginBefore(),
                figures.marginAfter(),
                figures.entityMarginBefore(),
                figures.entityMarginAfter(),
                figures.intercompany(),
                closed(affected, before, after, today),
                distinct(affected.stream().map(TimeFact::invoiceId).toList()),
                slips.of(unbilled(affected), today),
                distinct(affected.stream().map(TimeFact::projectId).toList()),
                before.org().country().equals(after.org().country()) ? List.of() : regulated(after, from),
                moved && paid,
                List.copyOf(missing));
    }

    private Optional<ChangeFigures.Entry> entry(TimeFact fact, Worker before, Worker after, Set<String> missing) {
        Optional<Project> project = snapshots.latest("project", fact.projectId(), Project.class);
        Optional<Rate> oldCost = cost(before, fact, missing);
        Optional<Rate> newCost = cost(after, fact, missing);
        Rate price = fact.billable() && fact.billRate() != null
                ? inGroup(fact.billRate(), missing).orElse(null)
                : null;
        Rate newPrice = price == null
                ? null
                : repriced(fact, before, after, project)
                        .flatMap(rate -> inGroup(rate, missing))
                        .orElse(price);
        Optional<String> billing = project.map(Project::billingEntityId);
        boolean lentBefore = billing.filter(by -> !by.equals(entity(before))).isPresent();
        boolean lent = billing.filter(by -> !by.equals(entity(after))).isPresent();
        return oldCost.flatMap(old -> newCost.map(
                cost -> new ChangeFigures.Entry(fact.minutes(), old, cost, price, newPrice, lentBefore, lent)));
    }

    /** Entries that are to be billed and are not, at their price in group currency; without those that have none. */
    private List<TimeFact> unbilled(List<TimeFact> affected) {
        return affected.stream()
                .filter(fact -> fact.billable() && fact.invoiceId() == null)
                .flatMap(fact -> cycles.priced(fact).stream())
                .flatMap(fact -> group.of(fact.billRate()).map(fact::at).stream())
                .toList();
    }

    /** Another price only where the entry was priced by the role that changes. */
    private Optional<Rate> repriced(TimeFact fact, Worker before, Worker after, Optional<Project> project) {
        String role = after.job().roleId();
        if (role.equals(before.job().roleId()) || !before.job().roleId().equals(fact.roleId())) {
            return Optional.empty();
        }
        return project.map(known -> rates.find(known, null, fact.workerId(), role, fact.workDate(), fact.overtime()))
                .filter(RateLookup.Found.class::isInstance)
                .map(found -> ((RateLookup.Found) found).rate());
    }

    private Optional<Rate> cost(Worker worker, TimeFact fact, Set<String> missing) {
        Optional<Rate> rate = CostRates.of(snapshots, worker, worker.job().roleId(), fact.workDate());
        if (rate.isEmpty()) {
            missing.add("a cost rate of " + worker.job().roleId() + " in " + entity(worker));
        }
        return rate.flatMap(found -> inGroup(found, missing));
    }

    private Optional<Rate> inGroup(Rate rate, Set<String> missing) {
        Optional<Rate> found = group.of(rate);
        if (found.isEmpty()) {
            missing.add("an exchange rate of " + rate.currency());
        }
        return found;
    }

    private List<String> closed(List<TimeFact> affected, Worker before, Worker after, LocalDate today) {
        Set<String> closed = new TreeSet<>();
        for (TimeFact fact : affected) {
            periods.closed(entity(before), fact.workDate(), today).ifPresent(closed::add);
            periods.closed(entity(after), fact.workDate(), today).ifPresent(closed::add);
        }
        return List.copyOf(closed);
    }

    private List<String> regulated(Worker worker, LocalDate from) {
        Set<String> projects = new LinkedHashSet<>();
        for (Assignment one : snapshots.all("assignment", "workerId", worker.workerId(), Assignment.class)) {
            if (StaffingRules.books(one)
                    && one.to().isAfter(from)
                    && snapshots
                            .latest("project", one.projectId(), Project.class)
                            .filter(project -> Boolean.TRUE.equals(project.regulated()))
                            .isPresent()) {
                projects.add(one.projectId());
            }
        }
        return List.copyOf(projects);
    }

    private static String entity(Worker worker) {
        return worker.employment().legalEntityId();
    }

    private static List<String> distinct(List<String> values) {
        return values.stream()
                .filter(value -> value != null)
                .distinct()
                .sorted()
                .toList();
    }
}
