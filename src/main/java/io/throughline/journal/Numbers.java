package io.throughline.journal;

import java.sql.Connection;
import java.sql.SQLException;

/** Hands out numbers of a database sequence in blocks, one round trip per block; unused numbers are skipped. */
public final class Numbers {

    private static final int BLOCK = 200;

    private final String sequence;
    private long next;
    private long end;

    /** @param sequence name of a sequence that increments by 200 */
    public Numbers(String sequence) {
        this.sequence = sequence;
    }

    /** The next number, unique in the database and growing within this process. */
    public synchronized long next(Connection connection) throws SQLException {
        if (next == end) {
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery("select nextval('" + sequence + "')")) {
                rows.next();
                next = rows.getLong(1);
                end = next + BLOCK;
            }
        }
        return next++;
    }
}
