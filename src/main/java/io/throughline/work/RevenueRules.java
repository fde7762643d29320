package io.throughline.work;

import io.throughline.contract.Event;
import io.throughline.contract.Plan;
import io.throughline.contract.Snapshots;
import io.throughline.contract.Violation;
import io.throughline.money.ClosingRates;
import io.throughline.money.Money;
import io.throughline.money.PostingPeriods;
import io.throughline.money.RevenueEvent;
import io.throughline.money.RevenueFacts;
import io.throughline.money.RevenueFacts.Recognised;
import io.throughline.money.TimeFact;
import io.throughline.money.TimeFacts;
import io.throughline.people.CostRateBook;
import io.throughline.people.FollowUp;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * WF-18: revenue of a contract at the end of a month. Every month of service is computed anew to date; what differs from
 * what was recognised before is proposed, so that a second run proposes nothing and late time is caught up in its month of
 * service.
 */
public final class RevenueRules {

    private final Snapshots snapshots;
    private final TimeFacts time;
    private final RevenueFacts recognised;
    private final RateLookup rates;
    private final PostingPeriods periods;
    private final Clock clock;

    public RevenueRules(
            Snapshots snapshots,
            TimeFacts time,
            RevenueFacts recognised,
            RateLookup rates,
            PostingPeriods periods,
            Clock clock) {
        this.snapshots = snapshots;
        this.time = time;
        this.recognised = recognised;
        this.rates = rates;
        this.periods = periods;
        this.clock = clock;
    }

    /**
     * One {@code revenue.proposed.v1} per month of service up to {@code data.period} that has a difference, posted in its
     * month or the first open one after it (V-REV-05). Held by V-REV-01 (more than the price), V-REV-02 (estimate less than
     * cost, or none), V-REV-03 (estimate changed by more than 10 % without {@code approvedBy}) and R5 (time without a
     * price); V-REV-04, an onerous contract, is a remark and a provision.
     *
     * @param event with {@code contractId} and {@code period} (yyyy-mm) in its data, and {@code approvedBy} when a person
     *     approved the estimates of the contract; {@code since} (yyyy-mm) is the first month of a retainer that is recognised
     *     here
     */
    public Plan plan(Event event) {
        String contractId = event.data().path("contractId").asText();
        YearMonth last = YearMonth.parse(event.data().path("period").asText());
        Optional<Contract> known = snapshots.latest("contract", contractId, Contract.class);
        if (known.isEmpty()) {
            return Plan.stopped(
                    List.of(Violation.hold("V-REV-01", "/contractId", "contract " + contractId + " is not known")));
        }
        Contract contract = known.get();
        List<TimeFact> entries = entries(contract, last.atEndOfMonth());
        YearMonth since = event.data().hasNonNull("since")
                ? YearMonth.parse(event.data().path("since").asText())
                : null;
        boolean approved = event.data().hasNonNull("approvedBy");
        RevenueMethods methods = new RevenueMethods(
                snapshots, rates, new CostToDate(CostRateBook.of(snapshots), new ClosingRates(snapshots)));
        List<Recognised> before = recognised.of(contractId);
        Run run = new Run(contract, event, before);
        List<Violation> found = new ArrayList<>();
        for (YearMonth month = first(contract, entries, before); !month.isAfter(last); month = month.plusMonths(1)) {
            List<Violation> ofMonth = new ArrayList<>();
            Optional<RevenueMethods.ToDate> toDate = methods.of(contract, entries, month, approved, since, ofMonth);
            toDate.ifPresent(value -> over(contract, value.revenue()).ifPresent(ofMonth::add));
            ofMonth.stream().filter(finding -> !found.contains(finding)).forEach(found::add);
            if (toDate.isPresent()) {
                run.propose(month, toDate.get());
            }
        }
        return found.stream().anyMatch(finding -> finding.outcome() == Violation.Outcome.HOLD)
                ? Plan.stopped(found)
                : Plan.NOTHING.with(found).emitting(run.proposals.toArray(Event[]::new));
    }

    private static Optional<Violation> over(Contract contract, Money toDate) {
        boolean fixed = contract.billingType() == BillingType.FIXED_POC;
        return fixed && contract.price() != null && toDate.exceeds(contract.price())
                ? Optional.of(Violation.hold(
                        "V-REV-01", "", "revenue to date " + toDate + " exceeds the price " + contract.price()))
                : Optional.empty();
    }

    private List<TimeFact> entries(Contract contract, LocalDate through) {
        List<TimeFact> entries = new ArrayList<>();
        for (String projectId : contract.projectIds()) {
            entries.addAll(time.ofProject(projectId, LocalDate.EPOCH, through));
        }
        return entries;
    }

    /** The first month of the contract, its time or its revenue. */
    private static YearMonth first(Contract contract, List<TimeFact> entries, List<Recognised> before) {
        YearMonth first = YearMonth.from(contract.from());
        for (TimeFact entry : entries) {
            YearMonth month = YearMonth.from(entry.workDate());
            first = month.isBefore(first) ? month : first;
        }
        return before.isEmpty() || !before.get(0).month().isBefore(first)
                ? first
                : before.get(0).month();
    }

    /** The months of one run, each beside what was recognised before and by the run itself. */
    private final class Run {

        private final Contract contract;
        private final Event cause;
        private final List<Recognised> before;
        private final List<Event> proposals = new ArrayList<>();
        private final Money start;
        private Money proposed;
        private Money provided;
        private Money costed;

        Run(Contract contract, Event cause, List<Recognised> before) {
            this.contract = contract;
            this.cause = cause;
            this.before = before;
            this.start = before.stream().map(Recognised::amount).reduce(Money.zero(contract.currency()), Money::plus);
            this.proposed = Money.zero(contract.currency());
            this.provided = proposed;
            this.costed = proposed;
        }

        void propose(YearMonth month, RevenueMethods.ToDate toDate) {
            Money earlier =
                    RevenueFacts.through(before, month, contract.currency()).plus(proposed);
            Money amount = toDate.revenue().minus(earlier);
            Money provision =
                    toDate.provision().minus(sum(month, Recognised::provision)).minus(provided);
            Money cost = toDate.cost() == null
                    ? Money.zero(contract.currency())
                    : toDate.cost().minus(sum(month, Recognised::cost)).minus(costed);
            if (amount.signum() == 0 && provision.signum() == 0) {
                return;
            }
            proposed = proposed.plus(amount);
            provided = provided.plus(provision);
            costed = costed.plus(cost);
            int number = 1
                    + before.stream()
                            .filter(one -> one.month().equals(month))
                            .mapToInt(Recognised::runs)
                            .sum();
            String entity = contract.billingEntityId();
            YearMonth period = periods.firstOpen(entity, month);
            String id = "REV-" + contract.contractId() + "-" + month + "-" + number;
            RevenueEvent revenue = Revenues.proposal(contract, id, toDate.method(), period, month, amount)
                    .cumulative(start.plus(proposed))
                    .measured(toDate.measure())
                    .cost(toDate.cost() == null ? null : cost)
                    .provision(provision.signum() == 0 ? null : provision)
                    .posted(periods.day(entity, period))
                    .build();
            proposals.add(FollowUp.keyed(
                    FollowUp.of(
                            cause,
                            id,
                            "revenue.proposed.v1",
                            id,
                            "contract:" + contract.contractId(),
                            1,
                            revenue,
                            clock.instant()),
                    Revenues.key(revenue, Integer.toString(number))));
        }

        private Money sum(YearMonth through, java.util.function.Function<Recognised, Money> which) {
            return before.stream()
                    .filter(one -> !one.month().isAfter(through))
                    .map(which)
                    .reduce(Money.zero(contract.currency()), Money::plus);
        }
    }
}
