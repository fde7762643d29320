package io.throughline.delivery;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * When the steps of an event were sent and settled.
 *
 * @param stepNo    number of the step
 * @param firstSent start of the first attempt, or null
 * @param lastSent  start of the last attempt, or null
 * @param settled   when it was done or given up as not needed, or null
 * @param adopted   whether the target had it already
 * @param flow      the flow that planned it
 */
public record StepTimes(
        long stepNo, Instant firstSent, Instant lastSent, Instant settled, boolean adopted, String flow) {

    /** The times of the steps of these events, by number of the step. */
    public static Map<Long, StepTimes> ofEvents(Connection connection, Collection<Long> eventNos) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select step_no, first_sent_at, started_at, settled_at, adopted, flow from step where event_no ="
                        + " any(?)")) {
            select.setArray(1, connection.createArrayOf("bigint", eventNos.toArray()));
            try (ResultSet rows = select.executeQuery()) {
                Map<Long, StepTimes> times = new HashMap<>();
                while (rows.next()) {
                    times.put(
                            rows.getLong(1),
                            new StepTimes(
                                    rows.getLong(1),
                                    instant(rows, 2),
                                    instant(rows, 3),
                                    instant(rows, 4),
                                    rows.getBoolean(5),
                                    rows.getString(6)));
                }
                return times;
            }
        }
    }

    private static Instant instant(ResultSet rows, int column) throws SQLException {
        OffsetDateTime at = rows.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
