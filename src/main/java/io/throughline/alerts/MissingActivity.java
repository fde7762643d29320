package io.throughline.alerts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Json;
import io.throughline.journal.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Notices what does not come: no approved time from a legal entity by an hour of its working day. */
public final class MissingActivity {

    private static final String WORKFLOW = "WF-13 approved time transfer";
    private static final String REASON = "NO_APPROVED_TIME";

    private final Database database;
    private final Alerts alerts;
    private final List<Expectation> expected;
    private final Clock clock;
    private final Map<String, LocalDate> settled = new HashMap<>();

    /**
     * What is expected on every day from Monday to Friday.
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

    public MissingActivity(Database database, Alerts alerts, List<Expectation> expected, Clock clock) {
        this.database = database;
        this.alerts = alerts;
        this.expected = List.copyOf(expected);
        this.clock = clock;
    }

    /** Looks once; raises what is missing, and closes what came after all. */
    public synchronized void look() {
        for (Expectation one : expected) {
            ZonedDateTime now = clock.instant().atZone(one.zone());
            LocalDate today = now.toLocalDate();
            boolean working = now.getDayOfWeek() != DayOfWeek.SATURDAY && now.getDayOfWeek() != DayOfWeek.SUNDAY;
            boolean late = !now.toLocalTime().isBefore(one.by());
            if (working && late && !today.equals(settled.get(one.legalEntity()))) {
                look(one, today);
            }
        }
    }

    private void look(Expectation one, LocalDate today) {
        Alert alert = alert(one, today);
        database.inTransaction(connection -> {
            if (came(
                    connection,
                    one.legalEntity(),
                    today.atStartOfDay(one.zone()).toInstant())) {
                alerts.close(connection, alert.fingerprint(), "approved time of " + one.legalEntity() + " has come");
                settled.put(one.legalEntity(), today);
            } else if (!raised(connection, alert.fingerprint())) {
                alerts.raise(connection, alert);
            }
            return null;
        });
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

    private static boolean raised(Connection connection, String fingerprint) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select 1 from alert where fingerprint = ? and closed_at is null")) {
            select.setString(1, fingerprint);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next();
            }
        }
    }

    /** Whether any of the entity was recorded since then. */
    private static boolean came(Connection connection, String legalEntity, Instant since) throws SQLException {
        OffsetDateTime from = since.atOffset(ZoneOffset.UTC);
        try (PreparedStatement select = connection.prepareStatement(
                "select 1 from event where legal_entity = ? and type like 'time.approved.%' and recorded_at >= ? order by"
                        + " event_no desc fetch first 1 rows only")) {
            select.setString(1, legalEntity);
            select.setObject(2, from);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next();
            }
        }
    }
}
