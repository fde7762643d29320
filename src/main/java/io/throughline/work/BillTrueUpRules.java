package io.throughline.work;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.contract.Plan;
import io.throughline.contract.Snapshots;
import io.throughline.contract.Violation;
import io.throughline.money.Money;
import io.throughline.money.PostingPeriods;
import io.throughline.money.TimeFacts;
import io.throughline.money.TrueUp;
import io.throughline.people.FollowUp;
import java.time.Clock;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;

/** WF-21: a proposed true-up is approved where it is large, and billed with the next invoice or credited at once. */
public final class BillTrueUpRules {

    private static final String RULE = "WF-21";

    private final Snapshots snapshots;
    private final TrueUpFigures figures;
    private final TrueUpCredit credit;
    private final PostingPeriods periods;
    private final GroupCurrency group;
    private final Money approval;
    private final Clock clock;

    /** @param approval amount in group currency above which {@code approvedBy} is needed */
    public BillTrueUpRules(
            Snapshots snapshots,
            TimeFacts time,
            RateLookup rates,
            TrueUpCredit credit,
            PostingPeriods periods,
            GroupCurrency group,
            Money approval,
            Clock clock) {
        this.snapshots = snapshots;
        this.figures = new TrueUpFigures(snapshots, time, rates, periods);
        this.credit = credit;
        this.periods = periods;
        this.group = group;
        this.approval = approval;
        this.clock = clock;
    }

    /**
     * Nothing more for a line, which waits for the next invoice of the project; step {@code credit-note} for money back; and
     * {@code revenue.due.v1} of its contract. Held when it is large and has no {@code approvedBy}, and when the difference is
     * another one by now; overtaken when there is none any more.
     */
    public Plan plan(Event event, TrueUpClaim claim) {
        Optional<Project> project = snapshots.latest("project", claim.projectId(), Project.class);
        YearMonth month = claim.servicePeriod();
        Optional<Money> now = project.flatMap(
                known -> figures.billed(known, month.atDay(1), month.atEndOfMonth(), claim.trueUpId()).stream()
                        .findFirst()
                        .map(one -> one.trueUp().amount()));
        if (now.isEmpty()) {
            return Plan.OVERTAKEN;
        }
        if (!now.get().equals(claim.amount())) {
            return held("the difference of " + claim.projectId() + " " + month + " is " + now.get() + " by now, not "
                    + claim.amount());
        }
        if (claim.approvedBy() == null && large(claim.amount())) {
            return held(claim.amount() + " for " + claim.projectId() + " " + month + " exceeds " + approval
                    + "; it needs approvedBy");
        }
        Plan plan = claim.document() == TrueUp.Document.CREDIT_NOTE
                ? credit.step(claim).map(Plan::of).orElse(Plan.NOTHING)
                : Plan.NOTHING;
        YearMonth ended = periods.lastEnded(project.get().billingEntityId());
        return ended.isBefore(month) ? plan : plan.emitting(revenue(event, claim, ended));
    }

    private boolean large(Money amount) {
        Money positive = amount.signum() < 0 ? amount.negated() : amount;
        return group.of(positive).map(worth -> worth.exceeds(approval)).orElse(true);
    }

    private Event revenue(Event event, TrueUpClaim claim, YearMonth ended) {
        ObjectNode data = Json.mapper().createObjectNode();
        data.put("contractId", claim.contractId()).put("period", ended.toString());
        return FollowUp.of(
                event,
                "revenue-due-" + claim.trueUpId(),
                "revenue.due.v1",
                claim.contractId(),
                "contract:" + claim.contractId(),
                1,
                data,
                clock.instant());
    }

    private static Plan held(String message) {
        return Plan.stopped(List.of(Violation.hold(RULE, "/amount", message)));
    }
}
