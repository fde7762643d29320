package io.throughline.audit;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.audit.Finding.Kind;
import io.throughline.contract.Json;
import io.throughline.journal.ChainRows;
import io.throughline.journal.ChainRows.Row;
import io.throughline.journal.ChainRows.Table;
import io.throughline.journal.Database;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Proves that journal and audit are what was written: every hash of every chain is computed again, and the ends of the
 * chains are compared with the checkpoints outside the database. Reads page by page and holds one page, and what the audit
 * says of one range of steps; a ledger with more steps than that has its audit read once for each range.
 */
public final class AuditVerifier {

    /** What a retention notes when it takes payloads away; the detail says {@code before}. */
    public static final String PRUNED = "retention.pruned";

    private static final int PAGE = 100;
    private static final int MOST_FINDINGS = 200;

    /** A row may be written this long after the clock was read for it. */
    private static final Duration WRITING = Duration.ofMinutes(10);

    /** Steps that are held against the audit in one walk; some tens of megabytes. */
    private static final int STEPS_AT_A_TIME = 250_000;

    private final Database database;
    private final CheckpointFile checkpoints;
    private final int stepsAtATime;

    /**
     * What the walk found.
     *
     * @param intact         whether nothing was found
     * @param rows           rows by table
     * @param chains         how many chains they form
     * @param checkpoints    how many checkpoints agree
     * @param lastCheckpoint when the last of them was made, or null
     * @param findings       what is not as it was written, the first 200
     * @param more           how many more there are
     */
    public record Verdict(
            boolean intact,
            Map<String, Long> rows,
            int chains,
            long checkpoints,
            Instant lastCheckpoint,
            List<Finding> findings,
            int more) {}

    /**
     * @param file    the checkpoints
     * @param keyFile the key that signed them
     */
    public AuditVerifier(Database database, Path file, Path keyFile) {
        this(database, file, keyFile, STEPS_AT_A_TIME);
    }

    AuditVerifier(Database database, Path file, Path keyFile, int stepsAtATime) {
        this.stepsAtATime = stepsAtATime;
        this.database = database;
        this.checkpoints = new CheckpointFile(database, file, keyFile);
    }

    /** Walks over everything; one walk at a time, others wait for their turn. */
    public synchronized Verdict verify() {
        List<Finding> findings = new ArrayList<>();
        int[] more = new int[1];
        Consumer<Finding> found = finding -> {
            if (findings.size() < MOST_FINDINGS) {
                findings.add(finding);
            } else {
                more[0]++;
            }
        };
        CheckpointFile.Known known = checkpoints.verify(found);
        Instant prunedBefore = database.read(AuditVerifier::prunedBefore);
        OptionalLong last = lastStep(Long.MIN_VALUE);
        StepWitness witness = new StepWitness(database, Long.MIN_VALUE, last.orElse(Long.MIN_VALUE));
        Map<String, Long> ends = new LinkedHashMap<>();
        Map<String, Long> rows = new LinkedHashMap<>();
        int chains = 0;
        for (Table table : Table.values()) {
            long count = 0;
            for (String chain : database.read(connection -> ChainRows.chains(connection, table))) {
                chains++;
                count += walk(table, chain, known, prunedBefore, witness, ends, found);
            }
            rows.put(table.table(), count);
        }
        judge(witness, ends, found);
        while (last.isPresent()) {
            long after = last.getAsLong();
            last = lastStep(after);
            if (last.isPresent()) {
                StepWitness next = new StepWitness(database, after, last.getAsLong());
                Map<String, Long> heard = new LinkedHashMap<>();
                hear(next, heard);
                judge(next, heard, found);
            }
        }
        return new Verdict(findings.isEmpty(), rows, chains, known.lines(), known.last(), findings, more[0]);
    }

    private long walk(
            Table table,
            String chain,
            CheckpointFile.Known known,
            Instant prunedBefore,
            StepWitness witness,
            Map<String, Long> ends,
            Consumer<Finding> found) {
        ChainProof proof = new ChainProof(prunedBefore, found);
        long after = 0;
        long counted = known.count(table, chain);
        boolean told = false;
        List<Row> page = page(table, chain, after);
        while (!page.isEmpty()) {
            for (Row row : page) {
                proof.next(row);
                if (table == Table.AUDIT) {
                    witness.hear(row);
                    ends.put(chain, row.position());
                }
                if (!told
                        && row.position() > counted
                        && known.last() != null
                        && row.at().plus(WRITING).isBefore(known.last())) {
                    told = true;
                    found.accept(new Finding(
                            Kind.INSERTED,
                            table.table(),
                            chain,
                            row.position(),
                            row.subject(),
                            table.table() + " chain " + chain + " position " + row.position() + ": " + row.subject()
                                    + " claims to be of " + row.at() + ", but the checkpoint of " + known.last()
                                    + " does not know it: it was inserted later, or the clock was set back"));
                }
            }
            after = page.get(page.size() - 1).position();
            page = page(table, chain, after);
        }
        return proof.end();
    }

    /** Holds the ledger against the audit; what the audit said meanwhile is heard afterwards. */
    private void judge(StepWitness witness, Map<String, Long> ends, Consumer<Finding> found) {
        witness.judge();
        hear(witness, ends);
        witness.convict(found);
    }

    /** Lets a witness hear the audit from where it has heard it to. */
    private void hear(StepWitness witness, Map<String, Long> ends) {
        for (String chain : database.read(connection -> ChainRows.chains(connection, Table.AUDIT))) {
            long after = ends.getOrDefault(chain, 0L);
            List<Row> page = page(Table.AUDIT, chain, after);
            while (!page.isEmpty()) {
                page.forEach(witness::hear);
                after = page.get(page.size() - 1).position();
                ends.put(chain, after);
                page = page(Table.AUDIT, chain, after);
            }
        }
    }

    private OptionalLong lastStep(long after) {
        return database.read(connection -> StepWitness.last(connection, after, stepsAtATime));
    }

    private List<Row> page(Table table, String chain, long after) {
        return database.read(connection -> ChainRows.page(connection, table, chain, after, PAGE));
    }

    private static Instant prunedBefore(Connection connection) throws SQLException {
        Instant latest = null;
        try (PreparedStatement select =
                connection.prepareStatement("select detail from audit where subject = 'retention' and action = ?")) {
            select.setString(1, PRUNED);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    JsonNode detail = Json.tree(rows.getString(1));
                    Instant before = Instant.parse(detail.path("before").asText());
                    if (latest == null || before.isAfter(latest)) {
                        latest = before;
                    }
                }
            }
        }
        return latest;
    }
}
