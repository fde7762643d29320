package io.throughline.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Json;
import io.throughline.journal.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import org.apache.camel.Exchange;

/** What is being tried again at the moment: every step that failed for a while and has a next attempt coming. */
public final class Retries {

    private static final int MOST = 1000;

    private final Database database;
    private final int attempts;

    /** @param attempts how many attempts at a step are allowed */
    public Retries(Database database, int attempts) {
        this.database = database;
        this.attempts = attempts;
    }

    /**
     * {@code GET /api/v1/retries}: an array, what is due next first. {@code system} leaves only the steps for one system,
     * {@code limit} gives at most so many, 1 to 1000.
     */
    public void list(Exchange exchange) {
        String system = exchange.getMessage().getHeader("system", String.class);
        String limit = exchange.getMessage().getHeader("limit", String.class);
        if (limit != null && !limit.matches("[1-9]\\d{0,3}")) {
            Reply.problem(400, "Bad Request", "limit is a number from 1 to " + MOST)
                    .on(exchange);
            return;
        }
        int most = limit == null ? MOST : Math.min(MOST, Integer.parseInt(limit));
        Reply.json(200, database.read(connection -> of(connection, system, most)))
                .on(exchange);
    }

    /**
     * The steps that are to be tried again.
     *
     * @param system only those for this system, or null for all
     */
    ArrayNode of(Connection connection, String system, int most) throws SQLException {
        ArrayNode retries = Json.mapper().createArrayNode();
        try (PreparedStatement select = connection.prepareStatement(
                "select s.system, s.operation, e.event_key, e.event_id, s.name, s.flow, s.state, s.attempts, s.next_at,"
                        + " s.code, s.reason from step s join event e on e.event_no = s.event_no where s.is_open and"
                        + " s.state in ('RETRY', 'IN_DOUBT')"
                        + (system == null ? "" : " and s.system = ?")
                        + " order by s.next_at nulls first, s.step_no fetch first " + most + " rows only")) {
            if (system != null) {
                select.setString(1, system);
            }
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    retries.add(retry(rows));
                }
            }
        }
        return retries;
    }

    private ObjectNode retry(ResultSet row) throws SQLException {
        ObjectNode retry = Json.mapper()
                .createObjectNode()
                .put("system", row.getString(1))
                .put("operation", row.getString(2))
                .put("key", row.getString(3))
                .put("event", row.getString(4))
                .put("step", row.getString(5))
                .put("flow", row.getString(6))
                .put("state", row.getString(7))
                .put("attempts", row.getInt(8))
                .put("attemptsLeft", Math.max(0, attempts - row.getInt(8)));
        OffsetDateTime next = row.getObject(9, OffsetDateTime.class);
        EventStory.putIfKnown(retry, "nextAttempt", next == null ? null : next.toInstant());
        EventStory.putIfKnown(retry, "code", row.getString(10));
        EventStory.putIfKnown(retry, "lastError", row.getString(11));
        return retry;
    }
}
