package io.throughline.work;

import io.throughline.money.Hours;
import io.throughline.money.Money;
import io.throughline.money.Rate;
import io.throughline.people.Availability;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * CALC-18: hours, cost and revenue of a booking by month: {@code working days x hours of the day x allocation}. The days come
 * from the worker's capacity, so that holidays of the worker's calendar are out of it.
 */
public final class AssignmentForecast {

    private AssignmentForecast() {}

    /**
     * What is expected of one month.
     *
     * @param month       month
     * @param workingDays days on which something is booked
     * @param hours       booked hours, 2 decimals
     * @param cost        hours at the cost rate
     * @param revenue     hours at the price, zero when not billed
     */
    public record Month(YearMonth month, int workingDays, BigDecimal hours, Money cost, Money revenue) {

        /** As the plan of an assignment. */
        public Assignment.PlannedMonth planned() {
            return new Assignment.PlannedMonth(month, Hours.toMinutes(hours), cost, revenue);
        }
    }

    /**
     * The months of an assignment, in order; months without capacity are left out.
     *
     * @param capacity days of the worker, see {@link io.throughline.people.Capacity#days}; those outside the assignment are
     *                 left out
     * @param cost     cost of one hour
     * @param bill     price where the assignment has none of its own
     */
    public static List<Month> of(Assignment assignment, List<Availability.Day> capacity, Rate cost, Rate bill) {
        Rate price = assignment.billRateOverride() == null ? bill : assignment.billRateOverride();
        Map<YearMonth, List<BigDecimal>> booked = new TreeMap<>();
        for (Availability.Day day : capacity) {
            boolean within =
                    !day.date().isBefore(assignment.from()) && day.date().isBefore(assignment.to());
            BigDecimal minutes = within ? DailyLoad.minutes(assignment.allocation(), day) : BigDecimal.ZERO;
            if (minutes.signum() > 0) {
                booked.computeIfAbsent(YearMonth.from(day.date()), month -> new ArrayList<>())
                        .add(minutes);
            }
        }
        List<Month> months = new ArrayList<>();
        booked.forEach((month, days) -> {
            BigDecimal minutes = days.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
            long whole = minutes.setScale(0, RoundingMode.HALF_UP).longValueExact();
            BigDecimal hours = Hours.of(whole);
            Money revenue = assignment.billable() ? price.of(whole) : Money.zero(price.currency());
            months.add(new Month(month, days.size(), hours, cost.times(hours), revenue));
        });
        return months;
    }
}
