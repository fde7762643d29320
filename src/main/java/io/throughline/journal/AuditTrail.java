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
import java.util.Collections;
import java.util.List;

/** Reads what the audit says about given subjects. */
public final class AuditTrail {

    private static final int MOST = 2000;

    private AuditTrail() {}

    /**
     * The newest notes, oldest first.
     *
     * @param leftOut whether there are older ones
     */
    public record Newest(List<Note> notes, boolean leftOut) {}

    /** One row of the audit; the detail is null when there is none. */
    public record Note(Instant at, String actor, String action, String subject, JsonNode detail) {}

    /** What was noted about any of these subjects, oldest first; of very many the newest. */
    public static List<Note> about(Connection connection, Collection<String> subjects) throws SQLException {
        return newest(connection, subjects, MOST).notes();
    }

    /** What was noted last about any of these subjects. */
    public static Newest newest(Connection connection, Collection<String> subjects, int most) throws SQLException {
        if (subjects.isEmpty()) {
            return new Newest(List.of(), false);
        }
        try (PreparedStatement select = connection.prepareStatement(
                "select at, actor, action, subject, detail from audit where subject = any(?) order by at desc,"
                        + " chain desc, chain_pos desc fetch first " + (most + 1) + " rows only")) {
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
                boolean leftOut = notes.size() > most;
                List<Note> kept = new ArrayList<>(leftOut ? notes.subList(0, most) : notes);
                Collections.reverse(kept);
                return new Newest(kept, leftOut);
            }
        }
    }
}
