package io.throughline.work;

import io.throughline.contract.Snapshots;
import io.throughline.money.Money;
import io.throughline.money.Rate;
import io.throughline.people.Availability;
import io.throughline.people.Capacity;
import io.throughline.people.HolidayCalendar;
import io.throughline.people.Worker;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** What was going to be earned in the days a delay costs: booked hours at their price, or a part of a deal's amount. */
final class PlannedValue {

    private final Snapshots snapshots;
    private final RateLookup rates;

    PlannedValue(Snapshots snapshots, RateLookup rates) {
        this.snapshots = snapshots;
        this.rates = rates;
    }

    /** The billable value of a booking from a day on, for so many days; empty when nothing is billed or priced. */
    Optional<Money> of(Assignment booking, LocalDate from, int days) {
        return of(booking, Optional.empty(), from, days);
    }

    /** The same where the worker is told of and may not be known yet. */
    Optional<Money> of(Assignment booking, Optional<Worker> told, LocalDate from, int days) {
        Optional<Worker> worker = snapshots
                .find("worker", booking.workerId(), from, Worker.class)
                .or(() -> snapshots.latest("worker", booking.workerId(), Worker.class))
                .or(() -> told);
        if (!booking.billable() || worker.isEmpty()) {
            return Optional.empty();
        }
        LocalDate first = booking.from().isAfter(from) ? booking.from() : from;
        LocalDate last = first.plusDays(days - 1L);
        LocalDate end = booking.to().minusDays(1).isBefore(last) ? booking.to().minusDays(1) : last;
        if (end.isBefore(first)) {
            return Optional.empty();
        }
        HolidayCalendar holidays = snapshots
                .latest("holiday-calendar", worker.get().employment().holidayCalendarId(), HolidayCalendar.class)
                .orElse(null);
        BigDecimal minutes = BigDecimal.ZERO;
        for (Availability.Day day : Capacity.days(worker.get(), holidays, List.of(), first, end)) {
            minutes = minutes.add(DailyLoad.minutes(booking.allocation(), day));
        }
        long whole = minutes.setScale(0, RoundingMode.HALF_UP).longValueExact();
        return price(booking, first).map(rate -> rate.of(whole));
    }

    /** The first days of an amount that is spread evenly over the days of the work. */
    static Money share(Money amount, LocalDate start, LocalDate end, int days) {
        if (start == null || end == null || end.isBefore(start)) {
            return amount;
        }
        long all = ChronoUnit.DAYS.between(start, end) + 1;
        BigDecimal part = amount.amount().multiply(BigDecimal.valueOf(Math.min(days, all)));
        return Money.rounded(part.divide(BigDecimal.valueOf(all), 6, RoundingMode.HALF_UP), amount.currency());
    }

    private Optional<Rate> price(Assignment booking, LocalDate day) {
        if (booking.billRateOverride() != null) {
            return Optional.of(booking.billRateOverride());
        }
        return snapshots
                .latest("project", booking.projectId(), Project.class)
                .map(project -> rates.find(project, null, booking.workerId(), booking.roleId(), day))
                .filter(RateLookup.Found.class::isInstance)
                .map(found -> ((RateLookup.Found) found).rate());
    }
}
