package io.throughline.money;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.HashMap;
import java.util.Map;

/**
 * CALC-13, V-PAY-02: which hours a jurisdiction counts as overtime. Workweeks run from Monday to Sunday and are never averaged;
 * overtime is given to the hours worked last.
 */
public enum OvertimeRule {
    /** No statutory overtime premium, as in Germany: what a contract says is the matter of payroll. */
    NONE(null, null, false),
    /** Over 40 hours in a workweek, for workers whom the law covers (US, FLSA: 29 USC 207). */
    US_FLSA(null, new BigDecimal("40"), true),
    /** Over 8 hours a day, and over 40 hours a week of the rest (Japan, Labour Standards Act, articles 32 and 37). */
    JP_STATUTORY(new BigDecimal("8"), new BigDecimal("40"), false);

    private final BigDecimal day;
    private final BigDecimal week;
    private final boolean onlyEligible;

    OvertimeRule(BigDecimal day, BigDecimal week, boolean onlyEligible) {
        this.day = day;
        this.week = week;
        this.onlyEligible = onlyEligible;
    }

    /** Whether it covers a worker, given whether the worker is one of those whom US law covers (non-exempt). */
    public boolean covers(boolean overtimeEligible) {
        return week != null && (overtimeEligible || !onlyEligible);
    }

    /** The hours of one worker, entry by entry in order of time. */
    public Count count() {
        return new Count();
    }

    /** What one worker has worked so far. */
    public final class Count {

        private final Map<LocalDate, BigDecimal> inDay = new HashMap<>();
        private final Map<LocalDate, BigDecimal> inWeek = new HashMap<>();

        private Count() {}

        /** How many of these hours are overtime; negative ones of a correction take overtime back first. */
        public BigDecimal overtime(LocalDate date, BigDecimal hours) {
            BigDecimal daily = day == null ? BigDecimal.ZERO : over(inDay, date, hours, day);
            if (week == null) {
                return daily;
            }
            LocalDate monday = date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            return daily.add(over(inWeek, monday, hours.subtract(daily), week));
        }

        private static BigDecimal over(
                Map<LocalDate, BigDecimal> sums, LocalDate key, BigDecimal hours, BigDecimal limit) {
            BigDecimal before = sums.getOrDefault(key, BigDecimal.ZERO);
            BigDecimal after = before.add(hours);
            sums.put(key, after);
            return after.subtract(limit)
                    .max(BigDecimal.ZERO)
                    .subtract(before.subtract(limit).max(BigDecimal.ZERO));
        }
    }
}
