package io.throughline.work;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.contract.Plan;
import io.throughline.contract.Snapshots;
import io.throughline.money.CostRate;
import io.throughline.money.InternalCharge;
import io.throughline.money.PostingPeriods;
import io.throughline.money.TimeFact;
import io.throughline.money.TimeFacts;
import io.throughline.people.FollowUp;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * WF-21 for cost rates that changed for months that are over (CALC-14): what was charged to other entities at the old rate,
 * and revenue measured by cost, are computed anew. Both post only the difference, in the first open month, with the month
 * of service; clients are not concerned.
 */
public final class CostTrueUpRules {

    private final Snapshots snapshots;
    private final TimeFacts time;
    private final PostingPeriods periods;
    private final Clock clock;

    public CostTrueUpRules(Snapshots snapshots, TimeFacts time, PostingPeriods periods, Clock clock) {
        this.snapshots = snapshots;
        this.time = time;
        this.periods = periods;
        this.clock = clock;
    }

    /**
     * {@code intercompany.due.v1} for each charge of the entity the change reaches back to and {@code revenue.due.v1} for each
     * contract with cost-to-cost revenue that has time at the rate. They are planned once the new rate is known.
     */
    public Plan changed(Event event, CostRate rate) {
        LocalDate from = snapshots
                .latest("cost-rate", rate.costRateId(), CostRate.class)
                .map(CostRate::from)
                .filter(before -> before.isBefore(rate.from()))
                .orElse(rate.from());
        if (YearMonth.from(from).isAfter(periods.lastEnded(rate.legalEntityId()))) {
            return Plan.NOTHING;
        }
        Map<String, Event> due = new LinkedHashMap<>();
        charges(event, rate, from, due);
        revenue(event, rate, from, due);
        return Plan.NOTHING.emitting(due.values().toArray(Event[]::new));
    }

    private void charges(Event cause, CostRate rate, LocalDate from, Map<String, Event> due) {
        for (InternalCharge charge :
                snapshots.all("intercompany-charge", "fromEntityId", rate.legalEntityId(), InternalCharge.class)) {
            if (!charge.servicePeriod().isBefore(YearMonth.from(from))) {
                ObjectNode data = Json.mapper().createObjectNode();
                data.put("from", charge.fromEntityId())
                        .put("to", charge.toEntityId())
                        .put("projectId", charge.projectId())
                        .put("period", charge.servicePeriod().toString());
                String subject = String.join(
                        "-",
                        charge.servicePeriod().toString(),
                        charge.fromEntityId(),
                        charge.toEntityId(),
                        charge.projectId());
                String key = "intercompany:" + charge.fromEntityId() + ":" + charge.toEntityId();
                due.computeIfAbsent(
                        subject, one -> due(cause, rate, "intercompany-due", "intercompany.due.v1", one, key, data));
            }
        }
    }

    private void revenue(Event cause, CostRate rate, LocalDate from, Map<String, Event> due) {
        for (Contract contract : snapshots.all("contract", Contract.class)) {
            YearMonth ended = periods.lastEnded(contract.billingEntityId());
            if (contract.billingType() == BillingType.FIXED_POC
                    && contract.signedAt() != null
                    && !contract.eac().isEmpty()
                    && concerns(contract, rate, from, ended.atEndOfMonth())) {
                String id = contract.contractId();
                ObjectNode data = Json.mapper().createObjectNode();
                data.put("contractId", id).put("period", ended.toString());
                due.put(id, due(cause, rate, "revenue-due", "revenue.due.v1", id, "contract:" + id, data));
            }
        }
    }

    private boolean concerns(Contract contract, CostRate rate, LocalDate from, LocalDate to) {
        return contract.projectIds().stream()
                .flatMap(project -> time.ofProject(project, from, to).stream())
                .anyMatch(fact -> isAt(fact, rate));
    }

    private static boolean isAt(TimeFact fact, CostRate rate) {
        return fact.state().approved()
                && rate.legalEntityId().equals(fact.legalEntityId())
                && rate.roleId().equals(fact.roleId())
                && Optional.ofNullable(rate.workerId())
                        .map(fact.workerId()::equals)
                        .orElse(true);
    }

    private Event due(
            Event cause, CostRate rate, String what, String type, String subject, String key, ObjectNode data) {
        String id = String.join("-", what, subject, rate.costRateId(), "v" + rate.version());
        return FollowUp.of(cause, id, type, subject, key, 1, data, clock.instant());
    }
}
