package io.throughline.work;

import io.throughline.contract.Snapshots;
import io.throughline.money.Hours;
import io.throughline.money.Money;
import io.throughline.money.PostingPeriods;
import io.throughline.money.Rate;
import io.throughline.money.TimeFact;
import io.throughline.money.TimeFacts;
import io.throughline.money.TimePricing;
import io.throughline.money.TrueUp;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the prices known now change about the time of a project: unbilled entries, and per month what was billed (CALC-14). */
final class TrueUpFigures {

    private final Snapshots snapshots;
    private final TimeFacts time;
    private final RateLookup rates;
    private final PostingPeriods periods;

    TrueUpFigures(Snapshots snapshots, TimeFacts time, RateLookup rates, PostingPeriods periods) {
        this.snapshots = snapshots;
        this.time = time;
        this.rates = rates;
        this.periods = periods;
    }

    /**
     * Of one month of service.
     *
     * @param trueUp    difference to what was billed and trued up before
     * @param hours     billed hours whose price changed
     * @param invoiceId last invoice of the month
     */
    record OfMonth(TrueUp trueUp, BigDecimal hours, String invoiceId) {}

    /** An unbilled entry and its new price. */
    record Repriced(TimeFact entry, Rate price) {}

    /** Unbilled entries of a range of days that have a price other than the one known now. */
    List<Repriced> unbilled(Project project, LocalDate from, LocalDate to) {
        List<Repriced> repriced = new ArrayList<>();
        Prices prices = prices(project);
        for (TimeFact fact : priced(project, from, to)) {
            Rate price = prices.now(fact);
            if (fact.invoiceId() == null && changed(fact, price)) {
                repriced.add(new Repriced(fact, price));
            }
        }
        return repriced;
    }

    /**
     * Differences by month of service, those of zero left out.
     *
     * @param except true-up that is not counted as made before, or null
     */
    List<OfMonth> billed(Project project, LocalDate from, LocalDate to, String except) {
        Map<YearMonth, List<TimeFact>> months = priced(
                        project, YearMonth.from(from).atDay(1), to)
                .stream()
                .filter(fact -> fact.invoiceId() != null)
                .collect(Collectors.groupingBy(
                        fact -> YearMonth.from(fact.workDate()), TreeMap::new, Collectors.toList()));
        List<OfMonth> differences = new ArrayList<>();
        Prices prices = prices(project);
        months.forEach((month, facts) -> {
            OfMonth difference = ofMonth(prices, month, facts, except);
            if (difference.trueUp().amount().signum() != 0) {
                differences.add(difference);
            }
        });
        return differences;
    }

    private OfMonth ofMonth(Prices prices, YearMonth month, List<TimeFact> facts, String except) {
        Project project = prices.project;
        List<TimeFact> renewed = new ArrayList<>();
        long minutes = 0;
        String invoiceId = null;
        for (TimeFact fact : facts) {
            Rate price = prices.now(fact);
            renewed.add(fact.at(price));
            if (changed(fact, price)) {
                minutes += fact.minutes();
            }
            invoiceId = invoiceId == null || fact.invoiceId().compareTo(invoiceId) > 0 ? fact.invoiceId() : invoiceId;
        }
        Money before = total(facts, project).plus(earlier(project, month, except));
        YearMonth posting = periods.firstOpen(project.billingEntityId(), month);
        return new OfMonth(new TrueUp(total(renewed, project), before, month, posting), Hours.of(minutes), invoiceId);
    }

    /** Lines are rounded within their invoice, less the discount of the contract, as they were billed. */
    private Money total(Collection<TimeFact> facts, Project project) {
        TimePricing pricing = snapshots
                .latest("contract", project.contractId(), Contract.class)
                .map(Contract::pricing)
                .orElse(TimePricing.PLAIN);
        Map<String, List<TimeFact>> byInvoice = facts.stream().collect(Collectors.groupingBy(TimeFact::invoiceId));
        return byInvoice.values().stream()
                .map(of -> pricing.total(of, project.currency()))
                .reduce(Money.zero(project.currency()), Money::plus);
    }

    private Money earlier(Project project, YearMonth month, String except) {
        return snapshots.all("true-up", "projectId", project.projectId(), TrueUpClaim.class).stream()
                .filter(claim ->
                        claim.servicePeriod().equals(month) && !claim.trueUpId().equals(except))
                .map(TrueUpClaim::amount)
                .reduce(Money.zero(project.currency()), Money::plus);
    }

    private List<TimeFact> priced(Project project, LocalDate from, LocalDate to) {
        return time.ofProject(project.projectId(), from, to).stream()
                .filter(fact ->
                        fact.billable() && fact.minutes() != 0 && fact.state().approved())
                .filter(fact -> fact.billRate() != null && fact.roleId() != null)
                .toList();
    }

    private static boolean changed(TimeFact fact, Rate price) {
        return fact.billRate().amount().compareTo(price.amount()) != 0
                || fact.billRate().per() != price.per();
    }

    private Prices prices(Project project) {
        return new Prices(
                project,
                snapshots.all("assignment", "projectId", project.projectId(), Assignment.class).stream()
                        .filter(one -> one.billRateOverride() != null)
                        .toList());
    }

    /** The prices the cards have now; an entry of an assignment with a price of its own keeps that. */
    private final class Prices {

        private final Project project;
        private final List<Assignment> agreed;

        Prices(Project project, List<Assignment> agreed) {
            this.project = project;
            this.agreed = agreed;
        }

        Rate now(TimeFact fact) {
            boolean own = agreed.stream()
                    .anyMatch(one -> one.workerId().equals(fact.workerId())
                            && !fact.workDate().isBefore(one.from())
                            && fact.workDate().isBefore(one.to()));
            return !own && rates.find(project, fact) instanceof RateLookup.Found found ? found.rate() : fact.billRate();
        }
    }
}
