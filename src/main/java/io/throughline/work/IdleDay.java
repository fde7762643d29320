package io.throughline.work;

import io.throughline.contract.Snapshots;
import io.throughline.money.Hours;
import io.throughline.money.Money;
import io.throughline.people.Availability;
import io.throughline.people.Capacity;
import io.throughline.people.CostRates;
import io.throughline.people.HolidayCalendar;
import io.throughline.people.Leave;
import io.throughline.people.LeaveFacts;
import io.throughline.people.Worker;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * WF-12: what each day costs on which a worker sits on the bench because a booking has not come about, by the first day of it
 * on which he would work: on leave or a holiday nobody is on the bench.
 *
 * @param day     that day, local to the worker
 * @param bench   capacity of the worker in hours, times his cost rate; null while that is not known
 * @param revenue what the booked hours would earn; null when nothing is billed or priced
 */
public record IdleDay(LocalDate day, Money bench, Money revenue) {

    private static final int WEEK = 7;

    /** The day of a booking from a date on; empty when its worker is not known or does not work in its first week. */
    static Optional<IdleDay> of(Snapshots snapshots, PlannedValue planned, Assignment booking, LocalDate today) {
        LocalDate first = booking.from().isAfter(today) ? booking.from() : today;
        return snapshots.find("worker", booking.workerId(), first, Worker.class).flatMap(worker -> Capacity.days(
                        worker,
                        holidays(snapshots, worker),
                        leave(snapshots, booking, first),
                        first,
                        first.plusDays(WEEK - 1L))
                .stream()
                .filter(day -> day.minutes() > 0)
                .findFirst()
                .map(day -> new IdleDay(
                        day.date(),
                        bench(snapshots, worker, booking, day),
                        planned.of(booking, day.date(), 1).orElse(null))));
    }

    private static Money bench(Snapshots snapshots, Worker worker, Assignment booking, Availability.Day day) {
        return CostRates.of(snapshots, worker, booking.roleId(), day.date())
                .map(rate -> rate.times(Hours.of(day.minutes())))
                .orElse(null);
    }

    private static List<Leave> leave(Snapshots snapshots, Assignment booking, LocalDate first) {
        return LeaveFacts.over(snapshots).approved(booking.workerId(), first, first.plusDays(WEEK - 1L));
    }

    private static HolidayCalendar holidays(Snapshots snapshots, Worker worker) {
        return snapshots
                .latest("holiday-calendar", worker.employment().holidayCalendarId(), HolidayCalendar.class)
                .orElse(null);
    }
}
