package io.throughline.work;

import io.throughline.people.Availability;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;

/** Assignments and capacity for tests of plans. */
final class Plans {

    private Plans() {}

    /** A billable booking of a part of a worker, the end exclusive. */
    static Assignment assignment(LocalDate from, LocalDate to, String part) {
        return new Assignment(
                "A-1",
                1,
                "W-0002",
                "P-1003",
                "SAR",
                null,
                Assignment.Status.APPROVED,
                from,
                to,
                new Assignment.Allocation(null, new BigDecimal(part), null),
                true,
                null,
                List.of(),
                "LE-DE",
                "LE-US",
                null,
                null,
                null,
                null,
                List.of(),
                null);
    }

    /** Eight hours from Monday to Friday, both dates inclusive. */
    static List<Availability.Day> weekdays(LocalDate from, LocalDate to) {
        return from.datesUntil(to.plusDays(1))
                .map(date -> date.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) <= 0
                        ? new Availability.Day(date, 480, 480, null, null)
                        : new Availability.Day(date, 0, 0, null, null))
                .toList();
    }
}
