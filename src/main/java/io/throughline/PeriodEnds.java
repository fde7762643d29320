package io.throughline;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.money.PostingPeriods;
import io.throughline.people.FollowUp;
import io.throughline.work.BillFixedPriceRules;
import io.throughline.work.BillingType;
import io.throughline.work.Contract;
import java.time.Clock;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;

/**
 * What the end of a month makes due where the entity is: revenue of each contract, charges between entities, and fees of
 * retainers. The id of a finding names what it depends on, so that late time and new terms make it due again and nothing
 * else does.
 */
final class PeriodEnds {

    private final Stores stores;
    private final RetainerEnds retainers;
    private final BillFixedPriceRules fees;
    private final CycleAsks asks;
    private final PostingPeriods periods;
    private final HeldMilestones milestones;
    private final IntercompanyEnds intercompany;
    private final Clock clock;

    PeriodEnds(Stores stores, BillFixedPriceRules fees, Clock clock) {
        this.stores = stores;
        this.periods = new PostingPeriods(stores.knowledge(), clock);
        this.fees = fees;
        this.asks = new CycleAsks(stores, clock);
        this.retainers = new RetainerEnds(stores, fees, periods);
        this.milestones = new HeldMilestones(stores, fees, asks);
        this.intercompany = new IntercompanyEnds(stores, periods, clock);
        this.clock = clock;
    }

    /**
     * {@code revenue.due.v1}, {@code intercompany.due.v1}, {@code billing.retainerdue.v1}, {@code billing.expensesdue.v1}, and
     * {@code billing.milestonedue.v1} of milestones that were held.
     */
    List<Event> due() {
        List<Event> due = new ArrayList<>();
        for (Contract contract : stores.knowledge().all("contract", Contract.class)) {
            if (contract.status() == Contract.Status.DRAFT || contract.signedAt() == null) {
                continue;
            }
            YearMonth ended = periods.lastEnded(contract.billingEntityId());
            if (!YearMonth.from(contract.from()).isAfter(ended)) {
                revenue(due, contract, ended);
                retainer(due, contract);
            }
        }
        due.addAll(milestones.due());
        due.addAll(intercompany.due());
        return due;
    }

    private void revenue(List<Event> due, Contract contract, YearMonth ended) {
        boolean measured =
                switch (contract.billingType()) {
                    case TM, TM_NTE, RETAINER -> true;
                    case FIXED_POC -> !contract.eac().isEmpty();
                    case FIXED_MILESTONE, INTERNAL -> false;
                };
        long newest = stores.times().newest(contract.projectIds(), null, ended.atEndOfMonth());
        boolean over = contract.to() != null && contract.to().isBefore(ended.atDay(1));
        if (!measured || contract.billingType() != BillingType.RETAINER && newest == 0 || over && newest == 0) {
            return;
        }
        String id = contract.contractId();
        ObjectNode data = Json.mapper().createObjectNode();
        data.put("contractId", id).put("period", ended.toString());
        if (contract.billingType() == BillingType.RETAINER) {
            YearMonth since = retainers.since(contract);
            if (ended.isBefore(since)) {
                return;
            }
            data.put("since", since.toString());
        }
        due.add(event(
                String.join("-", "revenue-due", id, ended.toString(), "" + contract.version(), "" + newest),
                "revenue.due.v1",
                id,
                "contract:" + id,
                data));
    }

    private void retainer(List<Event> due, Contract contract) {
        for (String cycle : retainers.due(contract)) {
            asks.ask(
                            "billing.retainerdue.v1",
                            cycle,
                            "billing:" + cycle,
                            fees.nextVersion(cycle),
                            ask -> fees.retainer(cycle))
                    .ifPresent(due::add);
        }
        for (String cycle : retainers.expenses().due(contract)) {
            asks.ask(
                            "billing.expensesdue.v1",
                            cycle,
                            "billing:" + cycle,
                            fees.nextVersion(cycle),
                            ask -> fees.expenses(cycle))
                    .ifPresent(due::add);
        }
    }

    private Event event(String id, String type, String subject, String key, ObjectNode data) {
        return new Event(
                FollowUp.SOURCE, id, type, subject, clock.instant(), key, 1, null, null, id, null, null, data, null);
    }
}
