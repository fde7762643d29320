package io.throughline.money;

import java.math.BigDecimal;
import java.util.List;

/**
 * CALC-05: a fixed price billed by milestones, of each of which the client withholds a part until acceptance. The milestones
 * sum to the price exactly; the last takes what rounding leaves.
 *
 * @param milestones  in order of billing
 */
public record MilestoneBilling(List<Milestone> milestones) {

    /**
     * One milestone.
     *
     * @param gross    what it is worth
     * @param retained what the client withholds, rounded
     */
    public record Milestone(Money gross, Money retained) {

        /** What is due when it is billed. */
        public Money payable() {
            return gross.minus(retained);
        }
    }

    public MilestoneBilling {
        milestones = Fields.list("milestones", milestones);
    }

    /**
     * Milestones as parts of a price.
     *
     * @param price        price, not negative
     * @param parts        parts as ratio, such as 0.20; sum to 1
     * @param retentionPct part withheld as ratio, from 0 to less than 1; null for none
     */
    public static MilestoneBilling ofParts(Money price, List<BigDecimal> parts, BigDecimal retentionPct) {
        BigDecimal sum = Fields.list("parts", parts).stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        if (sum.compareTo(BigDecimal.ONE) != 0) {
            throw new IllegalArgumentException("parts sum to " + sum.toPlainString() + ", not to 1");
        }
        return ofAmounts(price, Rounding.lastTakesRest(price, parts), retentionPct);
    }

    /**
     * Milestones of agreed amounts.
     *
     * @throws IllegalArgumentException when they do not sum to the price
     */
    public static MilestoneBilling ofAmounts(Money price, List<Money> amounts, BigDecimal retentionPct) {
        BigDecimal withheld = retentionPct == null ? BigDecimal.ZERO : retentionPct;
        if (withheld.signum() < 0 || withheld.compareTo(BigDecimal.ONE) >= 0) {
            throw new IllegalArgumentException(
                    "retentionPct " + withheld.toPlainString() + " is not from 0 to less than 1");
        }
        Money sum = amounts.stream().reduce(Money.zero(price.currency()), Money::plus);
        if (!sum.equals(price)) {
            throw new IllegalArgumentException("milestones sum to " + sum + ", the price is " + price);
        }
        return new MilestoneBilling(amounts.stream()
                .map(gross -> new Milestone(gross, gross.times(withheld)))
                .toList());
    }

    /** What is billed at acceptance: all that was withheld. */
    public Money released() {
        return milestones.stream().map(Milestone::retained).reduce(Money::plus).orElseThrow();
    }
}
