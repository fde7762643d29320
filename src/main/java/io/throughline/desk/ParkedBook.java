package io.throughline.desk;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.contract.Awaited;
import io.throughline.delivery.Fingerprint;
import io.throughline.journal.Journal;
import io.throughline.journal.Parking;
import io.throughline.journal.Seal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Facts and steps that wait for a reference, and the cases of those that have waited too long. */
public final class ParkedBook {

    /** Why the case of something that waited is closed. */
    static final String ARRIVED = "what it waited for arrived";

    private static final String[] NUMBER = {"case_no"};

    private final Seal seal;

    /**
     * Something that waits.
     *
     * @param waitsFor the missing reference
     * @param since    since when; a step counts from the arrival of its event
     * @param stepNo   the step, or null for a fact that is not in the journal yet
     * @param fact     the fact as its mapping left it, or null for a step
     */
    public record Waiting(
            String waitsFor,
            Instant since,
            String source,
            String eventId,
            Long eventNo,
            Long stepNo,
            String system,
            String what,
            String key,
            JsonNode fact) {}

    public ParkedBook(Seal seal) {
        this.seal = seal;
    }

    /** What waits, oldest first. */
    public List<Waiting> waiting(Connection connection, int limit) throws SQLException {
        List<Waiting> all = facts(connection, "true order by p.parked_at fetch first " + limit + " rows only");
        all.addAll(steps(connection, "true order by e.recorded_at fetch first " + limit + " rows only"));
        return all;
    }

    /** What has waited since before an instant and has no open case. */
    List<Waiting> overdue(Connection connection, Instant before, int limit) throws SQLException {
        OffsetDateTime at = before.atOffset(ZoneOffset.UTC);
        List<Waiting> all = facts(
                connection,
                "p.parked_at < ? and not exists (select 1 from exception_case c where c.event_id = p.event_id and"
                        + " c.event_source = p.source and c.closed_at is null) order by p.parked_at fetch first "
                        + limit
                        + " rows only",
                at);
        all.addAll(steps(
                connection,
                "e.recorded_at < ? and not exists (select 1 from exception_case c where c.step_no = s.step_no and"
                        + " c.closed_at is null) order by e.recorded_at fetch first " + limit + " rows only",
                at));
        return all;
    }

    /** The facts that one of these references wakes, oldest first; at most 100. */
    List<Waiting> awaiting(Connection connection, List<String> references) throws SQLException {
        return facts(
                connection,
                "p.waker = any(?) order by p.parked_at fetch first 100 rows only",
                connection.createArrayOf("varchar", references.toArray()));
    }

    /** A parked fact by the event it would become. */
    Optional<Waiting> fact(Connection connection, String source, String eventId) throws SQLException {
        return facts(connection, "p.source = ? and p.event_id = ?", source, eventId).stream()
                .findFirst();
    }

    /** A parked fact as it was parked, with where it came from. */
    Optional<Parking.Parked> parked(Connection connection, String source, String eventId) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select waits_for, origin, origin_row, origin_by, mapping, mapping_sha, parked_at, sealed_fact from"
                        + " parked_fact where source = ? and event_id = ?")) {
            select.setString(1, source);
            select.setString(2, eventId);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next()
                        ? Optional.of(new Parking.Parked(
                                source,
                                eventId,
                                rows.getString(1),
                                rows.getString(2),
                                new Journal.Provenance(
                                        rows.getInt(3), rows.getString(4), rows.getString(5), rows.getString(6)),
                                rows.getObject(7, OffsetDateTime.class).toInstant(),
                                seal.openJson(rows.getBytes(8))))
                        : Optional.empty();
            }
        }
    }

    /** Gives a fact up. */
    boolean discard(Connection connection, String source, String eventId) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("delete from parked_fact where source = ? and event_id = ?")) {
            delete.setString(1, source);
            delete.setString(2, eventId);
            return delete.executeUpdate() > 0;
        }
    }

    /**
     * Opens the case of something that has waited too long.
     *
     * @return its number, empty when another node has opened it meanwhile
     */
    OptionalLong open(Connection connection, Waiting waiting, Instant now) throws SQLException {
        String message = (Awaited.isRate(waiting.waitsFor()) ? "FX_MISSING: " : "") + "waits for " + waiting.waitsFor()
                + " since " + waiting.since();
        Fingerprint fingerprint = Fingerprint.of(
                "waits/" + waiting.what(), "AWAITS", "", "waits for '" + waiting.waitsFor() + "' of its kind");
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into exception_case (fingerprint, group_id, event_no, step_no, event_source, event_id, event_type,"
                        + " event_key, system, kind, rule, message, opened_at, last_seen, open_fingerprint) values (?, ?, ?,"
                        + " ?, ?, ?, ?, ?, ?, 'PARKED', 'AWAITS', ?, ?, ?, ?) on conflict do nothing",
                NUMBER)) {
            boolean fact = waiting.fact() != null;
            insert.setString(1, fingerprint.text());
            insert.setString(
                    2,
                    Fingerprint.of(fingerprint.text(), waiting.waitsFor(), "", "")
                            .group());
            insert.setObject(3, waiting.eventNo(), java.sql.Types.BIGINT);
            insert.setObject(4, waiting.stepNo(), java.sql.Types.BIGINT);
            insert.setString(5, fact ? waiting.source() : null);
            insert.setString(6, fact ? waiting.eventId() : null);
            insert.setString(7, fact ? waiting.what() : null);
            insert.setString(8, waiting.key());
            insert.setString(9, waiting.system());
            insert.setString(10, message);
            insert.setObject(11, now.atOffset(ZoneOffset.UTC));
            insert.setObject(12, now.atOffset(ZoneOffset.UTC));
            insert.setString(
                    13, fact ? "fact:" + waiting.source() + "|" + waiting.eventId() : "step:" + waiting.stepNo());
            insert.executeUpdate();
            return numbers(insert).stream().mapToLong(Long::longValue).findFirst();
        }
    }

    /**
     * Closes the cases of what does not wait any more.
     *
     * @return their numbers
     */
    List<Long> closeArrived(Connection connection, Instant now) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update exception_case set state = 'CLOSED', open_fingerprint = null, closed_at = ?, closed_by = '"
                        + ARRIVED
                        + "' where closed_at is null and kind = 'PARKED' and ((step_no is null and not exists (select 1 from"
                        + " parked_fact p where p.event_id = exception_case.event_id and p.source ="
                        + " exception_case.event_source)) or (step_no is not null and not exists (select 1 from step s where"
                        + " s.step_no = exception_case.step_no and s.state = 'PARKED')))",
                NUMBER)) {
            update.setObject(1, now.atOffset(ZoneOffset.UTC));
            return update.executeUpdate() == 0 ? List.of() : numbers(update);
        }
    }

    private static List<Long> numbers(PreparedStatement written) throws SQLException {
        try (ResultSet keys = written.getGeneratedKeys()) {
            List<Long> numbers = new ArrayList<>();
            while (keys.next()) {
                numbers.add(keys.getLong(1));
            }
            return numbers;
        }
    }

    private List<Waiting> facts(Connection connection, String condition, Object... values) throws SQLException {
        String sql = "select p.waits_for, p.parked_at, p.source, p.event_id, p.sealed_fact from parked_fact p where "
                + condition;
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            bind(select, values);
            try (ResultSet rows = select.executeQuery()) {
                List<Waiting> found = new ArrayList<>();
                while (rows.next()) {
                    JsonNode fact = seal.openJson(rows.getBytes(5));
                    String key = fact.path("partitionkey").asText("");
                    found.add(new Waiting(
                            rows.getString(1),
                            rows.getObject(2, OffsetDateTime.class).toInstant(),
                            rows.getString(3),
                            rows.getString(4),
                            null,
                            null,
                            null,
                            fact.path("type").asText(),
                            key.isEmpty() ? rows.getString(1) : key,
                            fact));
                }
                return found;
            }
        }
    }

    private static List<Waiting> steps(Connection connection, String condition, Object... values) throws SQLException {
        String sql = "select s.waits_for, e.recorded_at, e.source, e.event_id, e.event_no, s.step_no, s.system,"
                + " s.operation, s.lane from step s join event e on e.event_no = s.event_no where s.is_open and s.state = 'PARKED'"
                + " and " + condition;
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            bind(select, values);
            try (ResultSet rows = select.executeQuery()) {
                List<Waiting> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(new Waiting(
                            rows.getString(1),
                            rows.getObject(2, OffsetDateTime.class).toInstant(),
                            rows.getString(3),
                            rows.getString(4),
                            rows.getLong(5),
                            rows.getLong(6),
                            rows.getString(7),
                            rows.getString(8),
                            rows.getString(9),
                            null));
                }
                return found;
            }
        }
    }

    private static void bind(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }
}
