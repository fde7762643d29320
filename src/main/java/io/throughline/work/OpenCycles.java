package io.throughline.work;

import io.throughline.contract.Snapshots;
import io.throughline.money.BillingCycle;
import io.throughline.money.BillingFacts;
import io.throughline.money.BillingReadiness;
import io.throughline.money.BillingTerms;
import io.throughline.money.CycleWork;
import io.throughline.money.ExpenseFact;
import io.throughline.money.Money;
import io.throughline.money.TimeFact;
import io.throughline.money.WorkingDays;
import io.throughline.work.MoneyAtRisk.Finding;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** Billing cycles that have something to bill and no invoice, ready for it or not, with the money that waits. */
public final class OpenCycles {

    private static final int WORKING_DAYS = 3;

    private final Snapshots snapshots;
    private final BillProjectRules rules;
    private final BillingFacts billing;
    private final UnbilledCycles cycles;
    private final BiFunction<LocalDate, LocalDate, Map<String, SortedSet<LocalDate>>> open;
    private final Clock clock;

    /**
     * A cycle without an invoice.
     *
     * @param project   its project
     * @param cutOff    when it is cut off, in the zone of its contract
     * @param readiness the gates that are shut, none when it is ready
     * @param finding   what waits: what is approved in the cycle, and beside it what is not approved yet, late or spent
     */
    public record Waiting(Project project, ZonedDateTime cutOff, BillingReadiness readiness, Finding finding) {}

    /** @param open the days between two, both inclusive, with work that waits to be billed, by id of the project */
    public OpenCycles(
            Snapshots snapshots,
            BillProjectRules rules,
            BillingFacts billing,
            UnbilledCycles cycles,
            BiFunction<LocalDate, LocalDate, Map<String, SortedSet<LocalDate>>> open,
            Clock clock) {
        this.snapshots = snapshots;
        this.rules = rules;
        this.billing = billing;
        this.cycles = cycles;
        this.open = open;
        this.clock = clock;
    }

    /** Ids of the cycles of projects with work that waits to be billed whose cut-off is not past and at most three days ahead. */
    public List<String> nearCutOff() {
        Instant now = clock.instant();
        LocalDate tomorrow = LocalDate.now(clock).plusDays(1);
        List<String> near = new ArrayList<>();
        for (String projectId :
                open.apply(tomorrow.minusDays(CycleWork.LATE_DAYS), tomorrow).keySet()) {
            rules.terms(projectId).filter(UnbilledCycles::byDays).ifPresent(terms -> {
                LocalDate today = LocalDate.ofInstant(now, cycles.zone(terms));
                BillingCycle cycle = BillingCycle.of(projectId, terms.cycle(), today);
                if (CutOffReminder.at(cycles.cutOff(terms, cycle), now).isPresent()) {
                    near.add(cycle.id());
                }
            });
        }
        return near;
    }

    /**
     * Ids of the cycles that should have had their invoice by now (WF-17): those over for more than three working days, which
     * are the days from Monday to Friday.
     */
    public List<String> late() {
        LocalDate tomorrow = LocalDate.now(clock).plusDays(1);
        Set<String> late = new LinkedHashSet<>();
        open.apply(tomorrow.minusDays(CycleWork.LATE_DAYS), tomorrow)
                .forEach((projectId, days) -> rules.terms(projectId)
                        .filter(UnbilledCycles::byDays)
                        .ifPresent(terms -> {
                            LocalDate today = LocalDate.now(clock.withZone(cycles.zone(terms)));
                            days.subSet(today.minusDays(CycleWork.LATE_DAYS), today.plusDays(1)).stream()
                                    .map(day -> BillingCycle.of(projectId, terms.cycle(), day))
                                    .distinct()
                                    .map(cycle -> toCome(terms, cycle))
                                    .filter(cycle -> due(cycle.to()).isBefore(today))
                                    .forEach(cycle -> late.add(cycle.id()));
                        }));
        return List.copyOf(late);
    }

    /** The third working day after a cycle, by which its invoice is to be issued. */
    public static LocalDate due(LocalDate cycleEnd) {
        return WorkingDays.after(cycleEnd, WORKING_DAYS);
    }

    /** The first cycle from this one on that has no invoice: what is late is on that of a later cycle. */
    private BillingCycle toCome(BillingTerms terms, BillingCycle first) {
        BillingCycle cycle = first;
        while (billing.invoiceOf(cycle.id()).isPresent()) {
            cycle = BillingCycle.of(terms.projectId(), terms.cycle(), cycle.to().plusDays(1));
        }
        return cycle;
    }

    /** The cycle of an id; empty when it has its invoice or nothing is to be billed in it. */
    public Optional<Waiting> of(String cycleId) {
        BillingCycle cycle = BillingCycle.parse(cycleId);
        return rules.terms(cycle.projectId()).filter(UnbilledCycles::byDays).flatMap(terms -> of(terms, cycle));
    }

    private Optional<Waiting> of(BillingTerms terms, BillingCycle cycle) {
        Optional<BillingReadiness> readiness = rules.readiness(cycle.id());
        Optional<Project> project = snapshots.latest("project", cycle.projectId(), Project.class);
        if (readiness.isEmpty()
                || project.isEmpty()
                || billing.invoiceOf(cycle.id()).isPresent()) {
            return Optional.empty();
        }
        CycleWork work = rules.work(terms, cycle);
        if (work.time().stream().noneMatch(OpenCycles::counts)
                && work.expenses().stream().noneMatch(OpenCycles::counts)) {
            return Optional.empty();
        }
        Finding finding = new Finding(
                cycle.projectId(),
                terms.customerId(),
                beside(terms, cycle, work),
                false,
                List.of(cycles.of(cycle.id()).orElseThrow()),
                0,
                false);
        return Optional.of(new Waiting(project.get(), cycles.cutOff(terms, cycle), readiness.get(), finding));
    }

    /** What waits and is no approved time of the days of the cycle. */
    private Money beside(BillingTerms terms, BillingCycle cycle, CycleWork work) {
        List<TimeFact> waiting = work.time().stream()
                .filter(OpenCycles::counts)
                .filter(fact -> !fact.state().approved() || fact.workDate().isBefore(cycle.from()))
                .flatMap(fact -> cycles.priced(fact).stream())
                .toList();
        Stream<Money> spent = work.expenses().stream()
                .filter(OpenCycles::counts)
                .map(expense -> expense.billableAmount() == null ? expense.amount() : expense.billableAmount())
                .filter(amount -> amount.currency().equals(terms.currency()));
        return Stream.concat(Stream.of(terms.pricing().total(waiting, terms.currency())), spent)
                .reduce(Money.zero(terms.currency()), Money::plus);
    }

    private static boolean counts(TimeFact fact) {
        return fact.billable()
                && fact.minutes() != 0
                && fact.invoiceId() == null
                && (fact.state().approved() || fact.state() == TimeFact.State.SUBMITTED);
    }

    private static boolean counts(ExpenseFact expense) {
        return expense.billable() && (expense.state() == ExpenseFact.State.APPROVED || expense.toBill());
    }
}
