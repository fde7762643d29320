package io.throughline.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Optional;

/** The walk over the chains of the journal: every hash is computed again from what the row says now. */
final class JournalProof {

    private static final String ROWS = "select event_no, source, event_id, type, subject, event_key, version,"
            + " occurred_at, recorded_at, correlation_id, causation_id, idempotency_key, legal_entity, effective_date,"
            + " state, findings, origin, sealed_data, sealed_raw, chain, chain_pos, prev_hash, hash from event order by"
            + " chain, chain_pos";

    private JournalProof() {}

    static Optional<String> firstBroken(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(ROWS)) {
            select.setFetchSize(500);
            try (ResultSet rows = select.executeQuery()) {
                String chain = null;
                long position = 0;
                byte[] head = HashChain.GENESIS;
                while (rows.next()) {
                    if (!rows.getString(20).equals(chain)) {
                        chain = rows.getString(20);
                        position = 0;
                        head = HashChain.GENESIS;
                    }
                    position++;
                    byte[] expected = HashChain.hash(head, position, Journal.hashed(rows.getLong(1), content(rows)));
                    if (rows.getLong(21) != position
                            || !Arrays.equals(rows.getBytes(22), head)
                            || !Arrays.equals(rows.getBytes(23), expected)) {
                        return Optional.of("event " + rows.getString(3) + " (number " + rows.getLong(1)
                                + ") is not what was written at position " + position + " of chain " + chain);
                    }
                    head = expected;
                }
                return Optional.empty();
            }
        }
    }

    private static Object[] content(ResultSet row) throws SQLException {
        return new Object[] {
            row.getString(2),
            row.getString(3),
            row.getString(4),
            row.getString(5),
            row.getString(6),
            row.getLong(7),
            row.getObject(8, OffsetDateTime.class),
            row.getObject(9, OffsetDateTime.class),
            row.getString(10),
            row.getString(11),
            row.getString(12),
            row.getString(13),
            row.getObject(14, LocalDate.class),
            row.getString(15),
            row.getString(16),
            row.getString(17),
            row.getBytes(18),
            row.getBytes(19)
        };
    }
}
