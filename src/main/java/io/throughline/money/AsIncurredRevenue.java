package io.throughline.money;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Collection;

/**
 * CALC-06: revenue of time and materials, as the work is done and whether or not it is invoiced (right to invoice: IFRS 15
 * B16, ASC 606-10-55-18). Approved billable time of the service period at its prices (CALC-04), up to the cap of the
 * contract; what the cap cuts off is no revenue.
 */
public final class AsIncurredRevenue {

    private AsIncurredRevenue() {}

    /**
     * Revenue of one month of service.
     *
     * @param entries  time of the contract, of this month and all before, in one currency
     * @param period   month of service
     * @param pricing  how the contract prices time; a discount is no revenue
     * @param cap      not-to-exceed amount of the contract, or null
     * @param currency currency of the contract
     * @throws IllegalArgumentException when an entry that counts has no price
     */
    public static RevenueFigure of(
            Collection<TimeFact> entries, YearMonth period, TimePricing pricing, Money cap, String currency) {
        return new RevenueFigure(
                RevenueEvent.Method.AS_INCURRED,
                toDate(entries, period.atDay(1).minusDays(1), pricing, cap, Money.zero(currency)),
                toDate(entries, period.atEndOfMonth(), pricing, cap, Money.zero(currency)));
    }

    /**
     * Revenue up to a day.
     *
     * @param last     last local work date that counts
     * @param pricing  how the contract prices time; a discount is no revenue
     * @param cap      not-to-exceed amount of the contract, or null
     * @param truedUp  what changed prices added to time that was billed before, which the cap limits too
     * @throws IllegalArgumentException when an entry that counts has no price
     */
    public static Money toDate(
            Collection<TimeFact> entries, LocalDate last, TimePricing pricing, Money cap, Money truedUp) {
        String currency = truedUp.currency();
        Collection<TimeFact> earned = entries.stream()
                .filter(entry -> entry.billable() && entry.state().approved())
                .filter(entry -> !entry.workDate().isAfter(last))
                .toList();
        Money priced = pricing.total(earned, currency);
        return TimeAndMaterials.capped(cap, Money.zero(currency), priced.plus(truedUp))
                .billable();
    }
}
