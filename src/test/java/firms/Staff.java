package firms;

import static firms.Facts.data;
import static firms.Facts.effective;
import static firms.Facts.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import firms.Facts.Source;
import firms.Firm.Entity;
import firms.Firm.Person;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * The people of a firm: full and part time, hired long ago, in the middle of the month or for the next one; their cost
 * centres and titles change, also retroactively and ahead; they take leave and take it back.
 */
final class Staff {

    private static final List<String> FIELDS = List.of("org.costCenterId", "job.title", "org.location");

    /** Days on which several changes take effect. */
    private static final List<LocalDate> SAME_DAYS = List.of(LocalDate.of(2026, 10, 20), LocalDate.of(2026, 11, 3));

    private final Firm firm;
    private final Random dice;

    Staff(Firm firm, Random dice) {
        this.firm = firm;
        this.dice = dice;
    }

    void hire() {
        int number = 0;
        for (Entity entity : firm.entities()) {
            for (int i = 1 + dice.nextInt(3); i > 0; i--) {
                number++;
                Person person = person("W-%04d".formatted(number), entity, number == 1);
                firm.people().add(person);
                tell(person);
                change(person);
                leave(person);
            }
        }
    }

    private Person person(String id, Entity entity, boolean veteran) {
        List<LocalDate> hires = List.of(
                LocalDate.of(2024, 3, 1),
                LocalDate.of(2026, 10, 1),
                Firm.FIRST.plusDays(8 + dice.nextInt(10)),
                LocalDate.of(2026, 11, 2));
        List<LocalDate> leave = new ArrayList<>();
        LocalDate hired = veteran ? hires.get(0) : Firm.one(dice, hires);
        for (int i = dice.nextInt(4); i > 0; i--) {
            LocalDate day = Firm.FIRST.plusDays(dice.nextInt(27));
            if (!day.isBefore(hired) && !leave.contains(day)) {
                leave.add(day);
            }
        }
        return new Person(
                id,
                entity,
                Firm.one(dice, FirmGenerator.ROLES),
                hired,
                Firm.one(dice, List.of(480, 480, 456, 240)),
                dice.nextInt(5) > 0,
                leave);
    }

    private void tell(Person person) {
        ObjectNode event = effective(
                event(Source.HRIS, "worker.hired.v1", person.id(), 1, Instant.parse("2026-09-20T08:00:00Z")),
                person.hired());
        boolean ahead = person.hired().isAfter(LocalDate.of(2026, 10, 30));
        ObjectNode data = data(event)
                .put("workerId", person.id())
                .put("personId", "PER-" + person.id())
                .put("workerType", "EMPLOYEE")
                .put("status", ahead ? "PREHIRE" : "ACTIVE")
                .put("workEmail", person.id().toLowerCase(java.util.Locale.ROOT) + "@firm.example")
                .put("overtimeEligible", dice.nextBoolean())
                .put("effectiveDate", person.hired().toString())
                .put("knownAt", "2026-09-20T08:00:00Z");
        if (person.payrolled()) {
            data.put("payrollId", "3" + person.id().substring(2));
        }
        data.putObject("name").putObject("legal").put("given", "Given").put("family", "Family " + person.id());
        String day = hours(person.minutes());
        ObjectNode employment = data.putObject("employment")
                .put("sequence", 1)
                .put("legalEntityId", person.entity().id())
                .put("hireDate", person.hired().toString())
                .put("originalHireDate", person.hired().toString())
                .put("rehire", false)
                .put("fte", person.minutes() == 480 ? "1.0000" : person.minutes() == 240 ? "0.5000" : "0.9500")
                .put("weeklyHours", hours(5 * person.minutes()))
                .put("holidayCalendarId", "CAL-" + person.entity().id());
        ObjectNode pattern = employment.putObject("workPattern");
        for (String name : List.of("mon", "tue", "wed", "thu", "fri")) {
            pattern.put(name, day);
        }
        pattern.put("sat", "0.00").put("sun", "0.00");
        data.putObject("job")
                .put("roleFamily", "CONS")
                .put("roleId", person.role())
                .put("title", "Title 0");
        data.putObject("org")
                .put("costCenterId", person.entity().centers().get(0))
                .put("region", "R")
                .put("location", "Town 0")
                .put("country", person.entity().country())
                .put("timeZone", person.entity().zone().getId());
        firm.told().add(event);
    }

    /** Changes in the order in which they were entered; each names the value that held on its day before it. */
    private void change(Person person) {
        Map<String, TreeMap<LocalDate, String>> known = new HashMap<>();
        known.put(
                "org.costCenterId",
                new TreeMap<>(Map.of(person.hired(), person.entity().centers().get(0))));
        known.put("job.title", new TreeMap<>(Map.of(person.hired(), "Title 0")));
        known.put("org.location", new TreeMap<>(Map.of(person.hired(), "Town 0")));
        int changes = dice.nextInt(6);
        for (int version = 2; version < 2 + changes; version++) {
            String field = Firm.one(dice, FIELDS);
            LocalDate from = dice.nextBoolean() ? Firm.one(dice, SAME_DAYS) : Firm.FIRST.plusDays(dice.nextInt(45));
            TreeMap<LocalDate, String> dates = known.get(field);
            if (from.isBefore(person.hired())) {
                from = person.hired();
            }
            String old = dates.floorEntry(from).getValue();
            String fresh = field.equals("org.costCenterId")
                    ? Firm.one(dice, person.entity().centers())
                    : (field.equals("job.title") ? "Title " : "Town ") + version;
            if (fresh.equals(old)) {
                fresh = person.entity().centers().get((person.entity().centers().indexOf(old) + 1) % 3);
            }
            dates.put(from, fresh);
            if (field.equals("org.costCenterId") && !from.isAfter(Firm.LAST)) {
                firm.moved().add(person.id());
            }
            String type = field.startsWith("org") ? "worker.orgchanged.v1" : "worker.jobchanged.v1";
            Instant entered = Instant.parse("2026-10-%02dT09:00:00Z".formatted(10 + version));
            ObjectNode event = effective(event(Source.HRIS, type, person.id(), version, entered), from);
            data(event)
                    .put("workerId", person.id())
                    .put("effectiveDate", from.toString())
                    .put("knownAt", entered.toString())
                    .putArray("changes")
                    .addObject()
                    .put("field", field)
                    .put("old", old)
                    .put("new", fresh);
            firm.told().add(event);
        }
    }

    private void leave(Person person) {
        for (int i = 0; i < person.leave().size(); i++) {
            String id = "L-" + person.id().substring(2) + i;
            firm.told().add(leave(person, id, person.leave().get(i), 1, "approved"));
            if (dice.nextInt(3) == 0) {
                firm.told().add(leave(person, id, person.leave().get(i), 2, "cancelled"));
            }
        }
    }

    private ObjectNode leave(Person person, String id, LocalDate day, int version, String what) {
        ObjectNode event = event(
                Source.HRIS, "leave." + what + ".v1", id, version, Instant.parse("2026-10-0" + version + "T10:00:00Z"));
        data(event)
                .put("leaveId", id)
                .put("workerId", person.id())
                .put("date", day.toString())
                .put("hours", hours(person.minutes()))
                .put("type", "PTO")
                .put("status", what.toUpperCase(java.util.Locale.ROOT));
        return event;
    }

    /** Minutes as hours with two decimals. */
    static String hours(int minutes) {
        return java.math.BigDecimal.valueOf(minutes)
                .divide(java.math.BigDecimal.valueOf(60), 2, java.math.RoundingMode.HALF_UP)
                .toPlainString();
    }
}
