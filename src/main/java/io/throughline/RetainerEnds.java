package io.throughline;

import io.throughline.contract.Plan;
import io.throughline.contract.Violation;
import io.throughline.journal.RecentEvents;
import io.throughline.money.BillingCycle;
import io.throughline.money.BillingReadiness;
import io.throughline.money.BillingReadiness.Blocker;
import io.throughline.money.InvoiceCycle;
import io.throughline.money.Money;
import io.throughline.money.PostingPeriods;
import io.throughline.work.BillFixedPriceRules;
import io.throughline.work.BillingType;
import io.throughline.work.Contract;
import io.throughline.work.MoneyAtRisk.Finding;
import io.throughline.work.OpenCycles;
import io.throughline.work.OpenCycles.Waiting;
import io.throughline.work.Project;
import io.throughline.work.UnbilledCycles.Cycle;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Months of retainers that are over and have no invoice. A fee that a gate held is due in later months too, until it is
 * billed; a gate that is shut makes no case here, so that it is told of like any invoice that is late (WF-17).
 */
final class RetainerEnds {

    /** How many months a fee that is held stays due. */
    private static final int MONTHS = 12;

    private static final LocalTime END_OF_DAY = LocalTime.of(23, 59, 59);

    private final Stores stores;
    private final BillFixedPriceRules fees;
    private final PostingPeriods periods;

    RetainerEnds(Stores stores, BillFixedPriceRules fees, PostingPeriods periods) {
        this.stores = stores;
        this.fees = fees;
        this.periods = periods;
    }

    /** Ids of the cycles whose fee can be billed, oldest first. */
    List<String> due(Contract contract) {
        return cycles(contract).stream()
                .map(BillingCycle::id)
                .filter(cycle -> !fees.retainer(cycle).steps().isEmpty())
                .toList();
    }

    /** Cycles that should have had their invoice by now, with the gates that are shut and the fee that waits. */
    List<Waiting> late() {
        List<Waiting> late = new ArrayList<>();
        for (Contract contract : stores.knowledge().all("contract", Contract.class)) {
            if (contract.status() != Contract.Status.DRAFT && contract.signedAt() != null) {
                for (BillingCycle cycle : cycles(contract)) {
                    if (OpenCycles.due(cycle.to()).isBefore(periods.today(contract.billingEntityId()))) {
                        waiting(contract, cycle).ifPresent(late::add);
                    }
                }
            }
        }
        return late;
    }

    /**
     * The first month of a retainer that is billed and recognised here. One that became known more than a month after it was
     * signed was running before; what is before the next whole month was the business of another system.
     */
    YearMonth since(Contract contract) {
        YearMonth from = YearMonth.from(contract.from());
        YearMonth since = known(contract).orElse(from);
        boolean running = YearMonth.from(contract.signedAt()).plusMonths(1).isBefore(since);
        return running && since.isAfter(from) ? since.plusMonths(1) : from;
    }

    private Optional<YearMonth> known(Contract contract) {
        return stores.database()
                .read(connection -> RecentEvents.first(connection, "contract:" + contract.contractId()))
                .map(known -> YearMonth.from(known.atZone(periods.zone(contract.billingEntityId()))));
    }

    /** Its months since the one before it became known, as far as it ran in them. */
    private List<BillingCycle> cycles(Contract contract) {
        List<BillingCycle> cycles = new ArrayList<>();
        if (contract.billingType() != BillingType.RETAINER || contract.price() == null) {
            return cycles;
        }
        YearMonth ended = periods.lastEnded(contract.billingEntityId());
        YearMonth first = latest(
                latest(since(contract), YearMonth.from(contract.from())),
                latest(
                        known(contract).map(month -> month.minusMonths(1)).orElse(ended),
                        ended.minusMonths(MONTHS - 1L)));
        for (YearMonth month = first; !month.isAfter(ended); month = month.plusMonths(1)) {
            if (contract.to() == null || !contract.to().isBefore(month.atDay(1))) {
                cycles.add(BillingCycle.of(contract.projectIds().get(0), InvoiceCycle.MONTHLY, month.atDay(1)));
            }
        }
        return cycles;
    }

    private Optional<Waiting> waiting(Contract contract, BillingCycle cycle) {
        Plan plan = fees.retainer(cycle.id());
        Optional<Project> project = stores.knowledge().latest("project", cycle.projectId(), Project.class);
        Optional<Money> fee = fees.fee(contract, YearMonth.from(cycle.to()));
        if (plan.steps().isEmpty() && !plan.held() || project.isEmpty() || fee.isEmpty()) {
            return Optional.empty();
        }
        List<Blocker> shut = plan.findings().stream()
                .filter(one -> one.outcome() == Violation.Outcome.HOLD)
                .map(one -> new Blocker(one.rule(), "finance-ops", one.message(), fee.get()))
                .toList();
        ZonedDateTime cutOff = cycle.to().atTime(END_OF_DAY).atZone(periods.zone(contract.billingEntityId()));
        Cycle whole = new Cycle(cycle.id(), cutOff.toOffsetDateTime(), fee.get());
        Finding finding =
                new Finding(cycle.projectId(), contract.customerId(), fee.get(), true, List.of(whole), 0, false);
        return Optional.of(
                new Waiting(project.get(), cutOff, new BillingReadiness(cycle.id(), fee.get(), shut), finding));
    }

    private static YearMonth latest(YearMonth one, YearMonth other) {
        return one.isAfter(other) ? one : other;
    }
}
