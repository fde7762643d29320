package io.throughline.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.audit.AuditVerifier;
import io.throughline.audit.Finding;
import io.throughline.contract.Event;
import io.throughline.contract.Violation;
import io.throughline.journal.Journal.EventId;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The journal appends, recognises, chains and proves. */
abstract class JournalContract extends StoreContract {

    private Journal journal;

    @BeforeEach
    void openJournal() {
        journal = new Journal(database, seal, clock, "node-1");
    }

    @Test
    void an_appended_event_reads_back_as_it_was() {
        Event event = new Event(
                "urn:test",
                "e1",
                "worker.hired.v1",
                "W-0002",
                NOW,
                "worker:W-0002",
                7,
                "corr",
                "cause",
                "key",
                "LE-US",
                NOW.atZone(java.time.ZoneOffset.UTC).toLocalDate(),
                io.throughline.contract.Json.tree("{\"a\":\"b\"}"),
                "raw".getBytes(StandardCharsets.UTF_8));

        append(event);

        Journal.Entry entry =
                read(connection -> journal.findById(connection, "e1")).get(0);
        assertThat(entry.event()).usingRecursiveComparison().isEqualTo(event);
        assertThat(entry.state()).isEqualTo(Journal.State.ACCEPTED);
        assertThat(entry.origin()).isEqualTo("test");
        List<Journal.Entry> ofKey = read(connection -> journal.newest(connection, "worker:W-0002", null, null, 10));
        assertThat(ofKey).hasSize(1);
        Optional<Journal.Entry> byNumber = read(connection -> journal.find(connection, entry.eventNo()));
        assertThat(byNumber).isPresent();
    }

    @Test
    void only_events_with_the_same_source_and_id_are_known() {
        append(event("e1"));
        Event other = new Event(
                "urn:other",
                "e1",
                "worker.hired.v1",
                "W-0002",
                NOW,
                "worker:W-0002",
                1,
                null,
                null,
                null,
                null,
                null,
                event("e1").data(),
                null);

        var known = read(connection -> journal.known(connection, List.of(event("e1"), event("e2"), other)));

        assertThat(known).containsOnlyKeys(new EventId("urn:test", "e1"));
    }

    @Test
    void an_event_that_another_writer_brought_in_meanwhile_stops_the_whole_append() {
        append(event("e1"));

        assertThatThrownBy(() -> append(event("e0"), event("e1"))).isInstanceOf(Journal.ConcurrentDuplicate.class);

        List<Journal.Entry> neighbour = read(connection -> journal.findById(connection, "e0"));
        assertThat(neighbour).isEmpty();
    }

    @Test
    void a_rolled_back_append_leaves_no_gap_and_the_chain_goes_on() {
        append(event("e1"));

        assertThatThrownBy(() -> append(event("e2"), event("e1"))).isInstanceOf(Journal.ConcurrentDuplicate.class);
        append(event("e3"));

        assertThat(broken()).isEmpty();
        assertThat(chains()).containsExactly("1:e1", "2:e3");
    }

    @Test
    void a_failure_that_was_committed_after_all_does_not_poison_the_chain() {
        append(event("e1"));
        assertThatThrownBy(() -> journal.chained(chain -> {
                    database.inTransaction(connection -> {
                        journal.append(connection, chain, List.of(draft(connection, event("e2"))));
                        return null;
                    });
                    throw new StoreUnavailable(new SQLException("the answer to commit was lost"));
                }))
                .isInstanceOf(StoreUnavailable.class);

        append(event("e3"));

        assertThat(broken()).isEmpty();
        assertThat(chains()).containsExactly("1:e1", "2:e2", "3:e3");
    }

    @Test
    void chains_are_taken_up_where_they_ended_after_a_restart() {
        append(event("e1"));
        journal = new Journal(database, seal, clock, "node-1");

        append(event("e2"));

        assertThat(chains()).containsExactly("1:e1", "2:e2");
        assertThat(broken()).isEmpty();
    }

    @Test
    void writers_at_the_same_time_use_chains_of_their_own() {
        List<List<Event>> batches = IntStream.range(0, 8)
                .mapToObj(writer -> IntStream.range(0, 25)
                        .mapToObj(n -> event("w" + writer + "-" + n))
                        .toList())
                .toList();

        batches.parallelStream().forEach(batch -> batch.forEach(this::append));

        assertThat(broken()).isEmpty();
        assertThat(chains()).hasSize(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update event set version = 99 where event_id = 'e2'",
                "update event set subject = 'W-0666' where event_id = 'e2'",
                "update event set state = 'HELD' where event_id = 'e2'",
                "update event set effective_date = date '2020-01-01' where event_id = 'e2'",
                "update event set occurred_at = recorded_at + interval '1' day where event_id = 'e2'",
                "update event set recorded_at = recorded_at + interval '1' day where event_id = 'e2'",
                "update event set findings = null where event_id = 'e2'",
                "update event set origin = 'elsewhere' where event_id = 'e2'",
                "update event set sealed_data = sealed_raw where event_id = 'e2'",
                "update event set sealed_raw = null where event_id = 'e2'",
                "delete from event where event_id = 'e2'",
                "update event set chain_pos = 10 where event_id = 'e2'",
                "update event set hash = prev_hash where event_id = 'e2'"
            })
    void the_walk_over_all_rows_finds_a_changed_or_missing_row(String tampering) {
        for (String id : List.of("e1", "e2", "e3")) {
            Event event = event(id);
            append(new Event(
                    event.source(),
                    id,
                    event.type(),
                    event.subject(),
                    event.time(),
                    event.key(),
                    1,
                    null,
                    null,
                    null,
                    null,
                    event.effectiveDate(),
                    event.data(),
                    new byte[] {1}));
        }
        assertThat(broken()).isEmpty();

        database.inTransaction(connection -> connection.createStatement().executeUpdate(tampering));

        assertThat(broken()).isNotEmpty();
    }

    @Test
    void findings_are_kept_with_the_event() {
        database.inTransaction(connection -> {
            Event held = event("e1");
            journal.chained(chain -> {
                try {
                    journal.append(
                            connection,
                            chain,
                            List.of(new Journal.Draft(
                                    journal.nextNumber(connection),
                                    held,
                                    Journal.State.HELD,
                                    List.of(Violation.hold("V-WRK-01", "/name", "a".repeat(9000))),
                                    "test")));
                    return null;
                } catch (SQLException failed) {
                    throw new StoreUnavailable(failed);
                }
            });
            return null;
        });

        Journal.Entry entry =
                read(connection -> journal.findById(connection, "e1")).get(0);
        assertThat(entry.state()).isEqualTo(Journal.State.HELD);
        assertThat(entry.findings()).contains("V-WRK-01", "/name");
        assertThat(entry.findings().length()).isLessThanOrEqualTo(8000);
    }

    private void append(Event... events) {
        journal.chained(chain -> database.inTransaction(connection -> {
            List<Journal.Draft> drafts = new ArrayList<>();
            for (Event event : events) {
                drafts.add(draft(connection, event));
            }
            journal.append(connection, chain, drafts);
            return null;
        }));
    }

    private Journal.Draft draft(Connection connection, Event event) throws SQLException {
        return new Journal.Draft(
                journal.nextNumber(connection),
                event,
                Journal.State.ACCEPTED,
                List.of(Violation.warn("W-1", "", "remark")),
                "test");
    }

    /** What the walk over the chains finds; there are no checkpoints here. */
    private List<Finding> broken() {
        return new AuditVerifier(database, folder.resolve("none"), folder.resolve("none"))
                .verify().findings().stream()
                        .filter(finding -> finding.kind() != Finding.Kind.CHECKPOINT)
                        .toList();
    }

    private List<String> chains() {
        return read(connection -> {
            List<String> links = new ArrayList<>();
            try (var rows = connection
                    .createStatement()
                    .executeQuery("select chain_pos, event_id from event order by chain, chain_pos")) {
                while (rows.next()) {
                    links.add(rows.getLong(1) + ":" + rows.getString(2));
                }
            }
            return links;
        });
    }

    private <T> T read(Database.Work<T> work) {
        return database.read(work);
    }
}
