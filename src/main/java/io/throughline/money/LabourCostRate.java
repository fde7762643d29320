package io.throughline.money;

import java.math.BigDecimal;
import java.math.RoundingMode;

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

    private Rate per(BigDecimal hours) {
        return new Rate(
                annualLoaded().amount().divide(hours, 4, RoundingMode.HALF_UP), salary.currency(), Rate.Unit.HUR);
    }
}
