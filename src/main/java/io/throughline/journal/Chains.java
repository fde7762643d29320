package io.throughline.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;

/**
 * The hash chains of one table that this node writes. Each piece of work borrows one of its own, so that writers do not
 * wait for each other; a restart goes on with the chains the node left behind.
 */
final class Chains {

    private final Deque<HashChain> free = new ArrayDeque<>();
    private final Database database;
    private final String table;
    private final String node;
    private int begun;

    /** @param table a table with the columns chain, chain_pos and hash */
    Chains(Database database, String table, String node) {
        this.database = database;
        this.table = table;
        this.node = node;
        database.read(connection -> {
            adopt(connection);
            return null;
        });
    }

    /** Runs work with a chain of its own, which goes back to where the database says it ends when the work fails. */
    <T> T chained(Function<HashChain, T> work) {
        HashChain chain = borrow();
        T result;
        try {
            result = work.apply(chain);
        } catch (RuntimeException | Error failure) {
            takeUpAgain(chain.name(), failure);
            throw failure;
        }
        giveBack(chain);
        return result;
    }

    private synchronized HashChain borrow() {
        return free.isEmpty() ? new HashChain(freshName(), 0, HashChain.genesis()) : free.pop();
    }

    private synchronized void giveBack(HashChain chain) {
        free.push(chain);
    }

    private String freshName() {
        return node + "/" + Long.toString(System.nanoTime(), 36) + "-" + (++begun);
    }

    /** The failed work may have been committed or not; the database knows. While it is away the chain rests. */
    private void takeUpAgain(String chain, Throwable failure) {
        try {
            database.read(connection -> {
                try (PreparedStatement select = connection.prepareStatement("select chain_pos, hash from " + table
                        + " where chain = ? order by chain_pos desc fetch first 1 rows only")) {
                    select.setString(1, chain);
                    try (ResultSet rows = select.executeQuery()) {
                        if (rows.next()) {
                            giveBack(new HashChain(chain, rows.getLong(1), rows.getBytes(2)));
                        }
                    }
                }
                return null;
            });
        } catch (StoreUnavailable away) {
            failure.addSuppressed(away);
        }
    }

    private void adopt(Connection connection) throws SQLException {
        String sql =
                "select e.chain, e.chain_pos, e.hash from " + table + " e join (select chain, max(chain_pos) as pos"
                        + " from " + table + " where chain like ? group by chain) m on m.chain = e.chain and m.pos ="
                        + " e.chain_pos";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, node + "/%");
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    giveBack(new HashChain(rows.getString(1), rows.getLong(2), rows.getBytes(3)));
                }
            }
        }
    }
}
