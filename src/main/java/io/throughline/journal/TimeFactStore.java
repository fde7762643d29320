package io.throughline.journal;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.contract.Event;
import io.throughline.money.Rate;
import io.throughline.money.TimeFact;
import io.throughline.money.TimeFacts;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Approved time as fact rows, one per entry in its newest version, from which hours and money are summed. While a batch is
 * planned, the time its earlier events tell of counts for its later ones.
 */
public final class TimeFactStore implements TimeFacts {

    private final Database database;
    private final TimeOfBatch batch;

    private static final String UNBILLED = "billable and invoice_id is null and status = 'TRANSFERRED'";

    /** Time that is stored, and nothing of a batch that is being planned. */
    public TimeFactStore(Database database) {
        this.database = database;
        this.batch = new TimeOfBatch(List::of);
    }

    /** @param knowledge has what the batch of the present thread tells */
    public TimeFactStore(Database database, Knowledge knowledge) {
        this.database = database;
        this.batch = new TimeOfBatch(knowledge::time);
    }

    @Override
    public Optional<TimeFact> latest(String timeEntryId) {
        return batch.over(stored(timeEntryId), fact -> fact.timeEntryId().equals(timeEntryId), this::stored).stream()
                .findFirst();
    }

    @Override
    public List<TimeFact> ofProject(String projectId, LocalDate from, LocalDate to) {
        return batch.over(
                query("project_id = ? and work_date between ? and ?", projectId, from, to),
                fact -> fact.projectId().equals(projectId) && within(fact, from, to),
                this::stored);
    }

    @Override
    public List<TimeFact> ofWorker(String workerId, LocalDate from, LocalDate to) {
        return batch.over(
                query("worker_id = ? and work_date between ? and ?", workerId, from, to),
                fact -> fact.workerId().equals(workerId) && within(fact, from, to),
                this::stored);
    }

    @Override
    public List<TimeFact> correctionsOf(String timeEntryId) {
        return batch.over(
                query("correction_of = ?", timeEntryId), fact -> timeEntryId.equals(fact.correctionOf()), this::stored);
    }

    /** Billable time of a project that the ERP has and no invoice holds, by work date, both days inclusive. */
    public List<TimeFact> unbilled(String projectId, LocalDate from, LocalDate to) {
        return query("project_id = ? and work_date between ? and ? and " + UNBILLED, projectId, from, to);
    }

    /** Projects with such time on any day of the range, ordered by id. */
    public List<String> unbilledProjects(LocalDate from, LocalDate to) {
        return names(
                "select distinct project_id from fact_time where work_date between ? and ? and " + UNBILLED
                        + " order by 1",
                from,
                to);
    }

    /** Projects with time on any day of the range, ordered by id. */
    public List<String> projects(LocalDate from, LocalDate to) {
        return names("select distinct project_id from fact_time where work_date between ? and ? order by 1", from, to);
    }

    /** Number of the event an entry was last told by; empty when it is not known. */
    public Optional<Long> eventOf(String timeEntryId) {
        return database.read(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("select event_no from fact_time where time_entry_id = ?")) {
                select.setString(1, timeEntryId);
                try (ResultSet rows = select.executeQuery()) {
                    return rows.next() && rows.getObject(1) != null ? Optional.of(rows.getLong(1)) : Optional.empty();
                }
            }
        });
    }

    /**
     * Number of the newest event about time of any of these projects in a range of work dates, 0 when there is none.
     *
     * @param from first work date, or null for all up to the last
     */
    public long newest(List<String> projectIds, LocalDate from, LocalDate to) {
        return database.read(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("select coalesce(max(event_no), 0) from fact_time where project_id ="
                            + " any(?) and work_date between ? and ?")) {
                select.setArray(1, connection.createArrayOf("varchar", projectIds.toArray()));
                select.setObject(2, from == null ? LocalDate.EPOCH : from);
                select.setObject(3, to);
                try (ResultSet rows = select.executeQuery()) {
                    rows.next();
                    return rows.getLong(1);
                }
            }
        });
    }

    /** Workers with time on any day of the range, ordered by id. */
    public List<String> workers(LocalDate from, LocalDate to) {
        return names("select distinct worker_id from fact_time where work_date between ? and ? order by 1", from, to);
    }

    /**
     * Writes the state of entries unless a newer version is there. Of an entry on an invoice only the version is noted:
     * what changes then is the matter of corrections.
     *
     * @param events approved time by number in the journal, in the order in which it came
     */
    public void store(Connection connection, Map<Long, Event> events) throws SQLException {
        List<Map.Entry<Long, Event>> told = List.copyOf(events.entrySet());
        if (told.isEmpty()) {
            return;
        }
        int[] inserted;
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into fact_time (version, worker_id, project_id, work_date, minutes, billable, time_type,"
                        + " role_id, legal_entity, cost_center, status, bill_rate, bill_currency, cost_rate, cost_currency,"
                        + " event_no, task_id, correction_of, note_hash, time_entry_id) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
                        + " ?, ?, ?, ?, ?, ?, ?) on conflict do nothing")) {
            for (Map.Entry<Long, Event> one : told) {
                bind(insert, one.getValue(), one.getKey());
                insert.addBatch();
            }
            inserted = insert.executeBatch();
        }
        for (int i = 0; i < inserted.length; i++) {
            if (inserted[i] == 0) {
                update(connection, told.get(i).getValue(), told.get(i).getKey());
            }
        }
    }

    private static void update(Connection connection, Event event, long eventNo) throws SQLException {
        String update = "update fact_time set version = ?, worker_id = ?, project_id = ?, work_date = ?, minutes = ?,"
                + " billable = ?, time_type = ?, role_id = ?, legal_entity = ?, cost_center = ?, status = ?, bill_rate ="
                + " ?, bill_currency = ?, cost_rate = ?, cost_currency = ?, event_no = ?, task_id = ?, correction_of = ?,"
                + " note_hash = ? where time_entry_id = ? and"
                + " version <= ? and status <> 'BILLED'";
        try (PreparedStatement statement = connection.prepareStatement(update)) {
            bind(statement, event, eventNo);
            statement.setLong(21, event.version());
            if (statement.executeUpdate() > 0) {
                return;
            }
        }
        try (PreparedStatement statement = connection.prepareStatement(
                "update fact_time set version = ? where time_entry_id = ? and version < ? and status = 'BILLED'")) {
            statement.setLong(1, event.version());
            statement.setString(2, event.data().path("timeEntryId").asText());
            statement.setLong(3, event.version());
            statement.executeUpdate();
        }
    }

    /** Marks entries as billed on an invoice. */
    public void billed(Connection connection, Iterable<String> timeEntryIds, String invoiceId) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "update fact_time set status = 'BILLED', invoice_id = ? where time_entry_id = ?")) {
            for (String id : timeEntryIds) {
                statement.setString(1, invoiceId);
                statement.setString(2, id);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private List<TimeFact> stored(String timeEntryId) {
        return query("time_entry_id = ?", timeEntryId);
    }

    private static boolean within(TimeFact fact, LocalDate from, LocalDate to) {
        return !fact.workDate().isBefore(from) && !fact.workDate().isAfter(to);
    }

    private List<TimeFact> query(String condition, Object... values) {
        String sql =
                "select time_entry_id, version, worker_id, project_id, task_id, role_id, work_date, minutes, billable,"
                        + " time_type, status, bill_rate, bill_currency, legal_entity, cost_center, correction_of, invoice_id,"
                        + " note_hash from fact_time where " + condition + " order by work_date, time_entry_id";
        return database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                for (int i = 0; i < values.length; i++) {
                    select.setObject(i + 1, values[i]);
                }
                try (ResultSet rows = select.executeQuery()) {
                    List<TimeFact> facts = new ArrayList<>();
                    while (rows.next()) {
                        facts.add(fact(rows));
                    }
                    return facts;
                }
            }
        });
    }

    private List<String> names(String sql, LocalDate from, LocalDate to) {
        return database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                select.setObject(1, from);
                select.setObject(2, to);
                try (ResultSet rows = select.executeQuery()) {
                    List<String> names = new ArrayList<>();
                    while (rows.next()) {
                        names.add(rows.getString(1));
                    }
                    return names;
                }
            }
        });
    }

    private static TimeFact fact(ResultSet row) throws SQLException {
        BigDecimal rate = row.getBigDecimal(12);
        return new TimeFact(
                row.getString(1),
                row.getLong(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getObject(7, LocalDate.class),
                row.getInt(8),
                row.getBoolean(9),
                "OVERTIME".equals(row.getString(10)),
                TimeFact.State.valueOf(row.getString(11)),
                rate == null ? null : new Rate(rate, row.getString(13), Rate.Unit.HUR),
                row.getString(14),
                row.getString(15),
                row.getString(16),
                row.getString(17),
                row.getString(18));
    }

    /** The fact that an event of time tells. */
    static TimeFact fact(Event event) {
        JsonNode time = event.data();
        BigDecimal rate = amount(time.get("billRate"));
        return new TimeFact(
                time.path("timeEntryId").asText(),
                event.version(),
                time.path("workerId").asText(),
                time.path("projectId").asText(),
                text(time, "taskId"),
                text(time, "roleId"),
                LocalDate.parse(time.path("workDate").asText()),
                time.path("minutes").asInt(),
                time.path("billable").asBoolean(),
                "OVERTIME".equals(time.path("timeType").asText()),
                TimeFact.State.valueOf(time.path("status").asText()),
                rate == null ? null : new Rate(rate, currency(time.get("billRate")), Rate.Unit.HUR),
                text(time, "legalEntityId"),
                text(time, "costCenterId"),
                text(time, "correctionOf"),
                null,
                noteHash(time));
    }

    private static String noteHash(JsonNode time) {
        return time.hasNonNull("note") ? sha256(time.get("note").asText()) : null;
    }

    private static String sha256(String text) {
        return HexFormat.of()
                .formatHex(HashChain.sha256().digest(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }

    private static void bind(PreparedStatement statement, Event event, long eventNo) throws SQLException {
        JsonNode time = event.data();
        statement.setLong(1, event.version());
        statement.setString(2, time.path("workerId").asText());
        statement.setString(3, time.path("projectId").asText());
        statement.setObject(4, LocalDate.parse(time.path("workDate").asText()));
        statement.setInt(5, time.path("minutes").asInt());
        statement.setBoolean(6, time.path("billable").asBoolean());
        statement.setString(7, time.path("timeType").asText("REGULAR"));
        statement.setString(8, text(time, "roleId"));
        statement.setString(9, text(time, "legalEntityId"));
        statement.setString(10, text(time, "costCenterId"));
        statement.setString(11, time.path("status").asText());
        statement.setBigDecimal(12, amount(time.get("billRate")));
        statement.setString(13, currency(time.get("billRate")));
        statement.setBigDecimal(14, amount(time.get("costRate")));
        statement.setString(15, currency(time.get("costRate")));
        statement.setObject(16, eventNo, Types.BIGINT);
        statement.setString(17, text(time, "taskId"));
        statement.setString(18, text(time, "correctionOf"));
        statement.setString(19, noteHash(time));
        statement.setString(20, time.path("timeEntryId").asText());
    }

    private static String text(JsonNode node, String field) {
        return node.hasNonNull(field) ? node.get(field).asText() : null;
    }

    private static BigDecimal amount(JsonNode rate) {
        return rate == null || !rate.hasNonNull("amount")
                ? null
                : new BigDecimal(rate.get("amount").asText());
    }

    private static String currency(JsonNode rate) {
        return rate == null ? null : text(rate, "currency");
    }
}
