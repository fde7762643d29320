package io.throughline.alerts;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Json;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Alerts as canonical JSON, with what became of them. */
public final class AlertRows {

    private AlertRows() {}

    /**
     * Alerts, newest first.
     *
     * @param open whether only those that are not closed
     */
    public static ArrayNode list(Connection connection, boolean open) throws SQLException {
        return query(
                connection,
                (open ? "a.closed_at is null" : "1 = 1") + " order by a.alert_no desc fetch first 200 rows only",
                List.of());
    }

    /** The alerts that events are part of, oldest first, by number of the event. */
    public static Map<Long, ArrayNode> ofEvents(Connection connection, Collection<Long> eventNos) throws SQLException {
        if (eventNos.isEmpty()) {
            return Map.of();
        }
        Map<Long, ArrayNode> ofEvents = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(
                "select distinct event_no, alert_no from alert_item where event_no = any(?) order by alert_no")) {
            select.setArray(1, connection.createArrayOf("bigint", eventNos.toArray()));
            Map<Long, ObjectNode> read = new HashMap<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    long alert = rows.getLong(2);
                    if (!read.containsKey(alert)) {
                        read.put(alert, one(connection, alert));
                    }
                    ofEvents.computeIfAbsent(
                                    rows.getLong(1), event -> Json.mapper().createArrayNode())
                            .add(read.get(alert));
                }
            }
        }
        return ofEvents;
    }

    /** One alert. */
    static ObjectNode one(Connection connection, long number) throws SQLException {
        return (ObjectNode) query(connection, "a.alert_no = ?", List.of(number)).get(0);
    }

    private static ArrayNode query(Connection connection, String condition, List<Long> values) throws SQLException {
        ArrayNode alerts = Json.mapper().createArrayNode();
        try (PreparedStatement select = connection.prepareStatement(
                "select a.alert_no, a.kind, a.severity, a.workflow, a.reason, a.summary, a.context, a.raised_at,"
                        + " a.last_seen_at, a.seen, a.closed_at, a.closed_by from alert a where " + condition)) {
            for (int i = 0; i < values.size(); i++) {
                select.setLong(i + 1, values.get(i));
            }
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    ObjectNode alert = Json.mapper().createObjectNode();
                    alert.put("alertId", "ALR-" + rows.getLong(1))
                            .put("kind", rows.getString(2))
                            .put("severity", rows.getString(3))
                            .put("workflow", rows.getString(4))
                            .put("reason", rows.getString(5))
                            .put("summary", rows.getString(6));
                    alert.setAll((ObjectNode) Json.tree(rows.getString(7)));
                    alert.put("knownAt", text(rows, 8))
                            .put("lastSeenAt", text(rows, 9))
                            .put("seen", rows.getInt(10));
                    if (rows.getObject(11) != null) {
                        alert.put("closedAt", text(rows, 11)).put("closedBy", rows.getString(12));
                    }
                    ArrayNode items = Json.mapper().createArrayNode();
                    add(
                            connection,
                            "select item from alert_item where alert_no = ? order by item fetch first 200 rows only",
                            rows.getLong(1),
                            row -> items.add(row.getString(1)));
                    if (!items.isEmpty()) {
                        alert.set("failedItems", items);
                    }
                    ArrayNode notices = alert.putArray("notices");
                    add(
                            connection,
                            "select channel, kind, state, attempts, error from alert_notice where alert_no = ? order by"
                                    + " notice_no",
                            rows.getLong(1),
                            row -> {
                                ObjectNode notice = notices.addObject()
                                        .put("channel", row.getString(1))
                                        .put("kind", row.getString(2))
                                        .put("state", row.getString(3))
                                        .put("attempts", row.getInt(4));
                                if (row.getString(5) != null) {
                                    notice.put("error", row.getString(5));
                                }
                            });
                    alerts.add(alert);
                }
            }
        }
        return alerts;
    }

    @FunctionalInterface
    private interface Each {
        void take(ResultSet row) throws SQLException;
    }

    private static void add(Connection connection, String sql, long number, Each each) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setLong(1, number);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    each.take(rows);
                }
            }
        }
    }

    private static String text(ResultSet rows, int column) throws SQLException {
        return rows.getObject(column, OffsetDateTime.class).toInstant().toString();
    }
}
