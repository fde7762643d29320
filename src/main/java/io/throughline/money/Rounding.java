package io.throughline.money;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** CALC-16: allocation without losing a cent, and tax per document. */
public final class Rounding {

    private Rounding() {}

    /**
     * An amount shared by weights, by largest remainder; of equal remainders the first goes first. The shares sum to the
     * amount exactly; those of a negative amount mirror those of the positive one.
     *
     * @param amount  what is shared
     * @param weights not negative, with a positive sum
     */
    public static List<Money> allocate(Money amount, List<BigDecimal> weights) {
        BigDecimal sum = sum(weights);
        if (amount.signum() < 0) {
            return allocate(amount.negated(), weights).stream()
                    .map(Money::negated)
                    .toList();
        }
        int digits = Currencies.minorUnits(amount.currency());
        List<BigDecimal> shares = new ArrayList<>();
        List<BigDecimal> remainders = new ArrayList<>();
        BigDecimal left = amount.amount();
        for (BigDecimal weight : weights) {
            BigDecimal exact = amount.amount().multiply(weight).divide(sum, digits + 20, RoundingMode.DOWN);
            BigDecimal share = exact.setScale(digits, RoundingMode.DOWN);
            shares.add(share);
            remainders.add(exact.subtract(share));
            left = left.subtract(share);
        }
        BigDecimal unit = BigDecimal.ONE.movePointLeft(digits);
        List<Integer> order = IntStream.range(0, weights.size())
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> remainders.get(i)).reversed())
                .toList();
        for (int i = 0; left.signum() > 0; i++, left = left.subtract(unit)) {
            int lucky = order.get(i % order.size());
            shares.set(lucky, shares.get(lucky).add(unit));
        }
        return shares.stream().map(share -> new Money(share, amount.currency())).toList();
    }

    /**
     * An amount shared by weights in their order: each share is rounded half up for itself, the last takes what is left, so
     * that the shares sum to the amount exactly. No share takes more than the ones before it left.
     *
     * @param amount  what is shared, not negative
     * @param weights not negative, with a positive sum
     */
    public static List<Money> lastTakesRest(Money amount, List<BigDecimal> weights) {
        BigDecimal sum = sum(weights);
        if (amount.signum() < 0) {
            throw new IllegalArgumentException("amount " + amount + " is negative and cannot be shared in order");
        }
        List<Money> shares = new ArrayList<>();
        Money left = amount;
        for (BigDecimal weight : weights.subList(0, weights.size() - 1)) {
            BigDecimal exact = amount.amount()
                    .multiply(weight)
                    .divide(sum, Currencies.minorUnits(amount.currency()), RoundingMode.HALF_UP);
            Money share = new Money(exact, amount.currency()).min(left);
            shares.add(share);
            left = left.minus(share);
        }
        shares.add(left);
        return List.copyOf(shares);
    }

    private static BigDecimal sum(List<BigDecimal> weights) {
        for (BigDecimal weight : weights) {
            if (weight.signum() < 0) {
                throw new IllegalArgumentException("weight " + weight.toPlainString() + " is negative");
            }
        }
        BigDecimal sum = weights.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        if (sum.signum() == 0) {
            throw new IllegalArgumentException("weights sum to 0, so that nothing can be shared by them");
        }
        return sum;
    }

    /** Tax of one category: on the sum of the lines of the document, never per line (EN 16931). */
    public static Money documentTax(List<Money> lines, BigDecimal rate, String currency) {
        Money base = lines.stream().reduce(Money.zero(currency), Money::plus);
        return Money.rounded(base.amount().multiply(rate), currency);
    }
}
