package io.throughline.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.audit.Finding.Kind;
import io.throughline.contract.Json;
import io.throughline.journal.Audit;
import io.throughline.journal.Journal;
import io.throughline.journal.StoreContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever changes journal or audit behind the product's back is found out, and the place is named. */
abstract class AuditProofContract extends StoreContract {

    private static final int ROWS = 5;

    private Journal journal;
    private Audit audit;
    Checkpoints checkpoints;
    Path file;
    private Path key;

    @BeforeEach
    void write() {
        file = folder.resolve("audit.checkpoints");
        key = folder.resolve("audit.key");
        checkpoints = new Checkpoints(database, file, key, clock, "node-1");
        journal = new Journal(database, seal, clock, "node-1");
        audit = new Audit(database, clock, "node-1");
        for (int i = 1; i <= ROWS; i++) {
            append("e" + i);
            note("case.discard", "case:" + i);
        }
    }

    @AfterEach
    void close() {
        checkpoints.close();
    }

    @Test
    void what_nobody_touched_is_intact_with_its_rows_and_checkpoints_counted() {
        checkpoints.minute();

        AuditVerifier.Verdict verdict = verify();

        assertThat(verdict.findings()).isEmpty();
        assertThat(verdict.intact()).isTrue();
        assertThat(verdict.rows()).containsEntry("event", 5L).containsEntry("audit", 5L);
        assertThat(verdict.chains()).isEqualTo(2);
        assertThat(verdict.checkpoints()).isEqualTo(2);
        assertThat(verdict.lastCheckpoint()).isEqualTo(NOW.truncatedTo(java.time.temporal.ChronoUnit.MILLIS));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "update event set subject = 'W-0666' where chain_pos = 3 | CHANGED | event | 3 | event e3",
                "update event set legal_entity = 'null' where chain_pos = 3 | CHANGED | event | 3 | event e3",
                "update event set mapping_sha = 'x' where chain_pos = 3 | CHANGED | event | 3 | event e3",
                "update event set data_sha = raw_sha where chain_pos = 3 | CHANGED | event | 3 | event e3",
                "update event set sealed_data = hash where chain_pos = 3 | PAYLOAD | event | 3 | event e3",
                "update event set sealed_data = null where chain_pos = 3 | PAYLOAD | event | 3 | event e3",
                "update event set sealed_data = null, pruned_at = recorded_at where chain_pos = 3 | PAYLOAD | event | 3 | event e3",
                "update event set hash = prev_hash where chain_pos = 3 | CHANGED | event | 3 | event e3",
                "delete from event where chain_pos = 3 | MISSING | event | 3 |",
                "delete from event where chain_pos = 1 | MISSING | event | 1 |",
                "update audit set actor = 'system:node-1' where chain_pos = 2 | CHANGED | audit | 2 | case.discard case:2",
                "update audit set detail = null where chain_pos = 2 | CHANGED | audit | 2 | case.discard case:2",
                "update audit set prev_hash = hash where chain_pos = 2 | CHANGED | audit | 2 | case.discard case:2",
                "delete from audit where chain_pos = 2 | MISSING | audit | 2 |",
                "delete from audit where chain_pos in (2, 3) | MISSING | audit | 2 |",
            })
    void one_changed_or_missing_row_is_named(String sql, Kind kind, String table, long position, String subject) {
        execute(sql);

        assertThat(verify().findings()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(kind);
            assertThat(finding.table()).isEqualTo(table);
            assertThat(finding.chain()).startsWith("node-1/");
            assertThat(finding.position()).isEqualTo(position);
            assertThat(finding.subject()).isEqualTo(subject);
            assertThat(finding.message()).contains(table + " chain node-1/").contains("position " + position);
        });
    }

    @Test
    void a_row_that_was_taken_out_is_missed_though_those_behind_it_moved_up() {
        execute("delete from audit where chain_pos = 2");
        execute("update audit set chain_pos = chain_pos + 100 where chain_pos > 2");
        execute("update audit set chain_pos = chain_pos - 101 where chain_pos > 100");

        assertThat(verify().findings()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Kind.MISSING);
            assertThat(finding.position()).isEqualTo(2);
            assertThat(finding.message()).contains("between case.discard case:1 and case.discard case:3");
        });
    }

    @Test
    void two_rows_that_changed_places_are_both_named() {
        execute("update event set chain_pos = 100 where chain_pos = 3");
        execute("update event set chain_pos = 3 where chain_pos = 4");
        execute("update event set chain_pos = 4 where chain_pos = 100");

        assertThat(verify().findings())
                .extracting(Finding::kind, Finding::position, Finding::subject)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(Kind.CHANGED, 3L, "event e4"),
                        org.assertj.core.groups.Tuple.tuple(Kind.CHANGED, 4L, "event e3"));
    }

    @Test
    void a_row_that_was_pushed_in_is_named_though_those_behind_it_moved_down() {
        execute("update audit set chain_pos = chain_pos + 101 where chain_pos >= 3");
        execute("update audit set chain_pos = chain_pos - 100 where chain_pos > 100");
        execute(
                "insert into audit select chain, 3, at, 'somebody', 'case.discard', 'case:99', null, hash, hash from audit"
                        + " where chain_pos = 2");

        assertThat(verify().findings()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Kind.INSERTED);
            assertThat(finding.position()).isEqualTo(3);
            assertThat(finding.subject()).isEqualTo("case.discard case:99");
        });
    }

    @ParameterizedTest
    @CsvSource({"event, 4", "audit, 4", "audit, 1"})
    void a_tail_that_was_cut_off_contradicts_the_checkpoint(String table, long from) {
        checkpoints.minute();

        execute("delete from " + table + " where chain_pos >= " + from);

        assertThat(verify().findings()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Kind.TRUNCATED);
            assertThat(finding.table()).isEqualTo(table);
            assertThat(finding.position()).isEqualTo(from);
            assertThat(finding.message()).contains("knows 5 rows");
        });
    }

    @Test
    void a_chain_that_was_written_anew_contradicts_the_checkpoint() {
        checkpoints.minute();
        execute("delete from audit");
        Audit another = new Audit(database, clock, "node-1");
        String chain = Json.tree(lines().get(lines().size() - 1)).path("heads").findValuesAsText("chain").stream()
                .filter(name -> Json.tree(lines().get(lines().size() - 1))
                        .path("heads")
                        .toString()
                        .contains("\"audit\",\"chain\":\"" + name))
                .findFirst()
                .orElseThrow();
        for (int i = 1; i <= ROWS; i++) {
            another.inTransaction((connection, scribe) -> {
                scribe.note("somebody", "case.discard", "case:7", null);
                return null;
            });
        }
        execute("update audit set chain = '" + chain + "'");

        assertThat(verify().findings()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Kind.REWRITTEN);
            assertThat(finding.table()).isEqualTo("audit");
            assertThat(finding.position()).isEqualTo(5);
        });
    }

    @Test
    void rows_that_came_while_nothing_ran_contradict_the_last_checkpoint_before_and_the_first_after() {
        checkpoints.close();
        note("case.discard", "case:99");
        checkpoints = new Checkpoints(database, file, key, clock, "node-1");

        assertThat(verify().findings()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Kind.INSERTED);
            assertThat(finding.table()).isEqualTo("audit");
            assertThat(finding.position()).isEqualTo(6);
            assertThat(finding.message()).contains("while nothing ran");
        });
    }

    @Test
    void what_another_node_of_the_database_writes_while_this_one_is_stopped_is_no_tampering() {
        Audit other = new Audit(database, clock, "node-2");
        noted(other, "case:20");
        checkpoints.close();
        noted(other, "case:21");
        noted(new Audit(database, clock, "node-3"), "case:22");

        checkpoints = new Checkpoints(database, file, key, clock, "node-1");
        noted(other, "case:23");
        checkpoints.minute();

        assertThat(verify().findings()).isEmpty();
        execute("delete from audit where subject = 'case:23'");
        assertThat(verify().findings()).extracting(Finding::kind).containsExactly(Kind.TRUNCATED);
    }

    @Test
    void a_row_that_claims_to_be_older_than_a_checkpoint_that_does_not_know_it_was_inserted() {
        clock.advance(Duration.ofHours(1));
        checkpoints.minute();
        clock.advance(Duration.ofMinutes(-30));
        note("case.discard", "case:99");

        assertThat(verify().findings()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Kind.INSERTED);
            assertThat(finding.position()).isEqualTo(6);
            assertThat(finding.subject()).isEqualTo("case.discard case:99");
        });
    }

    @Test
    void a_changed_or_missing_line_of_the_checkpoints_is_named() throws IOException {
        checkpoints.minute();
        note("case.discard", "case:6");
        checkpoints.minute();
        List<String> whole = lines();
        assertThat(whole).hasSize(3);

        Files.write(file, List.of(whole.get(0), whole.get(1).replace("\"count\":5", "\"count\":4"), whole.get(2)));
        assertThat(verify().findings()).extracting(Finding::kind).containsExactly(Kind.CHECKPOINT);
        assertThat(verify().findings().get(0).message()).contains("checkpoint 2", "signature");

        Files.write(file, List.of(whole.get(0), whole.get(2)));
        assertThat(verify().findings()).extracting(Finding::kind).containsExactly(Kind.CHECKPOINT);

        Files.delete(file);
        assertThat(verify().findings()).extracting(Finding::kind).containsExactly(Kind.CHECKPOINT);
    }

    @Test
    void a_line_that_a_crash_cut_short_is_no_tampering() throws IOException {
        checkpoints.minute();
        Files.writeString(file, "{\"no\":3,\"ti", java.nio.file.StandardOpenOption.APPEND);

        checkpoints = new Checkpoints(database, file, key, clock, "node-1");
        checkpoints.minute();

        assertThat(verify().findings()).isEmpty();
    }

    @Test
    void checkpoints_are_written_when_something_happened_and_readable_by_the_owner_only() throws IOException {
        checkpoints.minute();
        checkpoints.minute();
        assertThat(lines()).hasSize(2);
        note("case.discard", "case:6");
        checkpoints.minute();
        assertThat(lines()).hasSize(3);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(file)).doesNotContain(Files.readString(key).strip());
    }

    @Test
    void an_export_is_proven_by_its_lines_alone_and_shows_what_was_changed_in_it() throws IOException {
        List<String> exported = new ArrayList<>();
        String checkpoint = checkpoints.now("export");
        note("case.discard", "case:later");
        AuditExport export = new AuditExport(database);
        long rows = new Exporting(checkpoint, exported::add).run(after -> page(export, after));

        assertThat(rows).isEqualTo(10);
        assertThat(exported).hasSize(11);
        assertThat(ThirdParty.broken(exported)).isEmpty();
        assertThat(exported.toString()).contains("case:5").doesNotContain("case:later");

        List<String> forged = new ArrayList<>(exported);
        forged.replaceAll(line -> line.replace("case:3", "case:4"));
        assertThat(ThirdParty.broken(forged)).isNotEmpty();
        List<String> shortened = new ArrayList<>(exported);
        shortened.remove(4);
        assertThat(ThirdParty.broken(shortened)).isNotEmpty();
    }

    @Test
    void a_step_that_is_in_another_state_than_the_audit_says_is_named() {
        step(1, "DONE");
        step(2, "DEAD");
        step(3, "RETRY");
        step(4, "PLANNED");
        say(
                "steps.planned",
                "steps",
                "{\"events\":{},\"steps\":{\"1\":\"PLANNED\",\"2\":\"PLANNED\",\"3\":\"PARKED\"}}");
        say("steps.sent", "steps", "{\"steps\":{\"1\":1,\"2\":1}}");
        say("steps.settled", "steps", "{\"steps\":{\"1\":\"DONE\",\"2\":\"DEAD\"},\"epochs\":{\"1\":1,\"2\":1}}");
        say("step.retry", "step:3", "{\"epoch\":1}");
        assertThat(verify().findings()).isEmpty();

        execute("update step set state = 'DONE', is_open = false where step_no = 2");

        assertThat(verify().findings()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Kind.STATE);
            assertThat(finding.table()).isEqualTo("step");
            assertThat(finding.position()).isEqualTo(2);
            assertThat(finding.subject()).isEqualTo("e1/s2");
            assertThat(finding.message()).contains("is DONE, but the audit says DEAD");
        });
        say("step.replayed", "event:e1", "{\"stepNo\":2,\"is\":\"DONE\",\"epoch\":1}");
        assertThat(verify().findings()).isEmpty();
    }

    @Test
    void steps_are_held_against_the_audit_in_ranges_and_every_range_is_looked_at() {
        for (int i = 1; i <= 7; i++) {
            step(i, "DONE");
            say("steps.planned", "steps", "{\"events\":{},\"steps\":{\"" + i + "\":\"DONE\"}}");
        }
        assertThat(verify(3).findings()).isEmpty();

        execute("update step set state = 'DEAD' where step_no in (2, 5, 7)");

        assertThat(verify(3).findings()).extracting(Finding::position).containsExactly(2L, 5L, 7L);
        assertThat(verify(7).findings()).hasSize(3);
    }

    private static void noted(Audit audit, String subject) {
        audit.inTransaction((connection, scribe) -> {
            scribe.note("anna", "case.discard", subject, null);
            return null;
        });
    }

    private AuditVerifier.Verdict verify(int stepsAtATime) {
        return new AuditVerifier(database, file, key, stepsAtATime).verify();
    }

    private void say(String action, String subject, String detail) {
        clock.advance(Duration.ofMillis(1));
        audit.inTransaction((connection, scribe) -> {
            scribe.note("system:node-1", action, subject, Json.tree(detail));
            return null;
        });
    }

    private void step(long number, String state) {
        long event = database.read(connection -> journal.findById(connection, "e1"))
                .get(0)
                .eventNo();
        execute(
                "insert into step (step_no, event_no, name, system, operation, lane, state, is_open, attempts, in_doubt,"
                        + " idempotency_key, adopted, payload_no) values (" + number + ", " + event + ", 's" + number
                        + "', 'netsuite', 'time', 'x:1', '" + state + "', true, 1, false, 'e1/s" + number
                        + "', false, " + number + ")");
    }

    /** Pages of two rows, so that several are needed. */
    private static JsonNode page(AuditExport export, String after) {
        AuditExport.Page page =
                export.page(after == null ? AuditExport.Cursor.START : AuditExport.Cursor.parse(after), 2);
        var node = Json.mapper().createObjectNode();
        page.rows().forEach(node.putArray("rows")::add);
        node.put("next", page.next() == null ? null : page.next().toString());
        return node;
    }

    private AuditVerifier.Verdict verify() {
        return new AuditVerifier(database, file, key).verify();
    }

    private List<String> lines() {
        try {
            return Files.readAllLines(file);
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    private void append(String id) {
        journal.chained(chain -> database.inTransaction(connection -> {
            journal.append(
                    connection,
                    chain,
                    List.of(new Journal.Draft(
                            journal.nextNumber(connection),
                            event(id),
                            Journal.State.ACCEPTED,
                            List.of(),
                            "test",
                            new Journal.Provenance(1, "anna", "kantata/time.in.jslt", "abc"))));
            return null;
        }));
    }

    private void note(String action, String subject) {
        audit.inTransaction((connection, scribe) -> {
            scribe.note("anna", action, subject, Json.tree("{\"reason\":\"twice\"}"));
            return null;
        });
    }

    private void execute(String sql) {
        int changed = database.inTransaction(
                connection -> connection.createStatement().executeUpdate(sql));
        assertThat(changed).as(sql).isPositive();
    }
}
