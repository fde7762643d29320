package io.throughline.money;

import java.math.BigDecimal;

/**
 * CALC-12: what an entity charges another of the group for its people. The charge is computed once, in the currency of the
 * rate it comes from; see {@link IntercompanyCharge} for its translation.
 */
public sealed interface IntercompanyPrice {

    /** The policy id, such as {@code cost_plus_10}, {@code bill_share_65} or {@code fixed_card}. */
    String id();

    /**
     * The charge for hours, rounded once.
     *
     * @param hours hours, 2 decimals
     * @param cost  cost rate of the provider
     * @param bill  price the client pays for one hour
     */
    Money charge(BigDecimal hours, Rate cost, Rate bill);

    /** Cost with a mark-up as ratio, such as 0.10. */
    record CostPlus(BigDecimal markup) implements IntercompanyPrice {

        public CostPlus {
            if (markup.signum() < 0) {
                throw new IllegalArgumentException("markup " + markup.toPlainString() + " is negative");
            }
        }

        @Override
        public String id() {
            return "cost_plus_" + percent(markup);
        }

        @Override
        public Money charge(BigDecimal hours, Rate cost, Rate bill) {
            BigDecimal plus = cost.amount().multiply(hours).multiply(BigDecimal.ONE.add(markup));
            return Money.rounded(plus, cost.currency());
        }
    }

    /** A share of what the client pays, as ratio from 0 to 1. */
    record BillRateShare(BigDecimal share) implements IntercompanyPrice {

        public BillRateShare {
            if (share.signum() < 0 || share.compareTo(BigDecimal.ONE) > 0) {
                throw new IllegalArgumentException("share " + share.toPlainString() + " is not from 0 to 1");
            }
        }

        @Override
        public String id() {
            return "bill_share_" + percent(share);
        }

        @Override
        public Money charge(BigDecimal hours, Rate cost, Rate bill) {
            return Money.rounded(bill.amount().multiply(hours).multiply(share), bill.currency());
        }
    }

    /** An agreed price of one hour. */
    record FixedCard(Rate rate) implements IntercompanyPrice {

        @Override
        public String id() {
            return "fixed_card";
        }

        @Override
        public Money charge(BigDecimal hours, Rate cost, Rate bill) {
            return rate.times(hours);
        }
    }

    private static String percent(BigDecimal ratio) {
        return ratio.movePointRight(2).stripTrailingZeros().toPlainString();
    }
}
