package io.throughline.money;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** CALC-04: what a contract bills beside hours at a price: days, overtime factors, discounts and expenses. */
public final class BillingExtras {

    private static final BigDecimal HALF_DAY = new BigDecimal("0.5");
    private static final BigDecimal QUARTER_DAY = new BigDecimal("0.25");

    private BillingExtras() {}

    /**
     * Hours as days, half up to the step of the contract, 2 decimals.
     *
     * @param hours    hours worked
     * @param dayHours hours of one day, more than zero
     * @param step     0.25 or 0.5
     */
    public static BigDecimal days(BigDecimal hours, BigDecimal dayHours, BigDecimal step) {
        if (dayHours.signum() <= 0) {
            throw new IllegalArgumentException("dayHours " + dayHours.toPlainString() + " is not more than zero");
        }
        if (step.compareTo(HALF_DAY) != 0 && step.compareTo(QUARTER_DAY) != 0) {
            throw new IllegalArgumentException("step " + step.toPlainString() + " is neither 0.25 nor 0.5");
        }
        return hours.divide(dayHours.multiply(step), 0, RoundingMode.HALF_UP)
                .multiply(step)
                .setScale(2, RoundingMode.UNNECESSARY);
    }

    /** A price with the factor that the contract, not payroll, puts on overtime or weekends; 4 decimals. */
    public static Rate overtime(Rate rate, BigDecimal factor) {
        BigDecimal raised = rate.amount().multiply(factor).setScale(4, RoundingMode.HALF_UP);
        return new Rate(raised, rate.currency(), rate.unit());
    }

    /** What is left of the sum of the lines after a discount as ratio from 0 to 1; tax comes after it. */
    public static Money discounted(Money lines, BigDecimal discountPct) {
        if (discountPct.signum() < 0 || discountPct.compareTo(BigDecimal.ONE) > 0) {
            throw new IllegalArgumentException("discountPct " + discountPct.toPlainString() + " is not from 0 to 1");
        }
        return lines.minus(lines.times(discountPct));
    }

    /** An expense as billed: translated and rounded, then marked up and rounded. */
    public static Money expense(Money spent, Translation rate, BigDecimal markupPct) {
        return rate.of(spent).times(BigDecimal.ONE.add(markupPct));
    }
}
