package io.throughline.work;

import io.throughline.money.Money;
import io.throughline.money.Rate;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The arithmetic of CALC-10 over affected entries. All rates are in one currency. Minutes at one rate are summed before they
 * become money, and every figure is rounded once, half up.
 *
 * @param revenue      price of the entries as they are
 * @param clientDelta  price as it would be less price as it is
 * @param costBefore   cost at the old rates
 * @param costAfter    cost at the new rates
 * @param intercompany cost at the new rates of what is lent, with the mark-up
 * @param billerBefore what the entries cost those who bill them: the old cost, with the mark-up where they were lent
 * @param billerAfter  the same at the new rates
 */
public record ChangeFigures(
        Money revenue,
        Money clientDelta,
        Money costBefore,
        Money costAfter,
        Money intercompany,
        Money billerBefore,
        Money billerAfter) {

    /**
     * One affected entry.
     *
     * @param minutes   minutes worked
     * @param oldCost   cost of an hour before
     * @param newCost   cost of an hour from the change on
     * @param price     price of an hour, or null when it is not billed
     * @param newPrice  price of an hour from the change on, or null when it is not billed
     * @param lentBefore whether another entity than the old one bills it
     * @param lent      whether another entity than the new one bills it
     */
    public record Entry(
            long minutes, Rate oldCost, Rate newCost, Rate price, Rate newPrice, boolean lentBefore, boolean lent) {}

    /**
     * The figures of some entries.
     *
     * @param markUp   part that an entity adds to its cost when it lends a worker, such as 0.10
     * @param currency currency of all rates
     */
    public static ChangeFigures of(Collection<Entry> entries, BigDecimal markUp, String currency) {
        Money revenue = sum(entries, Entry::price, BigDecimal.ONE, currency);
        BigDecimal charged = BigDecimal.ONE.add(markUp);
        Map<Boolean, List<Entry>> before = entries.stream().collect(Collectors.partitioningBy(Entry::lentBefore));
        Map<Boolean, List<Entry>> after = entries.stream().collect(Collectors.partitioningBy(Entry::lent));
        Money intercompany = sum(after.get(true), Entry::newCost, charged, currency);
        return new ChangeFigures(
                revenue,
                sum(entries, Entry::newPrice, BigDecimal.ONE, currency).minus(revenue),
                sum(entries, Entry::oldCost, BigDecimal.ONE, currency),
                sum(entries, Entry::newCost, BigDecimal.ONE, currency),
                intercompany,
                sum(before.get(false), Entry::oldCost, BigDecimal.ONE, currency)
                        .plus(sum(before.get(true), Entry::oldCost, charged, currency)),
                sum(after.get(false), Entry::newCost, BigDecimal.ONE, currency).plus(intercompany));
    }

    /** Margin before as ratio with 4 decimals; null when nothing is billed. */
    public BigDecimal marginBefore() {
        return margin(revenue, costBefore);
    }

    /** Margin from the change on as ratio with 4 decimals; null when nothing is billed. */
    public BigDecimal marginAfter() {
        return margin(revenue.plus(clientDelta), costAfter);
    }

    /** Margin of those who bill the entries, as ratio with 4 decimals; null when nothing is billed. */
    public BigDecimal entityMarginBefore() {
        return margin(revenue, billerBefore);
    }

    /** The same from the change on. */
    public BigDecimal entityMarginAfter() {
        return margin(revenue.plus(clientDelta), billerAfter);
    }

    private static BigDecimal margin(Money revenue, Money cost) {
        return revenue.signum() == 0
                ? null
                : revenue.minus(cost).amount().divide(revenue.amount(), 4, RoundingMode.HALF_UP);
    }

    private static Money sum(
            Collection<Entry> entries, Function<Entry, Rate> rate, BigDecimal factor, String currency) {
        Map<Rate, Long> minutes = new LinkedHashMap<>();
        entries.stream()
                .filter(entry -> rate.apply(entry) != null)
                .forEach(entry -> minutes.merge(rate.apply(entry), entry.minutes(), Long::sum));
        Money sum = Money.zero(currency);
        for (Map.Entry<Rate, Long> part : minutes.entrySet()) {
            BigDecimal amount = part.getKey().amount().multiply(part.getKey().quantity(part.getValue()));
            sum = sum.plus(Money.rounded(amount.multiply(factor), currency));
        }
        return sum;
    }
}
