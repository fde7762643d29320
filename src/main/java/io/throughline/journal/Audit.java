package io.throughline.journal;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.contract.Json;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * The hash-chained record of every state change and of everything a person did. A row is written in the transaction of
 * the change it is about, so that neither exists without the other.
 */
public final class Audit {

    private static final int SUBJECT_LIMIT = 240;

    private final Database database;
    private final Clock clock;
    private final Chains chains;
    private final String node;

    /** Writes rows of one transaction. */
    @FunctionalInterface
    public interface Scribe {
        /**
         * Notes what was done.
         *
         * @param actor   who did it: a person, or {@code system:<node>}
         * @param action  what was done, such as {@code case.discard} or {@code steps.settled}
         * @param subject about what, such as {@code case:17}, {@code event:<id>} or {@code step:4711}
         * @param detail  more of it without personal data, or null
         */
        void note(String actor, String action, String subject, JsonNode detail) throws SQLException;
    }

    /** Work inside one transaction that leaves its trace. */
    @FunctionalInterface
    public interface Work<T> {
        T run(Connection connection, Scribe scribe) throws SQLException;
    }

    /** @param node names this node; its chains begin with the name */
    public Audit(Database database, Clock clock, String node) {
        this.database = database;
        this.clock = clock;
        this.node = node;
        chains = new Chains(database, ChainRows.Table.AUDIT, node);
    }

    /** The name under which this node acts by itself. */
    public String self() {
        return "system:" + node;
    }

    /** Runs work in one transaction together with what it notes. */
    public <T> T inTransaction(Work<T> work) {
        return chained(chain -> database.inTransaction(connection -> work.run(connection, scribe(connection, chain))));
    }

    /** Runs work with an audit chain; for transactions that are opened elsewhere. */
    public <T> T chained(Function<HashChain, T> work) {
        return chains.chained(work);
    }

    /** Writes rows of an open transaction to a borrowed chain. */
    public Scribe scribe(Connection connection, HashChain chain) {
        return (actor, action, subject, detail) -> insert(connection, chain, actor, action, subject, detail);
    }

    private void insert(
            Connection connection, HashChain chain, String actor, String action, String subject, JsonNode detail)
            throws SQLException {
        OffsetDateTime at = OffsetDateTime.ofInstant(clock.instant().truncatedTo(ChronoUnit.MICROS), ZoneOffset.UTC);
        String about = subject.length() <= SUBJECT_LIMIT ? subject : subject.substring(0, SUBJECT_LIMIT);
        String text = detail == null ? null : Json.write(detail);
        HashChain.Link link = chain.append(hashed(at, actor, action, about, text));
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into audit (chain, chain_pos, at, actor, action, subject, detail, prev_hash, hash) values (?, ?,"
                        + " ?, ?, ?, ?, ?, ?, ?)")) {
            insert.setString(1, link.chain());
            insert.setLong(2, link.position());
            insert.setObject(3, at);
            insert.setString(4, actor);
            insert.setString(5, action);
            insert.setString(6, about);
            insert.setString(7, text);
            insert.setBytes(8, link.previous());
            insert.setBytes(9, link.hash());
            insert.executeUpdate();
        }
    }

    /** What a row's hash covers besides its position and the hash before it. */
    static List<String> hashed(OffsetDateTime at, String actor, String action, String subject, String detail) {
        return Arrays.asList(at.toInstant().toString(), actor, action, subject, detail);
    }
}
