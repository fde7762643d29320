package io.throughline;

import io.throughline.contract.Plan;
import io.throughline.journal.OpenWork;
import io.throughline.money.BillingCycle;
import io.throughline.money.CycleWork;
import io.throughline.money.InvoiceCycle;
import io.throughline.money.PostingPeriods;
import io.throughline.work.BillFixedPriceRules;
import io.throughline.work.Contract;
import io.throughline.work.OpenCycles;
import io.throughline.work.OpenCycles.Waiting;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Months that are over with expenses that a client pays beside a price and that no fee is billed with: those of fixed
 * prices, and of retainers before the first and after the last fee. What comes after the invoice of its month is due with the
 * next month that has none.
 */
final class ExpenseEnds {

    private final Stores stores;
    private final BillFixedPriceRules rules;
    private final RetainerEnds retainers;
    private final PostingPeriods periods;
    private final OpenWork open;

    ExpenseEnds(Stores stores, BillFixedPriceRules rules, RetainerEnds retainers, PostingPeriods periods) {
        this.stores = stores;
        this.rules = rules;
        this.retainers = retainers;
        this.periods = periods;
        this.open = new OpenWork(stores.database());
    }

    /** Ids of the months whose expenses can be billed, oldest first. */
    List<String> due(Contract contract) {
        return cycles(contract).stream()
                .map(BillingCycle::id)
                .filter(cycle -> !rules.expenses(cycle).steps().isEmpty())
                .toList();
    }

    /** Months of a contract whose expenses should have had their invoice by now, with the gates that are shut. */
    List<Waiting> late(Contract contract) {
        List<Waiting> late = new ArrayList<>();
        for (BillingCycle cycle : cycles(contract)) {
            if (OpenCycles.due(cycle.to()).isBefore(periods.today(contract.billingEntityId()))) {
                Plan plan = rules.expenses(cycle.id());
                if (plan.held() || !plan.steps().isEmpty()) {
                    rules.spent(cycle)
                            .flatMap(amount -> LateDocument.of(stores, periods, contract, cycle, plan, amount))
                            .ifPresent(late::add);
                }
            }
        }
        return late;
    }

    private List<BillingCycle> cycles(Contract contract) {
        List<BillingCycle> cycles = new ArrayList<>();
        if (byTime(contract)) {
            return cycles;
        }
        YearMonth ended = periods.lastEnded(contract.billingEntityId());
        List<BillingCycle> fees = retainers.cycles(contract);
        for (String projectId : contract.projectIds()) {
            Optional<LocalDate> oldest = open.oldestExpense(
                    projectId, ended.atEndOfMonth().minusDays(CycleWork.LATE_DAYS), ended.atEndOfMonth());
            if (oldest.isPresent()) {
                for (YearMonth month = YearMonth.from(oldest.get());
                        !month.isAfter(ended);
                        month = month.plusMonths(1)) {
                    cycles.add(BillingCycle.of(projectId, InvoiceCycle.MONTHLY, month.atDay(1)));
                }
            }
        }
        cycles.removeAll(fees);
        return cycles;
    }

    private static boolean byTime(Contract contract) {
        return switch (contract.billingType()) {
            case TM, TM_NTE, INTERNAL -> true;
            case FIXED_MILESTONE, FIXED_POC, RETAINER -> false;
        };
    }
}
