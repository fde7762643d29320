package io.throughline.replay;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Json;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A replay as it stands in its table. */
record ReplayRow(
        long replayNo,
        ReplayState state,
        String selection,
        int events,
        boolean financial,
        boolean approval,
        String requestedBy,
        String confirmedBy,
        String approvedBy,
        Long lastKey,
        int position) {

    private static final String COLUMNS =
            "replay_no, state, selection, events, financial, approval, requested_by, confirmed_by, approved_by, last_key,"
                    + " position";

    /** One replay, locked until the transaction ends. */
    static Optional<ReplayRow> locked(Connection connection, long replay) throws SQLException {
        return query(connection, "replay_no = ? for update", replay).stream().findFirst();
    }

    /** Running replays that nobody else is working on, locked until the transaction ends. */
    static List<ReplayRow> running(Connection connection) throws SQLException {
        return query(connection, "state = ? order by replay_no for update skip locked", ReplayState.RUNNING.name());
    }

    /** The replay of just this selection that waits for a second person, if there is one. */
    static Optional<Long> waiting(Connection connection, Selection selection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select replay_no, selection from replay where state = ? order by replay_no")) {
            select.setString(1, ReplayState.CONFIRMED.name());
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    if (Selection.stored(rows.getString(2)).equals(selection)) {
                        return Optional.of(rows.getLong(1));
                    }
                }
                return Optional.empty();
            }
        }
    }

    /** Whether a second person has agreed to steps that move money. */
    boolean mayMoveMoney() {
        return financial && approvedBy != null;
    }

    private static List<ReplayRow> query(Connection connection, String condition, Object value) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select " + COLUMNS + " from replay where " + condition)) {
            select.setObject(1, value);
            try (ResultSet rows = select.executeQuery()) {
                List<ReplayRow> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(new ReplayRow(
                            rows.getLong(1),
                            ReplayState.valueOf(rows.getString(2)),
                            rows.getString(3),
                            rows.getInt(4),
                            rows.getBoolean(5),
                            rows.getBoolean(6),
                            rows.getString(7),
                            rows.getString(8),
                            rows.getString(9),
                            rows.getObject(10, Long.class),
                            rows.getInt(11)));
                }
                return found;
            }
        }
    }

    /** Replays as the API shows them, newest first. */
    static ArrayNode list(Connection connection) throws SQLException {
        ArrayNode list = Json.mapper().createArrayNode();
        try (PreparedStatement select = connection.prepareStatement(
                        "select replay_no from replay order by replay_no desc fetch first 200 rows only");
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                ObjectNode one = show(connection, rows.getLong(1));
                one.remove("preview");
                list.add(one);
            }
        }
        return list;
    }

    /** One replay as the API shows it, or null. */
    static ObjectNode show(Connection connection, long replay) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select state, selection, reason, events, financial, approval, preview, requested_by, requested_at,"
                        + " confirmed_by, confirmed_at, approved_by, approved_at, started_at, finished_at, position from"
                        + " replay where replay_no = ?")) {
            select.setLong(1, replay);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return null;
                }
                ObjectNode json = Json.mapper().createObjectNode();
                json.put("id", replay).put("state", row.getString(1));
                json.set("selection", Json.tree(row.getString(2)));
                json.put("reason", row.getString(3))
                        .put("events", row.getInt(4))
                        .put("taken", row.getInt(16))
                        .put("financial", row.getBoolean(5))
                        .put("approval", row.getBoolean(6))
                        .put("requestedBy", row.getString(8))
                        .put("requestedAt", text(row, 9));
                put(json, "confirmedBy", row.getString(10));
                put(json, "confirmedAt", text(row, 11));
                put(json, "approvedBy", row.getString(12));
                put(json, "approvedAt", text(row, 13));
                put(json, "startedAt", text(row, 14));
                put(json, "finishedAt", text(row, 15));
                json.set("outcomes", outcomes(connection, replay));
                json.set("preview", Json.tree(row.getString(7)));
                return json;
            }
        }
    }

    private static ObjectNode outcomes(Connection connection, long replay) throws SQLException {
        ObjectNode outcomes = Json.mapper().createObjectNode();
        try (PreparedStatement select = connection.prepareStatement(
                "select outcome, count(*) from replay_event where replay_no = ? and outcome is not null group by outcome"
                        + " order by outcome")) {
            select.setLong(1, replay);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    outcomes.put(rows.getString(1), rows.getInt(2));
                }
            }
        }
        return outcomes;
    }

    /** The events of a replay after a place in it, each with what came of it. */
    static ArrayNode events(Connection connection, long replay, int after) throws SQLException {
        ArrayNode events = Json.mapper().createArrayNode();
        try (PreparedStatement select = connection.prepareStatement(
                "select r.seq, e.event_id, r.outcome, r.note, r.at from replay_event r join event e on e.event_no ="
                        + " r.event_no where r.replay_no = ? and r.seq > ? order by r.seq fetch first 500 rows only")) {
            select.setLong(1, replay);
            select.setInt(2, after);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    ObjectNode one =
                            events.addObject().put("seq", rows.getInt(1)).put("eventId", rows.getString(2));
                    put(one, "outcome", rows.getString(3));
                    put(one, "note", rows.getString(4));
                    put(one, "at", text(rows, 5));
                }
            }
        }
        return events;
    }

    private static void put(ObjectNode json, String field, String value) {
        if (value != null) {
            json.put(field, value);
        }
    }

    private static String text(ResultSet rows, int column) throws SQLException {
        OffsetDateTime at = rows.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant().toString();
    }
}
