package io.throughline.replay;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Json;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;

/** The replays that an event was part of. */
public final class ReplayLinks {

    private ReplayLinks() {}

    /**
     * The replays of an event, oldest first: {@code {id, state, requestedBy, requestedAt, outcome, note, at}}.
     *
     * @param subjects takes the names under which the audit knows them
     */
    public static ArrayNode of(Connection connection, long eventNo, Collection<String> subjects) throws SQLException {
        ArrayNode links = Json.mapper().createArrayNode();
        try (PreparedStatement select = connection.prepareStatement(
                "select r.replay_no, r.state, r.requested_by, r.requested_at, e.outcome, e.note, e.at from replay_event e"
                        + " join replay r on r.replay_no = e.replay_no where e.event_no = ? order by r.replay_no")) {
            select.setLong(1, eventNo);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    subjects.add("replay:" + rows.getLong(1));
                    ObjectNode link = links.addObject()
                            .put("id", rows.getLong(1))
                            .put("state", rows.getString(2))
                            .put("requestedBy", rows.getString(3))
                            .put("requestedAt", text(rows, 4));
                    if (rows.getString(5) != null) {
                        link.put("outcome", rows.getString(5))
                                .put("note", rows.getString(6))
                                .put("at", text(rows, 7));
                    }
                }
            }
        }
        return links;
    }

    private static String text(ResultSet rows, int column) throws SQLException {
        OffsetDateTime at = rows.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant().toString();
    }
}
