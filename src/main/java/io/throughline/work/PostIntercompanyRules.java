package io.throughline.work;

import io.throughline.contract.Json;
import io.throughline.contract.Plan;
import io.throughline.contract.Snapshots;
import io.throughline.contract.Step;
import io.throughline.money.InternalCharge;
import io.throughline.money.Money;
import io.throughline.money.Posting;
import io.throughline.money.Posting.Account;
import io.throughline.money.Posting.Line;
import io.throughline.money.PostingPeriods;
import io.throughline.people.Routing;
import java.util.List;

/** WF-20: one charge between two entities is posted on both sides, each in its own currency and ERP, as one pair. */
public final class PostIntercompanyRules {

    private final Snapshots snapshots;
    private final Routing routing;
    private final PostingPeriods periods;

    public PostIntercompanyRules(Snapshots snapshots, Routing routing, PostingPeriods periods) {
        this.snapshots = snapshots;
        this.routing = routing;
        this.periods = periods;
    }

    /**
     * Steps {@code provider} and {@code receiver}; both have the id of the charge as reference. Lines name the project where
     * the ERP knows it: that of the provider often does not.
     */
    public Plan plan(InternalCharge charge) {
        return Plan.of(
                step(
                        "provider",
                        charge,
                        charge.fromEntityId(),
                        charge.charge(),
                        Account.INTERCOMPANY_RECEIVABLE,
                        Account.INTERCOMPANY_REVENUE,
                        charge.toEntityId()),
                step(
                        "receiver",
                        charge,
                        charge.toEntityId(),
                        charge.received(),
                        Account.INTERCOMPANY_COST,
                        Account.INTERCOMPANY_PAYABLE,
                        charge.fromEntityId()));
    }

    private Step step(
            String name,
            InternalCharge charge,
            String entityId,
            Money amount,
            Account debit,
            Account credit,
            String partner) {
        String erp = routing.of(entityId).erp();
        String project = snapshots
                .externalId("project", charge.projectId(), erp)
                .map(known -> charge.projectId())
                .orElse(null);
        String text = charge.projectId() + " " + charge.servicePeriod() + " " + partner;
        Posting posting = Posting.of(
                charge.chargeId() + (name.equals("provider") ? "-P" : "-R"),
                entityId,
                periods.day(entityId, charge.period()),
                amount.currency(),
                charge.chargeId(),
                List.of(Line.of(debit, project, amount, text), Line.of(credit, project, amount.negated(), text)));
        return Step.of(
                name,
                erp,
                "posting",
                "intercompany:" + charge.fromEntityId() + ":" + charge.toEntityId(),
                Json.toTree(posting));
    }
}
