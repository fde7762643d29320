package io.throughline.work;

import io.throughline.contract.Snapshots;
import io.throughline.contract.Violation;
import io.throughline.money.AsIncurredRevenue;
import io.throughline.money.CostToCost;
import io.throughline.money.Money;
import io.throughline.money.RevenueEvent;
import io.throughline.money.RevenueEvent.Measure;
import io.throughline.money.TimeFact;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Revenue of a contract up to the end of a month of service, by the method its billing type calls for (CALC-06 to 08). */
final class RevenueMethods {

    private static final BigDecimal APPROVAL_FREE = new BigDecimal("0.10");

    private final Snapshots snapshots;
    private final RateLookup rates;
    private final CostToDate costs;

    RevenueMethods(Snapshots snapshots, RateLookup rates, CostToDate costs) {
        this.snapshots = snapshots;
        this.rates = rates;
        this.costs = costs;
    }

    /**
     * Revenue up to the end of a month.
     *
     * @param method    how it is recognised
     * @param revenue   revenue to date
     * @param cost      cost to date, or null where the method needs none
     * @param provision provision for the expected loss at that day
     * @param measure   what it is measured by
     */
    record ToDate(RevenueEvent.Method method, Money revenue, Money cost, Money provision, Measure measure) {}

    /**
     * The revenue; empty for milestones, which are earned by their acceptance, and internal work.
     *
     * @param entries  time of the contract, up to the end of the month or later
     * @param approved whether a person approved the estimates at completion
     * @param since    first month of a retainer that is recognised here, or null for all
     * @param found    gets what is remarkable or holds
     */
    Optional<ToDate> of(
            Contract contract,
            List<TimeFact> entries,
            YearMonth month,
            boolean approved,
            YearMonth since,
            List<Violation> found) {
        return switch (contract.billingType()) {
            case TM, TM_NTE -> Optional.of(asIncurred(contract, entries, month, found));
            case FIXED_POC -> costToCost(contract, entries, month, approved, found);
            case RETAINER -> Optional.of(straightLine(contract, month, since));
            case FIXED_MILESTONE, INTERNAL -> Optional.empty();
        };
    }

    private ToDate asIncurred(Contract contract, List<TimeFact> entries, YearMonth month, List<Violation> found) {
        List<TimeFact> priced = new ArrayList<>();
        long minutes = 0;
        for (TimeFact entry : entries) {
            if (entry.billable()
                    && entry.state().approved()
                    && entry.minutes() != 0
                    && !entry.workDate().isAfter(month.atEndOfMonth())) {
                Optional<TimeFact> worth = priced(entry);
                worth.ifPresent(priced::add);
                minutes += entry.minutes();
                if (worth.isEmpty()) {
                    found.add(Violation.hold(
                            "R5",
                            "",
                            "time entry " + entry.timeEntryId() + " of " + entry.workDate() + " has no price"));
                }
            }
        }
        return new ToDate(
                RevenueEvent.Method.AS_INCURRED,
                AsIncurredRevenue.toDate(
                        priced, month.atEndOfMonth(), contract.pricing(), contract.cap(), truedUp(contract, month)),
                null,
                Money.zero(contract.currency()),
                new Measure(Math.toIntExact(minutes), null, null, null, null));
    }

    /** What was billed at another price keeps that; the difference is a true-up of its month. */
    private Money truedUp(Contract contract, YearMonth month) {
        return snapshots.all("true-up", "contractId", contract.contractId(), TrueUpClaim.class).stream()
                .filter(claim -> !claim.servicePeriod().isAfter(month))
                .map(TrueUpClaim::amount)
                .reduce(Money.zero(contract.currency()), Money::plus);
    }

    /** Time that the ERP has not got yet carries no price; it is worth what the card says. */
    private Optional<TimeFact> priced(TimeFact entry) {
        if (entry.roleId() == null) {
            return Optional.empty();
        }
        if (entry.billRate() != null) {
            return Optional.of(entry);
        }
        return snapshots
                .latest("project", entry.projectId(), Project.class)
                .map(project -> rates.find(project, entry))
                .filter(RateLookup.Found.class::isInstance)
                .map(found -> entry.at(((RateLookup.Found) found).rate()));
    }

    private Optional<ToDate> costToCost(
            Contract contract, List<TimeFact> entries, YearMonth month, boolean approved, List<Violation> found) {
        Optional<Contract.Estimate> now = estimate(contract, month.atEndOfMonth());
        if (now.isEmpty() || contract.price() == null) {
            found.add(Violation.hold(
                    "V-REV-02",
                    "/eac",
                    "contract " + contract.contractId() + " has no price or no estimate at completion as of "
                            + month.atEndOfMonth()));
            return Optional.empty();
        }
        Money atCompletion = now.get().totalCost();
        Money cost = costs.of(entries, month.atEndOfMonth(), contract.currency(), found);
        if (cost.exceeds(atCompletion)) {
            found.add(Violation.hold(
                    "V-REV-02",
                    "/eac",
                    "the estimate at completion " + atCompletion + " is less than the cost to date " + cost));
            return Optional.empty();
        }
        Money then = estimate(contract, month.minusMonths(1).atEndOfMonth())
                .map(Contract.Estimate::totalCost)
                .orElse(null);
        if (!approved && now.get().approvedBy() == null && then != null && muchChanged(then, atCompletion)) {
            found.add(Violation.hold(
                    "V-REV-03",
                    "/eac",
                    "the estimate at completion changed from " + then + " to " + atCompletion
                            + ", more than 10 %; it needs approvedBy"));
        }
        CostToCost revenue = new CostToCost(
                contract.price(),
                new CostToCost.Estimate(cost, atCompletion),
                then == null || cost.exceeds(then) ? null : then,
                Money.zero(contract.currency()));
        Money provision = revenue.provision();
        if (provision.signum() > 0) {
            found.add(Violation.warn(
                    "V-REV-04",
                    "/eac",
                    "the contract is onerous by " + revenue.expectedResult().negated() + "; " + provision
                            + " is provided for"));
        }
        return Optional.of(new ToDate(
                RevenueEvent.Method.COST_TO_COST,
                revenue.revenue().toDate(),
                cost,
                provision,
                new Measure(null, cost, atCompletion, null, null)));
    }

    private static boolean muchChanged(Money then, Money now) {
        BigDecimal change = now.minus(then).amount().abs();
        return change.compareTo(then.amount().multiply(APPROVAL_FREE)) > 0;
    }

    private static Optional<Contract.Estimate> estimate(Contract contract, LocalDate on) {
        return contract.eac().stream()
                .filter(estimate -> !estimate.asOf().isAfter(on))
                .max(Comparator.comparing(Contract.Estimate::asOf));
    }

    private static ToDate straightLine(Contract contract, YearMonth month, YearMonth since) {
        Money sum = Money.zero(contract.currency());
        YearMonth signed = YearMonth.from(contract.from());
        YearMonth first = since != null && since.isAfter(signed) ? since : signed;
        for (YearMonth one = first; !one.isAfter(month); one = one.plusMonths(1)) {
            sum = sum.plus(
                    RetainerFee.of(contract, one).map(RetainerFee::amount).orElse(Money.zero(contract.currency())));
        }
        return new ToDate(RevenueEvent.Method.STRAIGHT_LINE, sum, null, Money.zero(contract.currency()), null);
    }
}
