package io.throughline.audit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Json;
import io.throughline.journal.ChainRows;
import io.throughline.journal.ChainRows.Row;
import io.throughline.journal.ChainRows.Table;
import io.throughline.journal.Database;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * The rows of both tables with their proof, page by page, as src/docs/audit.md describes them: table after table, chain
 * after chain, in order. Payloads stay behind; the digests that the hashes cover go along.
 */
public final class AuditExport {

    /** What the audit says of an export that begins. */
    public static final String EXPORTED = "audit.exported";

    private final Database database;

    /**
     * Where an export has got to.
     *
     * @param table    the table
     * @param chain    a chain of it
     * @param position the last row of that chain that was exported
     */
    public record Cursor(Table table, String chain, long position) {

        /** Before everything. */
        public static final Cursor START = new Cursor(Table.EVENT, "", 0);

        /**
         * Reads what {@link #toString()} wrote.
         *
         * @throws IllegalArgumentException when it is nothing of the kind
         */
        public static Cursor parse(String text) {
            String[] parts = text.split("\\|", 3);
            if (parts.length != 3) {
                throw new IllegalArgumentException("after is what an earlier page gave as next");
            }
            return new Cursor(Table.valueOf(parts[0].toUpperCase(Locale.ROOT)), parts[2], Long.parseLong(parts[1]));
        }

        @Override
        public String toString() {
            return table.table() + "|" + position + "|" + chain;
        }
    }

    /** Rows, and where to go on; null at the end. */
    public record Page(List<ObjectNode> rows, Cursor next) {}

    public AuditExport(Database database) {
        this.database = database;
    }

    /** The rows after a cursor, at most so many. */
    public Page page(Cursor after, int limit) {
        return database.read(connection -> {
            List<ObjectNode> rows = new ArrayList<>();
            Cursor at = after;
            boolean reached = after.chain().isEmpty();
            for (Table table : Table.values()) {
                if (table.compareTo(after.table()) < 0) {
                    continue;
                }
                reached |= table != after.table();
                for (String chain : ChainRows.chains(connection, table)) {
                    boolean begun = !reached && chain.equals(after.chain());
                    reached |= begun;
                    if (!reached) {
                        continue;
                    }
                    long from = begun ? after.position() : 0;
                    List<Row> page = ChainRows.page(connection, table, chain, from, limit - rows.size());
                    for (Row row : page) {
                        rows.add(line(row));
                        at = new Cursor(table, chain, row.position());
                    }
                    if (rows.size() >= limit) {
                        return new Page(rows, at);
                    }
                }
            }
            return new Page(rows, null);
        });
    }

    /** The last line of an export: where each chain ended in it, and the checkpoint that was made for it. */
    public static ObjectNode last(ArrayNode heads, String checkpoint) {
        ObjectNode line = Json.mapper().createObjectNode();
        line.set("heads", heads);
        line.put("checkpoint", checkpoint);
        return line;
    }

    private static ObjectNode line(Row row) {
        ObjectNode line = Json.mapper().createObjectNode();
        line.put("table", row.table().table()).put("chain", row.chain()).put("position", row.position());
        ArrayNode content = line.putArray("content");
        row.content().forEach(content::add);
        ObjectNode named = line.putObject("row");
        for (int i = 0; i < row.content().size(); i++) {
            named.put(row.table().content().get(i), row.content().get(i));
        }
        line.put("prev", HexFormat.of().formatHex(row.previous()))
                .put("hash", HexFormat.of().formatHex(row.hash()));
        return line;
    }
}
