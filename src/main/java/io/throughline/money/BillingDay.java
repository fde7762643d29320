package io.throughline.money;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * CALC-04: how hours become days where a price is one of a day.
 *
 * @param hours hours of one day, more than zero
 * @param step  to what days are rounded, 0.25 or 0.5
 */
public record BillingDay(BigDecimal hours, BigDecimal step) {

    private static final BigDecimal HALF = new BigDecimal("0.5");
    private static final BigDecimal QUARTER = new BigDecimal("0.25");

    public BillingDay {
        if (hours.signum() <= 0) {
            throw new IllegalArgumentException("day-hours " + hours.toPlainString() + " is not more than zero");
        }
        if (step.compareTo(HALF) != 0 && step.compareTo(QUARTER) != 0) {
            throw new IllegalArgumentException("day-step " + step.toPlainString() + " is neither 0.25 nor 0.5");
        }
    }

    /** Hours as days, half up to the step, 2 decimals. */
    public BigDecimal days(BigDecimal worked) {
        return worked.divide(hours.multiply(step), 0, RoundingMode.HALF_UP)
                .multiply(step)
                .setScale(2, RoundingMode.UNNECESSARY);
    }

    /** What an hour costs at a price of a day, 4 decimals; for systems that know hours alone. */
    public Rate hourly(Rate daily) {
        return new Rate(daily.amount().divide(hours, 4, RoundingMode.HALF_UP), daily.currency(), Rate.Unit.HUR);
    }

    /** The id in reports, such as {@code day_8.00_0.25}. */
    public String id() {
        return "day_" + hours.toPlainString() + "_" + step.toPlainString();
    }
}
