package io.throughline.journal;

import java.sql.Connection;
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
    private final ChainRows.Table table;
    private final String node;
    private int begun;

    Chains(Database database, ChainRows.Table table, String node) {
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
            database.read(connection -> ChainRows.head(connection, table, chain))
                    .ifPresent(end -> giveBack(chain(end)));
        } catch (StoreUnavailable away) {
            failure.addSuppressed(away);
        }
    }

    private void adopt(Connection connection) throws SQLException {
        for (String chain : ChainRows.chains(connection, table)) {
            if (chain.startsWith(node + "/")) {
                ChainRows.head(connection, table, chain).ifPresent(end -> giveBack(chain(end)));
            }
        }
    }

    private static HashChain chain(ChainRows.Head end) {
        return new HashChain(end.chain(), end.count(), end.hash());
    }
}
