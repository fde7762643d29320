package io.throughline.work;

import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.contract.Plan;
import io.throughline.contract.Settled;
import io.throughline.contract.Snapshots;
import io.throughline.contract.Step;
import io.throughline.contract.Violation;
import io.throughline.money.BilledFees;
import io.throughline.money.ContractBalance;
import io.throughline.money.Invoice;
import io.throughline.money.Money;
import io.throughline.money.Posting;
import io.throughline.money.Posting.Account;
import io.throughline.money.Posting.Line;
import io.throughline.money.PostingPeriods;
import io.throughline.money.RevenueEvent;
import io.throughline.money.RevenueFacts;
import io.throughline.people.FollowUp;
import io.throughline.people.Routing;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * WF-18: proposed revenue becomes a posting in the ERP of the billing entity. It goes against the contract asset as far as
 * it is not billed, and against the contract liability as far as it was billed before (CALC-09); a provision for a loss is
 * posted beside it.
 */
public final class PostRevenueRules {

    private final Snapshots snapshots;
    private final RevenueFacts recognised;
    private final Routing routing;
    private final PostingPeriods periods;
    private final Clock clock;

    public PostRevenueRules(
            Snapshots snapshots, RevenueFacts recognised, Routing routing, PostingPeriods periods, Clock clock) {
        this.snapshots = snapshots;
        this.recognised = recognised;
        this.routing = routing;
        this.periods = periods;
        this.clock = clock;
    }

    /**
     * Step {@code posting} in lane {@code contract:<id>}; held when a fixed price would be exceeded (V-REV-01). Nothing for an
     * amount of zero.
     */
    public Plan plan(Event event, RevenueEvent revenue) {
        Optional<Contract> contract = snapshots.latest("contract", revenue.contractId(), Contract.class);
        Money before = before(revenue);
        Money after = before.plus(revenue.amount());
        if (contract.filter(known -> fixed(known) && after.exceeds(known.price()))
                .isPresent()) {
            return Plan.stopped(List.of(Violation.hold(
                    "V-REV-01",
                    "/amount",
                    "revenue to date " + after + " exceeds the price "
                            + contract.get().price())));
        }
        String entity = revenue.billingEntityId();
        YearMonth period = periods.firstOpen(entity, revenue.period());
        LocalDate day = revenue.postingDate() != null
                        && YearMonth.from(revenue.postingDate()).equals(period)
                ? revenue.postingDate()
                : periods.day(entity, period);
        List<Line> lines = lines(revenue, before, after);
        if (lines.isEmpty()) {
            return Plan.NOTHING;
        }
        Posting posting = Posting.of(
                revenue.revenueEventId(), entity, day, revenue.amount().currency(), null, lines);
        String erp = routing.of(entity).erp();
        return Plan.of(Step.of("posting", erp, "posting", "contract:" + revenue.contractId(), Json.toTree(posting))
                .needing("project:" + revenue.projectId() + "@" + erp)
                .then("post-revenue.posting-done"));
    }

    /** {@code revenue.posted.v1}. */
    public Plan after(Settled settled) {
        RevenueEvent proposed = Json.read(settled.event().data(), RevenueEvent.class);
        String id = proposed.revenueEventId();
        Posting posting = Json.read(settled.step().payload(), Posting.class);
        RevenueEvent posted = Json.read(
                Json.toTree(proposed)
                        .put("version", proposed.version() + 1)
                        .put("period", posting.period().toString())
                        .put("postingDate", posting.postingDate().toString())
                        .put("status", RevenueEvent.Status.POSTED.name()),
                RevenueEvent.class);
        return Plan.NOTHING.emitting(FollowUp.of(
                settled.event(),
                id + "-posted",
                "revenue.posted.v1",
                id,
                "contract:" + posted.contractId(),
                posted.version(),
                posted,
                clock.instant()));
    }

    private static boolean fixed(Contract contract) {
        return contract.price() != null
                && (contract.billingType() == BillingType.FIXED_POC
                        || contract.billingType() == BillingType.FIXED_MILESTONE);
    }

    /** The revenue of the contract before this event, which is not stored yet when it is planned. */
    private Money before(RevenueEvent revenue) {
        String currency = revenue.amount().currency();
        if (revenue.cumulative() != null) {
            return revenue.cumulative().minus(revenue.amount());
        }
        return recognised.of(revenue.contractId()).stream()
                .map(RevenueFacts.Recognised::amount)
                .reduce(Money.zero(currency), Money::plus);
    }

    private List<Line> lines(RevenueEvent revenue, Money before, Money after) {
        Money billed = billed(revenue.contractId(), revenue.amount().currency());
        ContractBalance from = ContractBalance.of(revenue.contractId(), before, billed);
        ContractBalance to = ContractBalance.of(revenue.contractId(), after, billed);
        String project = revenue.projectId();
        String text = "Revenue " + revenue.contractId() + ", service " + service(revenue);
        List<Line> lines = new ArrayList<>();
        lines.add(Line.of(Account.UNBILLED, project, to.asset().minus(from.asset()), text));
        lines.add(Line.of(Account.DEFERRED_REVENUE, project, from.liability().minus(to.liability()), text));
        lines.add(Line.of(Account.REVENUE, project, revenue.amount().negated(), text));
        if (revenue.provision() != null) {
            String loss = "Expected loss " + revenue.contractId();
            lines.add(Line.of(Account.LOSS_EXPENSE, project, revenue.provision(), loss));
            lines.add(
                    Line.of(Account.LOSS_PROVISION, project, revenue.provision().negated(), loss));
        }
        return lines.stream().filter(line -> line.amount().signum() != 0).toList();
    }

    private static YearMonth service(RevenueEvent revenue) {
        return revenue.servicePeriod() == null
                ? revenue.period()
                : YearMonth.from(revenue.servicePeriod().to());
    }

    private Money billed(String contractId, String currency) {
        return BilledFees.of(
                snapshots.all("invoice", "contractId", contractId, Invoice.class).stream()
                        .filter(invoice -> invoice.currency().equals(currency))
                        .toList(),
                invoice -> true,
                currency);
    }
}
