package io.throughline.money;

import java.math.BigDecimal;
import java.util.Collection;

/**
 * CALC-11: the money that waits on something that failed.
 *
 * @param direct       what the failed items themselves are worth
 * @param blocked      unbilled amount of the cycles whose gate they hold, zero when they hold none
 * @param payrollHours hours that payroll would miss, 2 decimals
 * @param estimated    whether a planned or earlier price stood in for a missing one
 */
public record Exposure(Money direct, Money blocked, BigDecimal payrollHours, boolean estimated) {

    private static final BigDecimal CRITICAL = new BigDecimal("50000");
    private static final BigDecimal HIGH = new BigDecimal("10000");

    /** How urgent an exposure is. */
    public enum Severity {
        /** 50 000 or more, or the cut-off is at most two working days away. */
        CRITICAL,
        /** 10 000 or more. */
        HIGH,
        /** Less. */
        MEDIUM
    }

    /**
     * The exposure of failed time entries of one currency.
     *
     * @param failed   entries with a price; those without count only for payroll
     * @param blocked  unbilled amount of the cycles held, or null
     * @param currency currency of the entries
     */
    public static Exposure ofTime(Collection<TimeFact> failed, Money blocked, String currency, boolean estimated) {
        Money direct = Money.zero(currency);
        BigDecimal hours = BigDecimal.ZERO.setScale(2);
        for (TimeFact entry : failed) {
            BigDecimal worked = Hours.of(entry.minutes());
            hours = hours.add(worked);
            if (entry.billable() && entry.billRate() != null) {
                direct = direct.plus(entry.billRate().of(entry.minutes()));
            }
        }
        return new Exposure(direct, blocked == null ? Money.zero(currency) : blocked, hours, estimated);
    }

    /** The greater of direct and blocked; never their sum, because blocked includes direct. */
    public Money total() {
        return direct.max(blocked);
    }

    /**
     * The total in another currency.
     *
     * @param rate units of that currency for one unit of this
     */
    public Money totalIn(BigDecimal rate, String currency) {
        return Money.rounded(total().amount().multiply(rate), currency);
    }

    /**
     * What it costs to finance the total.
     *
     * @param yearlyRate interest as ratio, such as 0.09
     * @param days       days it is late
     */
    public Money financing(BigDecimal yearlyRate, int days) {
        return Financing.cost(total(), yearlyRate, days);
    }

    /**
     * How urgent a total is.
     *
     * @param groupTotal      total in group currency
     * @param workingDaysLeft working days to the cut-off, or null when none is near
     */
    public static Severity severity(Money groupTotal, Integer workingDaysLeft) {
        if (groupTotal.amount().compareTo(CRITICAL) >= 0 || (workingDaysLeft != null && workingDaysLeft <= 2)) {
            return Severity.CRITICAL;
        }
        return groupTotal.amount().compareTo(HIGH) >= 0 ? Severity.HIGH : Severity.MEDIUM;
    }
}
