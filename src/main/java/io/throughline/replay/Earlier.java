package io.throughline.replay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Json;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/** When events were sent again before; what was only asked for, or came to nothing, does not count. */
final class Earlier {

    private Earlier() {}

    /** Replays that sent some of the events again, newest first: {@code {id, state, by, at, events}}. */
    static List<ObjectNode> replays(Connection connection, Object[] events, int most) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select r.replay_no, r.state, r.requested_by, r.requested_at, count(*) from replay_event e join replay r"
                        + " on r.replay_no = e.replay_no where e.event_no = any(?) and e.outcome = 'REPLAYED' group by"
                        + " r.replay_no, r.state, r.requested_by, r.requested_at order by r.replay_no desc fetch first "
                        + most + " rows only")) {
            select.setArray(1, connection.createArrayOf("bigint", events));
            try (ResultSet rows = select.executeQuery()) {
                List<ObjectNode> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(Json.mapper()
                            .createObjectNode()
                            .put("id", rows.getLong(1))
                            .put("state", rows.getString(2))
                            .put("by", rows.getString(3))
                            .put("at", at(rows, 4))
                            .put("events", rows.getInt(5)));
                }
                return found;
            }
        }
    }

    /** Cases of the events that a person had replayed at the desk, newest first: {@code {case, by, at, events}}. */
    static List<ObjectNode> decisions(Connection connection, Object[] events, int most) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select c.case_no, a.actor, a.at from exception_case c join audit a on a.subject = 'case:' ||"
                        + " cast(c.case_no as varchar(20)) where c.event_no = any(?) and a.action = 'case.replayed' order"
                        + " by a.at desc, c.case_no desc fetch first " + most + " rows only")) {
            select.setArray(1, connection.createArrayOf("bigint", events));
            try (ResultSet rows = select.executeQuery()) {
                List<ObjectNode> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(Json.mapper()
                            .createObjectNode()
                            .put("case", rows.getLong(1))
                            .put("by", rows.getString(2))
                            .put("at", at(rows, 3))
                            .put("events", 1));
                }
                return found;
            }
        }
    }

    private static String at(ResultSet rows, int column) throws SQLException {
        return rows.getObject(column, OffsetDateTime.class).toInstant().toString();
    }
}
