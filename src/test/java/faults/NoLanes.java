package faults;

import java.sql.Connection;
import org.h2.api.Trigger;

/** Gives every step that is written a lane of its own; see {@link Breakage#LANE}. */
public final class NoLanes implements Trigger {

    private int lane = -1;
    private int number = -1;

    @Override
    public void init(Connection connection, String schema, String trigger, String table, boolean before, int type)
            throws java.sql.SQLException {
        try (var columns = connection.getMetaData().getColumns(null, schema, table, null)) {
            while (columns.next()) {
                String name = columns.getString("COLUMN_NAME");
                int place = columns.getInt("ORDINAL_POSITION") - 1;
                if (name.equalsIgnoreCase("lane")) {
                    lane = place;
                } else if (name.equalsIgnoreCase("step_no")) {
                    number = place;
                }
            }
        }
    }

    @Override
    public void fire(Connection connection, Object[] before, Object[] after) {
        after[lane] = after[lane] + "#" + after[number];
    }
}
