package io.throughline;

import io.throughline.contract.Plan;
import io.throughline.journal.RecentEvents;
import io.throughline.money.BillingCycle;
import io.throughline.money.InvoiceCycle;
import io.throughline.money.Money;
import io.throughline.money.PostingPeriods;
import io.throughline.work.BillFixedPriceRules;
import io.throughline.work.BillingType;
import io.throughline.work.Contract;
import io.throughline.work.OpenCycles;
import io.throughline.work.OpenCycles.Waiting;
import java.time.YearMonth;
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

    private final Stores stores;
    private final BillFixedPriceRules fees;
    private final PostingPeriods periods;
    private final ExpenseEnds expenses;

    RetainerEnds(Stores stores, BillFixedPriceRules fees, PostingPeriods periods) {
        this.stores = stores;
        this.fees = fees;
        this.periods = periods;
        this.expenses = new ExpenseEnds(stores, fees, this, periods);
    }

    /** Months whose expenses are billed without a fee. */
    ExpenseEnds expenses() {
        return expenses;
    }

    /** Ids of the cycles whose fee can be billed, oldest first. */
    List<String> due(Contract contract) {
        return cycles(contract).stream()
                .map(BillingCycle::id)
                .filter(cycle -> !fees.retainer(cycle).steps().isEmpty())
                .toList();
    }

    /** Cycles that should have had their invoice by now, with the gates that are shut and the fee or expenses that wait. */
    List<Waiting> late() {
        List<Waiting> late = new ArrayList<>();
        for (Contract contract : stores.knowledge().all("contract", Contract.class)) {
            if (contract.status() != Contract.Status.DRAFT && contract.signedAt() != null) {
                for (BillingCycle cycle : cycles(contract)) {
                    if (OpenCycles.due(cycle.to()).isBefore(periods.today(contract.billingEntityId()))) {
                        waiting(contract, cycle).ifPresent(late::add);
                    }
                }
                late.addAll(expenses.late(contract));
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
    List<BillingCycle> cycles(Contract contract) {
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
        Optional<Money> fee = fees.fee(contract, YearMonth.from(cycle.to()));
        if (plan.steps().isEmpty() && !plan.held() || fee.isEmpty()) {
            return Optional.empty();
        }
        return LateDocument.of(stores, periods, contract, cycle, plan, fee.get());
    }

    private static YearMonth latest(YearMonth one, YearMonth other) {
        return one.isAfter(other) ? one : other;
    }
}
