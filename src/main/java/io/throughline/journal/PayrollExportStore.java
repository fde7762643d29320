package io.throughline.journal;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.contract.Event;
import io.throughline.people.PayrollExports;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Pay-data batches that payroll has, from the events {@code payroll.exported.v1}; a batch is written once and never changed. */
public final class PayrollExportStore implements PayrollExports {

    /** The event that says what a batch held. */
    public static final String EXPORTED = "payroll.exported.v1";

    private final Database database;

    public PayrollExportStore(Database database) {
        this.database = database;
    }

    @Override
    public Optional<Exported> of(String key) {
        return database.read(connection -> {
            int version = 0;
            try (PreparedStatement select =
                    connection.prepareStatement("select max(version) from payroll_export where period_key = ?")) {
                select.setString(1, key);
                try (ResultSet row = select.executeQuery()) {
                    version = row.next() ? row.getInt(1) : 0;
                }
            }
            return version == 0 ? Optional.empty() : Optional.of(new Exported(version, hours(connection, key)));
        });
    }

    @Override
    public boolean touched(String key, LocalDate from, LocalDate to) {
        return database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "select 1 from payroll_export x where"
                            + " x.period_key = ? and x.version = (select max(version) from payroll_export where period_key = ?)"
                            + " and (exists (select 1 from fact_time f where f.work_date between ? and ?"
                            + " and (f.event_no > x.event_no or f.status = 'SUBMITTED'))"
                            + " or exists (select 1 from entity n where n.object in ('leave', 'worker') and n.event_no > x.event_no))")) {
                select.setString(1, key);
                select.setString(2, key);
                select.setObject(3, from);
                select.setObject(4, to);
                try (ResultSet row = select.executeQuery()) {
                    return row.next();
                }
            }
        });
    }

    @Override
    public Optional<Batch> batch(String batchId) {
        return database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement("select period_key, row_count, total_hours from"
                    + " payroll_export where batch_id = ? order by version desc")) {
                select.setString(1, batchId);
                try (ResultSet row = select.executeQuery()) {
                    return row.next()
                            ? Optional.of(new Batch(row.getString(1), row.getInt(2), row.getBigDecimal(3)))
                            : Optional.empty();
                }
            }
        });
    }

    /**
     * Writes a batch.
     *
     * @param event {@code payroll.exported.v1} with {@code batchId, version, rows, totalHours, rowsHash, hours: [{workerId, payCode,
     *              hours}]}, of the period in its subject; other events and batches that are there leave everything as it is
     */
    public static void store(Connection connection, Event event, long eventNo) throws SQLException {
        JsonNode data = event.data();
        if (!event.type().equals(EXPORTED) || !data.hasNonNull("rowsHash")) {
            return;
        }
        try (PreparedStatement insert =
                connection.prepareStatement("insert into payroll_export (period_key, version, batch_id, row_count,"
                        + " total_hours, rows_hash, event_no) values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing")) {
            insert.setString(1, event.subject());
            insert.setInt(2, data.path("version").asInt());
            insert.setString(3, data.path("batchId").asText());
            insert.setInt(4, data.path("rows").asInt());
            insert.setBigDecimal(5, new BigDecimal(data.path("totalHours").asText()));
            insert.setString(6, data.path("rowsHash").asText());
            insert.setLong(7, eventNo);
            if (insert.executeUpdate() == 0) {
                return;
            }
        }
        try (PreparedStatement insert =
                connection.prepareStatement("insert into payroll_export_hours (period_key, version, worker_id,"
                        + " pay_code, hours) values (?, ?, ?, ?, ?)")) {
            for (JsonNode row : data.path("hours")) {
                insert.setString(1, event.subject());
                insert.setInt(2, data.path("version").asInt());
                insert.setString(3, row.path("workerId").asText());
                insert.setString(4, row.path("payCode").asText());
                insert.setBigDecimal(5, new BigDecimal(row.path("hours").asText()));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static Map<Code, BigDecimal> hours(Connection connection, String key) throws SQLException {
        Map<Code, BigDecimal> hours = new HashMap<>();
        try (PreparedStatement select =
                connection.prepareStatement("select worker_id, pay_code, sum(hours) from payroll_export_hours where"
                        + " period_key = ? group by worker_id, pay_code")) {
            select.setString(1, key);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    hours.put(
                            new Code(rows.getString(1), rows.getString(2)),
                            rows.getBigDecimal(3).setScale(2));
                }
            }
        }
        return hours;
    }
}
