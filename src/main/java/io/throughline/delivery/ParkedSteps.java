package io.throughline.delivery;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;

/** Which reference each parked step waits for; apart from the steps, which change too often to have an index for it. */
final class ParkedSteps {

    private ParkedSteps() {}

    /** Notes what steps wait for, {@code <object>:<id>@<system>} by step number. */
    static void note(Connection connection, Map<Long, String> references) throws SQLException {
        if (references.isEmpty()) {
            return;
        }
        try (PreparedStatement insert =
                connection.prepareStatement("insert into parked_step (step_no, reference) values (?, ?)")) {
            for (Map.Entry<Long, String> one : references.entrySet()) {
                insert.setLong(1, one.getKey());
                insert.setString(2, one.getValue());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** Forgets a step that does not wait any more. */
    static void forget(Connection connection, long stepNo) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("delete from parked_step where step_no = ?")) {
            delete.setLong(1, stepNo);
            delete.executeUpdate();
        }
    }
}
