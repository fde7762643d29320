package io.throughline.alerts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Json;
import io.throughline.contract.Snapshots;
import io.throughline.journal.Audit;
import io.throughline.journal.Database;
import io.throughline.journal.RecentEvents;
import io.throughline.people.HolidayCalendar;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Notices what does not come: no approved time from a legal entity by an hour of its working day. What is expected is for
 * one day; an alert is closed when time comes after all, and at the latest when its day is over.
 */
public final class MissingActivity {

    private static final String WORKFLOW = "WF-13 approved time transfer";
    private static final String REASON = "NO_APPROVED_TIME";
    /** Time recorded before a clock was set back by less than this has come too. */
    private static final Duration AHEAD = Duration.ofDays(1);

    private final Database database;
    private final Audit audit;
    private final Alerts alerts;
    private final Snapshots snapshots;
    private final List<Expectation> expected;
    private final Clock clock;
    private final Map<String, LocalDate> settled = new HashMap<>();

    /**
     * What is expected on every day from Monday to Friday that is no public holiday of the entity's calendar.
     *
     * @param legalEntity who sends time
     * @param by          local hour by which the first of the day has come
     * @param zone        whose hour
     */
    public record Expectation(String legalEntity, LocalTime by, ZoneId zone) {

        /**
         * Reads a setting such as {@code LE-US 18:00 America/New_York, LE-DE 17:30 Europe/Berlin}.
         *
         * @throws IllegalArgumentException naming the part that cannot be read
         */
        public static List<Expectation> parse(String setting) {
            List<Expectation> all = new ArrayList<>();
            for (String one : setting.split(",")) {
                if (one.isBlank()) {
                    continue;
                }
                String[] parts = one.strip().split("\\s+");
                try {
                    all.add(new Expectation(parts[0], LocalTime.parse(parts[1]), ZoneId.of(parts[2])));
                } catch (ArrayIndexOutOfBoundsException | DateTimeException wrong) {
                    throw new IllegalArgumentException(
                            "throughline.alerts.missing-time: write <legal entity> <hh:mm> <time zone>, not "
                                    + one.strip(),
                            wrong);
                }
            }
            return all;
        }
    }

    private record Open(long number, String reason) {}

    public MissingActivity(
            Database database,
            Audit audit,
            Alerts alerts,
            Snapshots snapshots,
            List<Expectation> expected,
            Clock clock) {
        this.database = database;
        this.audit = audit;
        this.alerts = alerts;
        this.snapshots = snapshots;
        this.expected = List.copyOf(expected);
        this.clock = clock;
    }

    /** Looks once; raises what is missing, and closes what came after all and what is of a day that is over. */
    public synchronized void look() {
        Map<Long, String> over = new LinkedHashMap<>();
        List<Open> open = database.read(MissingActivity::open);
        for (Open alert : open) {
            over(alert.reason()).ifPresent(why -> over.put(alert.number(), why));
        }
        if (!over.isEmpty()) {
            audit.inTransaction((connection, scribe) -> {
                for (Map.Entry<Long, String> one : over.entrySet()) {
                    alerts.close(connection, scribe, one.getKey(), one.getValue());
                }
                return null;
            });
        }
        for (Expectation one : expected) {
            ZonedDateTime now = clock.instant().atZone(one.zone());
            LocalDate today = now.toLocalDate();
            boolean late = !now.toLocalTime().isBefore(one.by());
            if (late && !today.equals(settled.get(one.legalEntity())) && works(one, today)) {
                look(one, today, open);
            }
        }
    }

    private void look(Expectation one, LocalDate today, List<Open> open) {
        Alert alert = alert(one, today);
        boolean came = database.read(connection -> came(
                connection, one.legalEntity(), today.atStartOfDay(one.zone()).toInstant()));
        boolean raised = open.stream().anyMatch(earlier -> earlier.reason().equals(alert.reason()));
        if (came && raised) {
            audit.inTransaction((connection, scribe) -> {
                alerts.close(
                        connection, scribe, alert.fingerprint(), "approved time of " + one.legalEntity() + " has come");
                return null;
            });
        } else if (!came && !raised) {
            audit.inTransaction((connection, scribe) -> alerts.raise(connection, scribe, alert));
        }
        if (came) {
            settled.put(one.legalEntity(), today);
        }
    }

    /** Why an alert that is open is over, empty while it is not. */
    private Optional<String> over(String reason) {
        String[] parts = reason.split(" ");
        Expectation office = expected.stream()
                .filter(one -> parts.length == 3 && one.legalEntity().equals(parts[1]))
                .findFirst()
                .orElse(null);
        if (office == null) {
            return Optional.of("nothing is expected there any more");
        }
        LocalDate today = LocalDate.ofInstant(clock.instant(), office.zone());
        return LocalDate.parse(parts[2]).isBefore(today)
                ? Optional.of(parts[2] + " is over, and no approved time came from " + parts[1] + " on it")
                : Optional.empty();
    }

    private boolean works(Expectation one, LocalDate day) {
        return day.getDayOfWeek() != DayOfWeek.SATURDAY
                && day.getDayOfWeek() != DayOfWeek.SUNDAY
                && database.read(connection -> calendars(connection, one.legalEntity())).stream()
                        .flatMap(id -> snapshots.latest("holiday-calendar", id, HolidayCalendar.class).stream())
                        .flatMap(calendar -> calendar.holidays().stream())
                        .noneMatch(holiday -> holiday.date().equals(day) && whole(holiday));
    }

    private static boolean whole(HolidayCalendar.Holiday holiday) {
        return holiday.fraction() == null || holiday.fraction().compareTo(BigDecimal.ONE) >= 0;
    }

    /** The calendars that were told of an entity. */
    private static List<String> calendars(Connection connection, String legalEntity) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select distinct n.id from entity n join event e on e.event_no = n.event_no where n.object ="
                        + " 'holiday-calendar' and n.known_to is null and e.legal_entity = ?")) {
            select.setString(1, legalEntity);
            try (ResultSet rows = select.executeQuery()) {
                List<String> ids = new ArrayList<>();
                while (rows.next()) {
                    ids.add(rows.getString(1));
                }
                return ids;
            }
        }
    }

    private static Alert alert(Expectation one, LocalDate today) {
        ObjectNode context = Json.mapper().createObjectNode();
        context.putObject("technical")
                .put("legalEntity", one.legalEntity())
                .put("expectedBy", one.by() + " " + one.zone())
                .put("day", today.toString());
        context.putObject("owner").put("team", "delivery");
        context.putArray("actions")
                .add("ask the office whether time was entered and approved; look at the feed of the PSA");
        return new Alert(
                Alert.Kind.MISSING_ACTIVITY,
                "HIGH",
                WORKFLOW,
                REASON + " " + one.legalEntity() + " " + today,
                null,
                "No approved time came from " + one.legalEntity() + " on " + today + " by " + one.by() + " "
                        + one.zone(),
                context,
                List.of());
    }

    private static List<Open> open(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select alert_no, reason from alert where closed_at is null and kind = 'MISSING_ACTIVITY' and"
                        + " workflow = ? order by alert_no")) {
            select.setString(1, WORKFLOW);
            try (ResultSet rows = select.executeQuery()) {
                List<Open> open = new ArrayList<>();
                while (rows.next()) {
                    open.add(new Open(rows.getLong(1), rows.getString(2)));
                }
                return open;
            }
        }
    }

    /** Whether any of the entity was accepted since then; what a rule holds or a newer version replaced has not come. */
    private boolean came(Connection connection, String legalEntity, Instant since) throws SQLException {
        return RecentEvents.since(
                connection,
                since,
                clock.instant().plus(AHEAD),
                "e.legal_entity = ? and e.type like 'time.approved.%' and e.state = 'ACCEPTED'",
                legalEntity);
    }
}
