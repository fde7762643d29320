package io.throughline.people;

import io.throughline.money.Hours;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Minutes a worker has per day: the work pattern on days employed, less public holidays, less approved leave. */
public final class Capacity {

    private Capacity() {}

    /**
     * The capacity of every day from first to last, both inclusive.
     *
     * @param calendar holidays, or null when none are known
     * @param leave    approved leave of the worker
     */
    public static List<Availability.Day> days(
            Worker worker, HolidayCalendar calendar, List<Leave> leave, LocalDate from, LocalDate to) {
        Map<LocalDate, BigDecimal> off = new HashMap<>();
        leave.forEach(day -> off.merge(day.date(), day.hours(), BigDecimal::add));
        Map<LocalDate, BigDecimal> holidays = holidays(calendar);
        List<Availability.Day> days = new ArrayList<>();
        for (LocalDate date = from; !date.isAfter(to); date = date.plusDays(1)) {
            days.add(day(worker, date, holidays.get(date), off.get(date)));
        }
        return days;
    }

    private static Map<LocalDate, BigDecimal> holidays(HolidayCalendar calendar) {
        Map<LocalDate, BigDecimal> parts = new HashMap<>();
        if (calendar != null) {
            calendar.holidays()
                    .forEach(holiday -> parts.put(
                            holiday.date(), holiday.fraction() == null ? BigDecimal.ONE : holiday.fraction()));
        }
        return parts;
    }

    private static Availability.Day day(Worker worker, LocalDate date, BigDecimal holiday, BigDecimal leave) {
        Worker.Employment employment = worker.employment();
        BigDecimal hours = employment.covers(date) ? employment.workPattern().on(date.getDayOfWeek()) : BigDecimal.ZERO;
        int pattern = Hours.toMinutes(hours);
        int free = holiday == null ? 0 : Hours.toMinutes(hours.multiply(holiday));
        int absent = leave == null ? 0 : Math.min(Hours.toMinutes(leave), pattern - free);
        return new Availability.Day(
                date, pattern - free - absent, pattern, free == 0 ? null : free, absent == 0 ? null : absent);
    }
}
