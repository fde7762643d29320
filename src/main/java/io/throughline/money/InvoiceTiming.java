package io.throughline.money;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * CALC-10: what it means that an amount waits for its invoice. The cycle that slips counts more than the interest: after the
 * cut-off the amount waits for the whole next cycle.
 *
 * @param amount    amount held
 * @param heldFrom  first day it could have been billed
 * @param billedOn  day it can be billed, not before
 * @param cutOff    last day on which the cycle takes it
 */
public record InvoiceTiming(Money amount, LocalDate heldFrom, LocalDate billedOn, LocalDate cutOff) {

    public InvoiceTiming {
        if (billedOn.isBefore(heldFrom)) {
            throw new IllegalArgumentException("billedOn " + billedOn + " is before heldFrom " + heldFrom);
        }
    }

    /** Days the amount waits. */
    public long days() {
        return ChronoUnit.DAYS.between(heldFrom, billedOn);
    }

    /** Whether it misses the cycle and goes out with the next. */
    public boolean slipsCycle() {
        return billedOn.isAfter(cutOff);
    }

    /** Cost of financing it for those days, see {@link Financing}. */
    public Money financingCost(BigDecimal yearlyRate) {
        return Financing.cost(amount, yearlyRate, days());
    }
}
