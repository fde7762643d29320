package io.throughline.money;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * CALC-17: how long the firm waits for its money.
 *
 * @param receivables   open invoices
 * @param annualRevenue revenue of a year, more than zero
 */
public record SalesOutstanding(Money receivables, Money annualRevenue) {

    private static final BigDecimal YEAR = new BigDecimal("365");

    public SalesOutstanding {
        if (annualRevenue.signum() <= 0) {
            throw new IllegalArgumentException("annualRevenue " + annualRevenue + " is not more than zero");
        }
        receivables.minus(annualRevenue);
    }

    /** Days sales outstanding: receivables by annual revenue times 365, 2 decimals. */
    public BigDecimal days() {
        return receivables.amount().multiply(YEAR).divide(annualRevenue.amount(), 2, RoundingMode.HALF_UP);
    }

    /** The same with work that should have been billed counted in. */
    public SalesOutstanding withUnbilled(Money unbilled) {
        return new SalesOutstanding(receivables.plus(unbilled), annualRevenue);
    }

    /** Days from the last day of service to the invoice; negative for one issued before. */
    public static long daysToInvoice(ServicePeriod service, LocalDate issueDate) {
        return ChronoUnit.DAYS.between(service.to(), issueDate);
    }
}
