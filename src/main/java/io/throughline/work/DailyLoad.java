package io.throughline.work;

import io.throughline.contract.Snapshots;
import io.throughline.contract.Violation;
import io.throughline.money.Hours;
import io.throughline.people.Availability;
import io.throughline.people.Capacity;
import io.throughline.people.HolidayCalendar;
import io.throughline.people.Worker;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * V-ASG-03: how much of a worker's day is booked by all assignments together. Capacity is the work pattern less public
 * holidays; leave does not count here, V-ASG-08 tells of it.
 */
final class DailyLoad {

    private static final BigDecimal HUNDRED = new BigDecimal("100");
    private static final BigDecimal TWICE = new BigDecimal("200");
    private static final BigDecimal HARD_LIMIT = new BigDecimal("120");

    private final Snapshots snapshots;

    DailyLoad(Snapshots snapshots) {
        this.snapshots = snapshots;
    }

    /** Nothing up to 100 %, a warning up to 120 %, a hold above; the day that is booked most is named. */
    Optional<Violation> check(Assignment assignment, Worker worker) {
        List<Assignment> together = Stream.concat(
                        Stream.of(assignment),
                        snapshots.all("assignment", "workerId", assignment.workerId(), Assignment.class).stream()
                                .filter(other -> !other.assignmentId().equals(assignment.assignmentId())
                                        && StaffingRules.books(other)))
                .toList();
        HolidayCalendar calendar = snapshots
                .latest("holiday-calendar", worker.employment().holidayCalendarId(), HolidayCalendar.class)
                .orElse(null);
        LocalDate last = assignment.to().minusDays(1);
        return Capacity.days(worker, calendar, List.of(), assignment.from(), last).stream()
                .filter(day -> worker.employment().covers(day.date()))
                .map(day -> booked(day, together))
                .filter(booked -> booked.percent().compareTo(HUNDRED) > 0)
                .max(Comparator.comparing(Booked::percent).thenComparing(Booked::date, Comparator.reverseOrder()))
                .map(worst -> violation(worker, worst));
    }

    private record Booked(LocalDate date, BigDecimal minutes, int capacity) {

        /** Any booking of a day without capacity counts as twice too much. */
        BigDecimal percent() {
            if (capacity == 0) {
                return minutes.signum() == 0 ? BigDecimal.ZERO : TWICE;
            }
            return minutes.multiply(HUNDRED).divide(BigDecimal.valueOf(capacity), 4, RoundingMode.HALF_UP);
        }
    }

    private static Booked booked(Availability.Day day, List<Assignment> together) {
        BigDecimal sum = together.stream()
                .filter(one -> !day.date().isBefore(one.from()) && day.date().isBefore(one.to()))
                .map(one -> minutes(one.allocation(), day))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return new Booked(day.date(), sum, day.minutes());
    }

    /** A pattern counts as it stands except on holidays; a part and minutes per day only where there is capacity. */
    static BigDecimal minutes(Assignment.Allocation allocation, Availability.Day day) {
        boolean holiday = day.minutes() == 0 && day.holidayMinutes() != null;
        if (allocation.pattern() != null) {
            BigDecimal hours = allocation.pattern().on(day.date().getDayOfWeek());
            return holiday ? BigDecimal.ZERO : BigDecimal.valueOf(Hours.toMinutes(hours));
        }
        if (day.minutes() == 0) {
            return BigDecimal.ZERO;
        }
        if (allocation.minutesPerDay() != null) {
            return BigDecimal.valueOf(allocation.minutesPerDay());
        }
        BigDecimal part = allocation.pct() == null ? BigDecimal.ONE : allocation.pct();
        return part.multiply(BigDecimal.valueOf(day.minutes()));
    }

    private static Violation violation(Worker worker, Booked worst) {
        String message = "worker " + worker.workerId() + " would be booked "
                + hours(worst.minutes()) + " h of "
                + hours(BigDecimal.valueOf(worst.capacity())) + " h on " + worst.date() + ", "
                + worst.percent().setScale(0, RoundingMode.HALF_UP).toPlainString() + " %";
        return worst.percent().compareTo(HARD_LIMIT) > 0
                ? Violation.hold("V-ASG-03", "/allocation", message)
                : Violation.warn("V-ASG-03", "/allocation", message);
    }

    private static String hours(BigDecimal minutes) {
        return Hours.of(minutes.setScale(0, RoundingMode.HALF_UP).longValueExact())
                .toPlainString();
    }
}
