package io.throughline.people;

import io.throughline.contract.Event;
import io.throughline.contract.Snapshots;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * WF-05: the capacity of a worker over 26 weeks, published as a whole. The id of the event has a hash of the days, so that
 * publishing the same capacity again is a duplicate; after another one was published it is news.
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
        return of(worker, null);
    }

    /** The worker as he is today where he is. */
    Worker today(Worker worker) {
        LocalDate today = LocalDate.now(clock.withZone(worker.org().timeZone()));
        return snapshots.find("worker", worker.workerId(), today, Worker.class).orElse(worker);
    }

    private Availability of(Worker worker, Leave changed) {
        LocalDate today = LocalDate.now(clock.withZone(worker.org().timeZone()));
        LocalDate hired = worker.employment().hireDate();
        LocalDate from = hired.isAfter(today) ? hired : today;
        LocalDate to = from.plusWeeks(WEEKS).minusDays(1);
        HolidayCalendar calendar = snapshots
                .latest("holiday-calendar", worker.employment().holidayCalendarId(), HolidayCalendar.class)
                .orElse(null);
        List<Availability.Day> days = Capacity.days(worker, calendar, leave(worker, changed, from, to), from, to);
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
        return published(cause, worker, null);
    }

    /** The same with a day of leave as it has just become. */
    Event published(Event cause, Worker worker, Leave changed) {
        Availability availability = of(worker, changed);
        return FollowUp.of(
                cause,
                id(cause, availability),
                "worker.availability.published.v1",
                worker.workerId(),
                "worker:" + worker.workerId(),
                availability.version(),
                availability,
                clock.instant());
    }

    /** When another capacity was published last, this one is news although it may have been published before that. */
    private String id(Event cause, Availability availability) {
        String workerId = availability.workerId();
        String id = workerId + "-availability-" + availability.contentHash().substring(0, 16);
        return snapshots
                .latest("availability", workerId, Availability.class)
                .filter(known -> !availability.contentHash().equals(known.contentHash()))
                .map(known -> id + "-" + Integer.toHexString(cause.id().hashCode()))
                .orElse(id);
    }

    private List<Leave> leave(Worker worker, Leave changed, LocalDate from, LocalDate to) {
        List<Leave> days = new ArrayList<>(leave.approved(worker.workerId(), from, to));
        if (changed != null) {
            days.removeIf(day -> day.leaveId().equals(changed.leaveId()));
            if (changed.status() == Leave.Status.APPROVED) {
                days.add(changed);
            }
        }
        return days;
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
