package io.throughline.people;

import io.throughline.contract.Event;
import io.throughline.contract.Snapshots;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;

/**
 * WF-05: the capacity of a worker over 26 weeks, published as a whole. The id of the event ends in a hash of the days, so
 * that publishing the same capacity again is a duplicate.
 */
public final class AvailabilityRules {

    private static final int WEEKS = 26;

    private final Snapshots snapshots;
    private final LeaveFacts leave;
    private final Clock clock;

    public AvailabilityRules(Snapshots snapshots, LeaveFacts leave, Clock clock) {
        this.snapshots = snapshots;
        this.leave = leave;
        this.clock = clock;
    }

    /** The capacity from today, or from the hire date when that is later. */
    public Availability of(Worker worker) {
        LocalDate today = LocalDate.now(clock.withZone(worker.org().timeZone()));
        LocalDate hired = worker.employment().hireDate();
        LocalDate from = hired.isAfter(today) ? hired : today;
        LocalDate to = from.plusWeeks(WEEKS).minusDays(1);
        HolidayCalendar calendar = snapshots
                .latest("holiday-calendar", worker.employment().holidayCalendarId(), HolidayCalendar.class)
                .orElse(null);
        List<Availability.Day> days =
                Capacity.days(worker, calendar, leave.approved(worker.workerId(), from, to), from, to);
        return new Availability(
                worker.workerId(),
                worker.version(),
                from,
                to,
                worker.employment().legalEntityId(),
                worker.org().timeZone(),
                days,
                hash(days),
                null,
                clock.instant(),
                null,
                List.of(),
                null);
    }

    /** The publication as an event that follows from another: {@code worker.availability.published.v1}. */
    public Event published(Event cause, Worker worker) {
        Availability availability = of(worker);
        return FollowUp.of(
                cause,
                worker.workerId() + "-availability-"
                        + availability.contentHash().substring(0, 16),
                "worker.availability.published.v1",
                worker.workerId(),
                "worker:" + worker.workerId(),
                availability.version(),
                availability,
                clock.instant());
    }

    private static String hash(List<Availability.Day> days) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Availability.Day day : days) {
                digest.update((day.date() + "=" + day.minutes() + "\n").getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
