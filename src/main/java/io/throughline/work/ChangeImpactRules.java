package io.throughline.work;

import io.throughline.money.Hours;
import io.throughline.money.IntercompanyPrice;
import io.throughline.money.Journal;
import io.throughline.money.Money;
import io.throughline.money.ProjectMargin;
import io.throughline.money.ProjectMargin.Amounts;
import io.throughline.money.ProjectMargin.Scope;
import io.throughline.money.Rate;
import io.throughline.money.TimeFact;
import io.throughline.money.TimePricing;
import io.throughline.work.ChangeCase.Affected;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * CALC-10, the figures of {@link ChangeImpact}. Hours of a month at one rate are summed before they are costed; the charge is
 * rounded once from hours, rate and mark-up, in the currency of the rates: both entities post the one amount, so that it
 * eliminates. The charge of a month that was worked for another entity from the start follows CALC-12 in the provider's
 * currency and may differ by a cent.
 */
public final class ChangeImpactRules {

    private ChangeImpactRules() {}

    /**
     * Money of one month of service.
     *
     * @param oldCharge what the old entity charged the billing one
     * @param newCharge what the new entity charges it
     */
    record OfMonth(Money oldCost, Money newCost, Money oldCharge, Money newCharge) {

        OfMonth plus(OfMonth other) {
            return new OfMonth(
                    oldCost.plus(other.oldCost),
                    newCost.plus(other.newCost),
                    oldCharge.plus(other.oldCharge),
                    newCharge.plus(other.newCharge));
        }
    }

    /** The impact of a change. */
    public static ChangeImpact of(ChangeCase change) {
        List<TimeFact> entries = change.affected().stream().map(Affected::entry).toList();
        String currency = currency(change);
        Map<YearMonth, OfMonth> months = months(change, currency);
        OfMonth all = months.values().stream().reduce(OfMonth::plus).orElseThrow();
        Money before = revenue(entries, currency);
        Money after = revenue(change.affected().stream().map(Affected::repriced).toList(), currency);
        List<String> invoices = entries.stream()
                .map(TimeFact::invoiceId)
                .filter(id -> id != null)
                .distinct()
                .sorted()
                .toList();
        List<YearMonth> closed =
                months.keySet().stream().filter(change.closed()::contains).toList();
        return new ChangeImpact(
                (int) entries.stream().map(TimeFact::workDate).distinct().count(),
                entries.stream().mapToLong(TimeFact::minutes).sum(),
                entries.stream().collect(Collectors.groupingBy(TimeFact::state, TreeMap::new, Collectors.counting())),
                before,
                after.minus(before),
                all.oldCost(),
                all.newCost(),
                margins(change, before, after, all),
                all.newCharge(),
                ChangeJournals.of(change, months),
                closed,
                invoices,
                change.timing() == null ? 0 : change.timing().days(),
                flags(change, closed));
    }

    /** The postings of a change alone, for work whose price is of no interest. */
    static List<Journal> journals(ChangeCase change) {
        return ChangeJournals.of(change, months(change, currency(change)));
    }

    private static String currency(ChangeCase change) {
        return change.affected().get(0).newCost().currency();
    }

    private static Map<YearMonth, OfMonth> months(ChangeCase change, String currency) {
        Map<YearMonth, List<Affected>> byMonth = new TreeMap<>();
        change.affected().forEach(one -> byMonth.computeIfAbsent(
                        YearMonth.from(one.entry().workDate()), month -> new ArrayList<>())
                .add(one));
        Map<YearMonth, OfMonth> months = new TreeMap<>();
        byMonth.forEach((month, affected) -> {
            Money none = Money.zero(currency);
            months.put(
                    month,
                    new OfMonth(
                            cost(affected, Affected::oldCost, currency),
                            cost(affected, Affected::newCost, currency),
                            change.lentBefore() ? charge(change.before(), affected, Affected::oldCost, currency) : none,
                            change.lentAfter() ? charge(change.after(), affected, Affected::newCost, currency) : none));
        });
        return months;
    }

    private static Money cost(List<Affected> affected, Function<Affected, Rate> rate, String currency) {
        Map<Rate, Long> minutes = new LinkedHashMap<>();
        affected.forEach(
                one -> minutes.merge(rate.apply(one), (long) one.entry().minutes(), Long::sum));
        Money sum = Money.zero(currency);
        for (Map.Entry<Rate, Long> part : minutes.entrySet()) {
            sum = sum.plus(part.getKey().of(part.getValue()));
        }
        return sum;
    }

    private record CostAndBill(Rate cost, Rate bill) {}

    private static Money charge(
            ChangeCase.Place lender, List<Affected> affected, Function<Affected, Rate> rate, String currency) {
        IntercompanyPrice agreement = lender.charges();
        Money sum = Money.zero(currency);
        if (agreement == null) {
            return sum;
        }
        Map<CostAndBill, Long> minutes = new LinkedHashMap<>();
        affected.forEach(one -> minutes.merge(
                new CostAndBill(rate.apply(one), perHour(one.repriced().billRate())),
                (long) one.entry().minutes(),
                Long::sum));
        for (Map.Entry<CostAndBill, Long> part : minutes.entrySet()) {
            BigDecimal hours = Hours.of(part.getValue());
            sum = sum.plus(
                    agreement.charge(hours, part.getKey().cost(), part.getKey().bill()));
        }
        return sum;
    }

    private static Rate perHour(Rate bill) {
        return bill == null ? null : bill.perHour();
    }

    private static Money revenue(List<TimeFact> entries, String currency) {
        List<TimeFact> billable = entries.stream().filter(TimeFact::billable).toList();
        return TimePricing.PLAIN.total(billable, currency);
    }

    private static ChangeImpact.Margins margins(ChangeCase change, Money before, Money after, OfMonth all) {
        return new ChangeImpact.Margins(
                ProjectMargin.booked(Scope.GROUP, Amounts.ofLabour(before, all.oldCost())),
                ProjectMargin.booked(Scope.GROUP, Amounts.ofLabour(after, all.newCost())),
                entity(before, all.oldCost(), all.oldCharge(), change.lentBefore()),
                entity(after, all.newCost(), all.newCharge(), change.lentAfter()));
    }

    private static ProjectMargin entity(Money revenue, Money cost, Money charge, boolean lent) {
        Money own = lent ? Money.zero(cost.currency()) : cost;
        return ProjectMargin.booked(Scope.ENTITY, Amounts.ofLabour(revenue, own).charged(charge));
    }

    private static Set<ChangeImpact.Flag> flags(ChangeCase change, List<YearMonth> closed) {
        Set<ChangeImpact.Flag> flags = EnumSet.noneOf(ChangeImpact.Flag.class);
        YearMonth known = YearMonth.from(change.enteredOn());
        boolean paid = change.affected().stream()
                .anyMatch(one -> YearMonth.from(one.entry().workDate()).isBefore(known));
        if (paid && !change.before().entityId().equals(change.after().entityId())) {
            flags.add(ChangeImpact.Flag.PAYROLL_RETRO_BY_HAND);
        }
        if (change.lentAfter() && change.after().charges() == null) {
            flags.add(ChangeImpact.Flag.AGREEMENT_MISSING);
        }
        if (!closed.isEmpty()) {
            flags.add(ChangeImpact.Flag.CLOSED_PERIOD);
        }
        boolean rebilled = change.affected().stream()
                .anyMatch(one ->
                        one.entry().invoiceId() != null && !one.repriced().equals(one.entry()));
        if (rebilled) {
            flags.add(ChangeImpact.Flag.CLIENT_BILLED_DIFFERENTLY);
        }
        return flags;
    }
}
