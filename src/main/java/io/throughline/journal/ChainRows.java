package io.throughline.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** Reads the two hash-chained tables page by page, so that a walk over millions of rows takes no memory. */
public final class ChainRows {

    private ChainRows() {}

    /** The tables whose rows are chained. */
    public enum Table {
        /** The journal. */
        EVENT(
                "chain, chain_pos, prev_hash, hash, event_no, source, event_id, type, subject, event_key, version,"
                        + " occurred_at, recorded_at, correlation_id, causation_id, idempotency_key, legal_entity,"
                        + " effective_date, state, findings, origin, origin_row, origin_by, mapping, mapping_sha, rules, data_sha,"
                        + " raw_sha, pruned_at, sealed_data, sealed_raw",
                List.of(
                        "event_no",
                        "source",
                        "event_id",
                        "type",
                        "subject",
                        "event_key",
                        "version",
                        "occurred_at",
                        "recorded_at",
                        "correlation_id",
                        "causation_id",
                        "idempotency_key",
                        "legal_entity",
                        "effective_date",
                        "state",
                        "findings",
                        "origin",
                        "origin_row",
                        "origin_by",
                        "mapping",
                        "mapping_sha",
                        "rules",
                        "data_sha",
                        "raw_sha")),
        /** What was done by whom. */
        AUDIT(
                "chain, chain_pos, prev_hash, hash, at, actor, action, subject, detail",
                List.of("at", "actor", "action", "subject", "detail"));

        private final String columns;
        private final List<String> content;

        Table(String columns, List<String> content) {
            this.columns = columns;
            this.content = content;
        }

        /** Names of the parts of a row's content, in the order in which the hash covers them. */
        public List<String> content() {
            return content;
        }

        /** The table's name in the database. */
        public String table() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What the row says of the payload that belongs to it. */
    public enum Body {
        /** It is what was sealed, or the row never had one. */
        INTACT,
        /** The row says that it was older than the retention. */
        PRUNED,
        /** It is not what was sealed, or it is gone. */
        BROKEN
    }

    /**
     * One row.
     *
     * @param at       when it was written
     * @param subject  what a person knows it by
     * @param content  what its hash covers, in the order of {@link Table#content()}
     * @param previous the hash it says the row before it has
     * @param hash     the hash it says it has
     */
    public record Row(
            Table table,
            String chain,
            long position,
            Instant at,
            String subject,
            List<String> content,
            byte[] previous,
            byte[] hash,
            Body body) {

        /** Whether it has the hash that it would have had at a position. */
        public boolean provesPosition(long other) {
            return Arrays.equals(hash, HashChain.hash(previous, other, content));
        }
    }

    /** Where a chain ends: how many rows it has, and the hash of the last. */
    public record Head(Table table, String chain, long count, byte[] hash) {}

    /** The names of a table's chains, by looking each up in the index. */
    public static List<String> chains(Connection connection, Table table) throws SQLException {
        List<String> chains = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("select chain from " + table.table()
                + " where chain > ? order by chain, chain_pos fetch first 1 rows only")) {
            String last = "";
            while (last != null) {
                select.setString(1, last);
                try (ResultSet rows = select.executeQuery()) {
                    last = rows.next() ? rows.getString(1) : null;
                }
                if (last != null) {
                    chains.add(last);
                }
            }
        }
        return chains;
    }

    /** Where every chain ends now. */
    public static List<Head> heads(Connection connection) throws SQLException {
        List<Head> heads = new ArrayList<>();
        for (Table table : Table.values()) {
            for (String chain : chains(connection, table)) {
                head(connection, table, chain).ifPresent(heads::add);
            }
        }
        return heads;
    }

    /** Where one chain ends. */
    public static Optional<Head> head(Connection connection, Table table, String chain) throws SQLException {
        return head(connection, table, chain, Long.MAX_VALUE);
    }

    /** The last row of a chain up to a position; by both columns of the index, or H2 would read the whole chain. */
    public static Optional<Head> head(Connection connection, Table table, String chain, long upTo) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select chain_pos, hash from " + table.table()
                + " where chain = ? and chain_pos <= ? order by chain desc, chain_pos desc fetch first 1 rows only")) {
            select.setString(1, chain);
            select.setLong(2, upTo);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next()
                        ? Optional.of(new Head(table, chain, rows.getLong(1), rows.getBytes(2)))
                        : Optional.empty();
            }
        }
    }

    /** The rows of a chain after a position, in order, at most so many. */
    public static List<Row> page(Connection connection, Table table, String chain, long after, int limit)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select " + table.columns + " from " + table.table()
                + " where chain = ? and chain_pos > ? order by chain_pos fetch first " + limit + " rows only")) {
            select.setString(1, chain);
            select.setLong(2, after);
            try (ResultSet rows = select.executeQuery()) {
                List<Row> page = new ArrayList<>();
                while (rows.next()) {
                    page.add(table == Table.EVENT ? event(rows) : audit(rows));
                }
                return page;
            }
        }
    }

    private static Row audit(ResultSet row) throws SQLException {
        OffsetDateTime at = row.getObject(5, OffsetDateTime.class);
        return new Row(
                Table.AUDIT,
                row.getString(1),
                row.getLong(2),
                at.toInstant(),
                row.getString(7) + " " + row.getString(8),
                Audit.hashed(at, row.getString(6), row.getString(7), row.getString(8), row.getString(9)),
                row.getBytes(3),
                row.getBytes(4),
                Body.INTACT);
    }

    private static Row event(ResultSet row) throws SQLException {
        Object[] columns = new Object[21];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = switch (i + 6) {
                case 11, 22 -> row.getLong(i + 6);
                case 12, 13 -> row.getObject(i + 6, OffsetDateTime.class);
                case 18 -> row.getObject(i + 6, LocalDate.class);
                default -> row.getString(i + 6);
            };
        }
        return new Row(
                Table.EVENT,
                row.getString(1),
                row.getLong(2),
                row.getObject(13, OffsetDateTime.class).toInstant(),
                "event " + row.getString(7),
                EventInserts.hashed(row.getLong(5), columns, row.getString(27), row.getString(28)),
                row.getBytes(3),
                row.getBytes(4),
                body(row));
    }

    private static Body body(ResultSet row) throws SQLException {
        String dataSha = row.getString(27);
        String rawSha = row.getString(28);
        byte[] data = row.getBytes(30);
        byte[] raw = row.getBytes(31);
        if (row.getObject(29) != null) {
            return data == null && raw == null ? Body.PRUNED : Body.BROKEN;
        }
        boolean same = Objects.equals(HashChain.digest(data), dataSha) && Objects.equals(HashChain.digest(raw), rawSha);
        return same ? Body.INTACT : Body.BROKEN;
    }
}
