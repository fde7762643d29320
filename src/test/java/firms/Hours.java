package firms;

import static firms.Facts.data;
import static firms.Facts.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import firms.Facts.Source;
import firms.Firm.Booking;
import firms.Firm.Engagement;
import firms.Firm.Person;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;

/**
 * The hours of a firm, entry by entry in up to four versions: approved, taken back and approved again, with other minutes,
 * with none at all; and corrections of entries that stay approved.
 */
final class Hours {

    private final Firm firm;
    private final Random dice;
    private int number;

    Hours(Firm firm, Random dice) {
        this.firm = firm;
        this.dice = dice;
    }

    void work(List<Booking> bookings) {
        for (Booking booking : bookings) {
            for (LocalDate day = Firm.FIRST; !day.isAfter(Firm.LAST); day = day.plusDays(1)) {
                boolean weekend = day.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) > 0;
                if (booking.person().works(day) && dice.nextInt(100) < (weekend ? 3 : 14)) {
                    entry(booking, day);
                }
            }
        }
    }

    private void entry(Booking booking, LocalDate day) {
        String id = "T-%05d".formatted(++number);
        int minutes = 15 * (4 + dice.nextInt(8));
        int versions = Firm.one(dice, List.of(1, 1, 1, 2, 3, 4));
        boolean approved = true;
        int least = minutes;
        for (int version = 1; version <= versions; version++) {
            if (version > 1) {
                approved = !approved || dice.nextInt(3) == 0;
                minutes = dice.nextInt(6) == 0 ? 0 : 15 * (4 + dice.nextInt(8));
            }
            least = approved ? Math.min(least, minutes) : 0;
            firm.told().add(time(booking, id, version, day, minutes, approved));
        }
        if (least > 0 && dice.nextInt(5) == 0) {
            correct(booking, id, day, -Math.min(least, 15 * (1 + dice.nextInt(4))));
        }
    }

    private void correct(Booking booking, String original, LocalDate day, int minutes) {
        String id = "T-%05d".formatted(++number);
        ObjectNode event = time(booking, id, 1, day, minutes, true);
        data(event).put("correctionOf", original);
        firm.told().add(event);
    }

    private ObjectNode time(Booking booking, String id, int version, LocalDate day, int minutes, boolean approved) {
        Person person = booking.person();
        Engagement engagement = booking.engagement();
        ObjectNode event = event(
                Source.PSA,
                approved ? "time.approved.v1" : "time.unapproved.v1",
                id,
                version,
                Instant.parse("2026-10-29T1" + version + ":00:00Z"));
        event.put("partitionkey", "project:" + engagement.projectId());
        ObjectNode data = data(event)
                .put("timeEntryId", id)
                .put("workerId", person.id())
                .put("projectId", engagement.projectId())
                .put("assignmentId", booking.id())
                .put("workDate", day.toString())
                .put("workTimeZone", person.entity().zone().getId())
                .put("minutes", minutes)
                .put("billable", true)
                .put("timeType", "REGULAR")
                .put("status", approved ? "APPROVED" : "SUBMITTED")
                .put("note", "Note of " + id);
        if (person != firm.people().get(0)) {
            data.put("approvedBy", firm.people().get(0).id());
        }
        return event;
    }
}
