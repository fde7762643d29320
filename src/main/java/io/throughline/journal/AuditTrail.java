package io.throughline.journal;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.contract.Json;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Reads what the audit says about given subjects. */
public final class AuditTrail {

    private AuditTrail() {}

    /** One row of the audit; the detail is null when there is none. */
    public record Note(Instant at, String actor, String action, String subject, JsonNode detail) {}

    /** What was noted about any of these subjects, oldest first. */
    public static List<Note> about(Connection connection, Collection<String> subjects) throws SQLException {
        if (subjects.isEmpty()) {
            return List.of();
        }
        try (PreparedStatement select = connection.prepareStatement(
                "select at, actor, action, subject, detail from audit where subject = any(?) order by at, chain,"
                        + " chain_pos fetch first 2000 rows only")) {
            select.setArray(1, connection.createArrayOf("varchar", subjects.toArray()));
            try (ResultSet rows = select.executeQuery()) {
                List<Note> notes = new ArrayList<>();
                while (rows.next()) {
                    String detail = rows.getString(5);
                    notes.add(new Note(
                            rows.getObject(1, OffsetDateTime.class).toInstant(),
                            rows.getString(2),
                            rows.getString(3),
                            rows.getString(4),
                            detail == null ? null : Json.tree(detail)));
                }
                return notes;
            }
        }
    }
}
