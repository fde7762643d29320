package io.throughline.journal;

import io.throughline.contract.Event;
import io.throughline.money.TimeFact;
import io.throughline.money.TimeFacts;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
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
                        + " event_no, task_id, correction_of, note_hash, day_rate, time_entry_id) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
                        + " ?, ?, ?, ?, ?, ?, ?) on conflict do nothing")) {
            for (Map.Entry<Long, Event> one : told) {
                TimeFactRows.bind(insert, one.getValue(), one.getKey());
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
                + " note_hash = ?, day_rate = ? where time_entry_id = ? and"
                + " version <= ? and status <> 'BILLED'";
        try (PreparedStatement statement = connection.prepareStatement(update)) {
            TimeFactRows.bind(statement, event, eventNo);
            statement.setLong(22, event.version());
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
        String sql = "select " + TimeFactRows.COLUMNS + " from fact_time where " + condition
                + " order by work_date, time_entry_id";
        return database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                for (int i = 0; i < values.length; i++) {
                    select.setObject(i + 1, values[i]);
                }
                try (ResultSet rows = select.executeQuery()) {
                    List<TimeFact> facts = new ArrayList<>();
                    while (rows.next()) {
                        facts.add(TimeFactRows.fact(rows));
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
}
