package io.throughline.money;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/**
 * CALC-02: what one hour of work costs, from pay and productive hours.
 *
 * @param salary          annual salary
 * @param onCostPct       employer's on-cost as ratio, such as 0.215
 * @param benefits        annual benefits
 * @param standardHours   paid hours of a year
 * @param unproductiveHours vacation, holidays and sick allowance of a year, in hours
 */
public record LabourCostRate(
        Money salary, BigDecimal onCostPct, Money benefits, BigDecimal standardHours, BigDecimal unproductiveHours) {

    /** Which hours carry the cost; one per firm. */
    public enum Basis {
        /** Hours worked: paid hours less vacation, holidays and sick allowance. */
        PRODUCTIVE_HOUR,
        /** Hours paid. */
        PAID_HOUR;

        /** The id in settings and reports: {@code productive_hour} or {@code paid_hour}. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public LabourCostRate {
        if (standardHours.compareTo(unproductiveHours) <= 0) {
            throw new IllegalArgumentException("unproductiveHours " + unproductiveHours.toPlainString()
                    + " leave nothing of standardHours " + standardHours.toPlainString());
        }
    }

    /** Salary with on-cost and benefits, rounded to the currency. */
    public Money annualLoaded() {
        return Money.rounded(
                salary.amount().multiply(BigDecimal.ONE.add(onCostPct)).add(benefits.amount()), salary.currency());
    }

    /** Cost of one productive hour; the cost rate. */
    public Rate perProductiveHour() {
        return per(standardHours.subtract(unproductiveHours));
    }

    /** Cost of one paid hour, for comparison with payroll. */
    public Rate perPaidHour() {
        return per(standardHours);
    }

    /** Cost of one hour on the basis the firm has chosen. */
    public Rate on(Basis basis) {
        return basis == Basis.PRODUCTIVE_HOUR ? perProductiveHour() : perPaidHour();
    }

    /**
     * What the rates did not absorb of the cost of payroll (close check C7); positive when payroll cost more.
     *
     * @param payrollCost cost of payroll in the period
     * @param hours       hours costed in the period
     * @param rate        cost rate they were costed at
     */
    public static Money absorptionVariance(Money payrollCost, BigDecimal hours, Rate rate) {
        return payrollCost.minus(rate.times(hours));
    }

    private Rate per(BigDecimal hours) {
        return new Rate(
                annualLoaded().amount().divide(hours, 4, RoundingMode.HALF_UP), salary.currency(), Rate.Unit.HUR);
    }
}
