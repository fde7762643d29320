package io.throughline.money;

import java.math.BigDecimal;

/**
 * CALC-12: one charge between two entities, computed once in the provider's currency and translated once. The receiver books
 * the translated amount and never computes it again.
 *
 * @param policyId how it was priced, such as {@code cost_plus_10}
 * @param cost     what the hours cost the provider
 * @param charge   what the provider charges, in its currency
 * @param received what the receiver books, in its currency
 * @param rate     translation that was used
 */
public record IntercompanyCharge(String policyId, Money cost, Money charge, Money received, Translation rate) {

    /**
     * The charge for hours.
     *
     * @param price how it is priced; a share or a card must be in the provider's currency as the cost rate is
     * @param hours hours, 2 decimals
     * @param cost  cost rate of the provider
     * @param bill  price of the client, or null where the price needs none
     * @param rate  from the provider's currency into the receiver's, on the day of posting
     */
    public static IntercompanyCharge of(
            IntercompanyPrice price, BigDecimal hours, Rate cost, Rate bill, Translation rate) {
        Money charge = price.charge(hours, cost, bill);
        return new IntercompanyCharge(price.id(), cost.times(hours), charge, rate.of(charge), rate);
    }

    /** Charge less cost. */
    public Money providerMargin() {
        return charge.minus(cost);
    }

    /**
     * What does not eliminate: the charge less what the receiver has booked, in the provider's currency; zero when the pair
     * eliminates.
     *
     * @param booked amount in the receiver's books, in its currency
     */
    public Money notEliminated(Money booked) {
        return charge.minus(rate.undo(booked));
    }
}
