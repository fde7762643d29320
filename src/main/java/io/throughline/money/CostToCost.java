package io.throughline.money;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * CALC-07: revenue of a fixed price by cost incurred (input method of IFRS 15.39-45 and B14-B19). Progress is measured
 * anew at each reporting date; what a new estimate changes of earlier periods is caught up in the period of the estimate.
 * The expected loss of an onerous contract is provided for at once (IAS 37, ASC 605-35).
 *
 * @param price        transaction price with approved changes
 * @param now          cost and estimate at the reporting date
 * @param estimateThen estimate at completion of the reporting date before, or null for the first
 * @param prior        revenue recognised before the period
 */
public record CostToCost(Money price, Estimate now, Money estimateThen, Money prior) {

    /**
     * Cost to date and at completion; only costs that depict progress.
     *
     * @param costToDate cost incurred
     * @param atCompletion estimated cost at completion, more than zero and not less than the cost incurred (V-REV-02)
     */
    public record Estimate(Money costToDate, Money atCompletion) {

        public Estimate {
            if (atCompletion.signum() <= 0) {
                throw new IllegalArgumentException("atCompletion " + atCompletion + " is not more than zero");
            }
            if (costToDate.exceeds(atCompletion)) {
                throw new IllegalArgumentException(
                        "atCompletion " + atCompletion + " is less than the cost to date " + costToDate);
            }
        }

        /** Cost to date by cost at completion, 6 decimals. */
        public BigDecimal progress() {
            return costToDate.amount().divide(atCompletion.amount(), 6, RoundingMode.HALF_UP);
        }
    }

    /** Revenue of the period and to date. */
    public RevenueFigure revenue() {
        return new RevenueFigure(RevenueEvent.Method.COST_TO_COST, prior, price.times(now.progress()));
    }

    /** Revenue to date had the estimate not changed. */
    public Money atEarlierEstimate() {
        return estimateThen == null
                ? revenue().toDate()
                : price.times(new Estimate(now.costToDate(), estimateThen).progress());
    }

    /** What the new estimate changed of revenue to date; negative when it took revenue back. */
    public Money catchUp() {
        return revenue().toDate().minus(atEarlierEstimate());
    }

    /** Revenue of the period less its cost. */
    public Money margin(Money costOfPeriod) {
        return revenue().period().minus(costOfPeriod);
    }

    /** Revenue to date less cost to date; negative is a loss. */
    public Money resultToDate() {
        return revenue().toDate().minus(now.costToDate());
    }

    /** Price less cost at completion; negative when the contract is onerous. */
    public Money expectedResult() {
        return price.minus(now.atCompletion());
    }

    /** What must be provided for beside the loss to date, so that the whole expected loss is recognised; zero when none. */
    public Money provision() {
        Money none = Money.zero(price.currency());
        return expectedResult().signum() >= 0
                ? none
                : resultToDate().minus(expectedResult()).max(none);
    }
}
