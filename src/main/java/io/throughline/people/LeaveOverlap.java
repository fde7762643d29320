package io.throughline.people;

import io.throughline.contract.Snapshots;
import io.throughline.contract.Violation;
import io.throughline.money.Hours;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * V-ABS-02 of WF-06: leave and approved billable time cannot both stand on the same hours of a day, whichever of them is told
 * first. A day has the hours of the work pattern less those of a public holiday.
 */
public final class LeaveOverlap {

    private LeaveOverlap() {}

    /**
     * Held when both together are more than the day has; empty when they fit, or when one of them is nothing. All in minutes.
     *
     * @param pointer field of what is told
     */
    public static Optional<Violation> of(long leave, long billable, int scheduled, LocalDate date, String pointer) {
        return leave <= 0 || billable <= 0 || leave + billable <= scheduled
                ? Optional.empty()
                : Optional.of(Violation.hold(
                        "V-ABS-02",
                        pointer,
                        Hours.of(billable).toPlainString() + " h of approved billable time stand on " + date
                                + " beside leave of " + Hours.of(leave).toPlainString() + " h; the day has "
                                + Hours.of(scheduled).toPlainString() + " h"));
    }

    /** Minutes of approved leave of a worker on a day. */
    public static long leave(Snapshots snapshots, String workerId, LocalDate date) {
        return LeaveFacts.over(snapshots).approved(workerId, date, date).stream()
                .mapToLong(leave -> Hours.toMinutes(leave.hours()))
                .sum();
    }

    /** Minutes a worker is to work on a day. */
    public static int scheduled(Snapshots snapshots, Worker worker, LocalDate date) {
        HolidayCalendar calendar = snapshots
                .latest("holiday-calendar", worker.employment().holidayCalendarId(), HolidayCalendar.class)
                .orElse(null);
        return Capacity.days(worker, calendar, List.of(), date, date).get(0).minutes();
    }
}
