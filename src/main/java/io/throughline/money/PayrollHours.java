package io.throughline.money;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * CALC-13: hours by pay code of a pay period. Hours of each entry are rounded to 2 decimals and summed. What is overtime says an
 * {@link OvertimeRule}, allocated in order of time, so that a week across two periods puts its overtime where it was worked.
 */
public final class PayrollHours {

    private static final BigDecimal WEEK = new BigDecimal("40");
    private static final BigDecimal HALF = new BigDecimal("0.5");

    private PayrollHours() {}

    /**
     * Time worked on one day.
     *
     * @param date    work date
     * @param entryId decides the order within a day
     * @param minutes minutes, negative in a correction
     */
    public record Worked(LocalDate date, String entryId, int minutes) {}

    /**
     * Leave on one day.
     *
     * @param date    day
     * @param payCode pay code, such as {@code V}
     * @param hours   hours
     */
    public record Absence(LocalDate date, String payCode, BigDecimal hours) {}

    /**
     * Hours of one day by class.
     *
     * @param regular  regular hours
     * @param overtime overtime hours
     */
    public record Day(LocalDate date, BigDecimal regular, BigDecimal overtime) {}

    /**
     * One row of the export.
     *
     * @param workerId worker
     * @param payCode  {@code REG}, {@code OT} or a leave code such as {@code V}
     * @param hours    hours, 2 decimals, never zero
     */
    public record Row(String workerId, String payCode, BigDecimal hours) {}

    /**
     * Straight time and premium of one workweek (CALC-13a, 13b; 29 CFR 778.115: with several rates the regular rate is
     * their weighted average).
     *
     * @param straightTime hours times their rates
     * @param regularRate  straight time by hours, 4 decimals
     * @param premium      half the regular rate for each hour over 40
     */
    public record WeekPay(Money straightTime, BigDecimal regularRate, Money premium) {
        /** Straight time and premium. */
        public Money total() {
            return straightTime.plus(premium);
        }
    }

    /**
     * Rows of one worker in one period under the rule of the US.
     *
     * @param overtimeEligible whether overtime law applies
     */
    public static List<Row> rows(
            String workerId,
            PayPeriod period,
            Collection<Worked> worked,
            Collection<Absence> absences,
            boolean overtimeEligible) {
        OvertimeRule rule = overtimeEligible ? OvertimeRule.US_FLSA : OvertimeRule.NONE;
        return rows(workerId, period, worked, absences, rule);
    }

    /**
     * Rows of one worker in one period. Time before the period in its first week must be given too when overtime
     * applies, because overtime belongs to whole weeks.
     *
     * @param worked entries, also those of the same weeks outside the period
     * @param rule   what counts as overtime of this worker
     */
    public static List<Row> rows(
            String workerId,
            PayPeriod period,
            Collection<Worked> worked,
            Collection<Absence> absences,
            OvertimeRule rule) {
        BigDecimal regular = BigDecimal.ZERO.setScale(2);
        BigDecimal overtime = BigDecimal.ZERO.setScale(2);
        for (Day day : classify(worked, rule)) {
            if (period.contains(day.date())) {
                regular = regular.add(day.regular());
                overtime = overtime.add(day.overtime());
            }
        }
        Map<String, BigDecimal> leave = new TreeMap<>();
        for (Absence absence : absences) {
            if (period.contains(absence.date())) {
                leave.merge(absence.payCode(), absence.hours(), BigDecimal::add);
            }
        }
        List<Row> rows = new ArrayList<>();
        add(rows, workerId, "REG", regular);
        add(rows, workerId, "OT", overtime);
        leave.forEach((code, hours) -> add(rows, workerId, code, hours));
        return rows;
    }

    /** Hours per day under the rule of the US, split into regular and overtime in order of time. */
    public static List<Day> classify(Collection<Worked> worked, boolean overtimeEligible) {
        return classify(worked, overtimeEligible ? OvertimeRule.US_FLSA : OvertimeRule.NONE);
    }

    /** Hours per day, split into regular and overtime in order of time. */
    public static List<Day> classify(Collection<Worked> worked, OvertimeRule rule) {
        List<Worked> sorted = new ArrayList<>(worked);
        sorted.sort(Comparator.comparing(Worked::date).thenComparing(Worked::entryId));
        OvertimeRule.Count count = rule.count();
        Map<LocalDate, Day> days = new TreeMap<>();
        for (Worked entry : sorted) {
            BigDecimal hours = Hours.of(entry.minutes());
            BigDecimal overtime = count.overtime(entry.date(), hours);
            Day day = new Day(entry.date(), hours.subtract(overtime), overtime);
            days.merge(
                    entry.date(),
                    day,
                    (a, b) -> new Day(
                            a.date(), a.regular().add(b.regular()), a.overtime().add(b.overtime())));
        }
        return List.copyOf(days.values());
    }

    /**
     * Pay of one workweek with hours at several rates.
     *
     * @param hours hours per rate of one currency, with a positive sum
     */
    public static WeekPay weekPay(Map<Rate, BigDecimal> hours, String currency) {
        BigDecimal straight = BigDecimal.ZERO;
        BigDecimal total = BigDecimal.ZERO;
        for (Map.Entry<Rate, BigDecimal> part : hours.entrySet()) {
            straight = straight.add(part.getKey().amount().multiply(part.getValue()));
            total = total.add(part.getValue());
        }
        BigDecimal regularRate = straight.divide(total, 4, RoundingMode.HALF_UP);
        BigDecimal premium = regularRate.multiply(HALF).multiply(over(total));
        return new WeekPay(Money.rounded(straight, currency), regularRate, Money.rounded(premium, currency));
    }

    private static BigDecimal over(BigDecimal hoursInWeek) {
        return hoursInWeek.subtract(WEEK).max(BigDecimal.ZERO);
    }

    private static void add(List<Row> rows, String workerId, String code, BigDecimal hours) {
        if (hours.signum() != 0) {
            rows.add(new Row(workerId, code, hours.setScale(2, RoundingMode.HALF_UP)));
        }
    }
}
