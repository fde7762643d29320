package io.throughline.money;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * CALC-08: revenue of a retainer, evenly over the days of service. Each month takes the fee by its days, rounded; the last
 * takes the remainder, so that the months sum to the fee exactly.
 */
public final class StraightLineRevenue {

    private StraightLineRevenue() {}

    /**
     * The fee by month of service, in order of time.
     *
     * @param fee    fee of the whole period, not negative
     * @param period days of service, both inclusive
     */
    public static Map<YearMonth, Money> byMonth(Money fee, ServicePeriod period) {
        List<YearMonth> months = new ArrayList<>();
        List<BigDecimal> days = new ArrayList<>();
        YearMonth last = YearMonth.from(period.to());
        for (YearMonth month = YearMonth.from(period.from()); !month.isAfter(last); month = month.plusMonths(1)) {
            months.add(month);
            days.add(BigDecimal.valueOf(daysWithin(month, period)));
        }
        List<Money> shares = Rounding.lastTakesRest(fee, days);
        Map<YearMonth, Money> byMonth = new TreeMap<>();
        for (int i = 0; i < months.size(); i++) {
            byMonth.put(months.get(i), shares.get(i));
        }
        return byMonth;
    }

    /** Revenue of one month and up to its end; nothing before the first and after the last day of service. */
    public static RevenueFigure of(Money fee, ServicePeriod period, YearMonth month) {
        Money prior = Money.zero(fee.currency());
        Money own = Money.zero(fee.currency());
        for (Map.Entry<YearMonth, Money> share : byMonth(fee, period).entrySet()) {
            if (share.getKey().isBefore(month)) {
                prior = prior.plus(share.getValue());
            } else if (share.getKey().equals(month)) {
                own = share.getValue();
            }
        }
        return new RevenueFigure(RevenueEvent.Method.STRAIGHT_LINE, prior, prior.plus(own));
    }

    private static long daysWithin(YearMonth month, ServicePeriod period) {
        LocalDate from = month.atDay(1).isBefore(period.from()) ? period.from() : month.atDay(1);
        LocalDate to = month.atEndOfMonth().isAfter(period.to()) ? period.to() : month.atEndOfMonth();
        return ChronoUnit.DAYS.between(from, to) + 1;
    }
}
