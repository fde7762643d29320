package io.throughline.money;

import java.time.YearMonth;
import java.util.Collection;
import java.util.List;

/** The revenue proposed so far. */
public interface RevenueFacts {

    /**
     * Revenue of one month of service.
     *
     * @param month     month of service
     * @param amount    revenue, all runs together
     * @param provision provision for an expected loss, all runs together
     * @param cost      cost recognised with it, all runs together
     * @param runs      how many runs there were, reversals among them
     */
    record Recognised(YearMonth month, Money amount, Money provision, Money cost, int runs) {

        /** A month without revenue. */
        public static Recognised none(YearMonth month, String currency) {
            Money zero = Money.zero(currency);
            return new Recognised(month, zero, zero, zero, 0);
        }
    }

    /** What was recognised of a contract, by month of service in order of time. */
    List<Recognised> of(String contractId);

    /** What of it was recognised up to the end of a month of service. */
    static Money through(Collection<Recognised> months, YearMonth last, String currency) {
        return months.stream()
                .filter(one -> !one.month().isAfter(last))
                .map(Recognised::amount)
                .reduce(Money.zero(currency), Money::plus);
    }
}
