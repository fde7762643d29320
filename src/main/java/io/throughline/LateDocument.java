package io.throughline;

import io.throughline.contract.Plan;
import io.throughline.contract.Violation;
import io.throughline.money.BillingCycle;
import io.throughline.money.BillingReadiness;
import io.throughline.money.BillingReadiness.Blocker;
import io.throughline.money.Money;
import io.throughline.money.PostingPeriods;
import io.throughline.work.Contract;
import io.throughline.work.MoneyAtRisk.Finding;
import io.throughline.work.OpenCycles.Waiting;
import io.throughline.work.Project;
import io.throughline.work.UnbilledCycles.Cycle;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A document of a month that is not there though it should be, with the gates that are shut and the money that waits. */
final class LateDocument {

    private static final LocalTime END_OF_DAY = LocalTime.of(23, 59, 59);

    private LateDocument() {}

    /**
     * What is late; empty when the project is not known.
     *
     * @param plan   what would come of the document now
     * @param amount what it charges
     */
    static Optional<Waiting> of(
            Stores stores, PostingPeriods periods, Contract contract, BillingCycle cycle, Plan plan, Money amount) {
        List<Blocker> shut = plan.findings().stream()
                .filter(one -> one.outcome() == Violation.Outcome.HOLD)
                .map(one -> new Blocker(one.rule(), owner(one.rule()), one.message(), amount, cycle.to()))
                .toList();
        ZonedDateTime cutOff = cycle.to().atTime(END_OF_DAY).atZone(periods.zone(contract.billingEntityId()));
        Cycle whole = new Cycle(cycle.id(), cutOff.toOffsetDateTime(), amount);
        Finding finding = new Finding(cycle.projectId(), contract.customerId(), amount, true, List.of(whole), 0, false);
        return stores.knowledge()
                .latest("project", cycle.projectId(), Project.class)
                .map(project -> new Waiting(project, cutOff, new BillingReadiness(cycle.id(), amount, shut), finding));
    }

    /** Who can open a gate: purchase orders and acceptances are got from the client. */
    private static String owner(String rule) {
        return Set.of("R7", "R8", "V-INV-03").contains(rule) ? "account-manager" : "finance-ops";
    }
}
