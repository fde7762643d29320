package io.throughline.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.audit.AuditExport;
import io.throughline.audit.AuditVerifier;
import io.throughline.audit.Checkpoints;
import io.throughline.contract.Json;
import io.throughline.contract.Step;
import io.throughline.contract.Violation;
import io.throughline.delivery.Cases;
import io.throughline.delivery.Ledger;
import io.throughline.delivery.StepState;
import io.throughline.http.Keyring;
import io.throughline.journal.Audit;
import io.throughline.journal.AuditTrail;
import io.throughline.journal.Entities;
import io.throughline.journal.Journal;
import io.throughline.journal.Knowledge;
import io.throughline.journal.MappingVersions;
import io.throughline.journal.StoreContract;
import io.throughline.journal.Xrefs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A trace tells the whole story of a key, and of a long one the end; what the audit says of it is told with it. */
abstract class TracesContract extends StoreContract {

    private Audit audit;
    private Journal journal;
    private Ledger ledger;
    private Traces traces;

    @BeforeEach
    void openStores() {
        Xrefs xrefs = new Xrefs(database, clock);
        Knowledge known = new Knowledge(database, new Entities(seal, clock), xrefs);
        audit = new Audit(database, clock, "node-1");
        journal = new Journal(database, seal, clock, "node-1");
        ledger =
                new Ledger(database, seal, known, audit, clock, "node-1/now", Duration.ofMinutes(2), java.util.Set::of);
        traces = new Traces(database, journal, ledger, xrefs, 10);
    }

    @Test
    void every_event_of_a_key_has_its_own_steps_cases_and_notes() {
        long first = journaled("e1", 1);
        long second = journaled("e2", 2);
        long step = planned(first, "e1", StepState.PLANNED);
        planned(second, "e2", StepState.DONE);
        database.inTransaction(connection -> new Cases(clock)
                .open(connection, second, null, "k", "x", null, "HELD", List.of(Violation.hold("V-1", "", "no"))));
        noted("event:e1", "replay.propose");
        noted("step:" + step, "step.retry");

        JsonNode events = traces.of("worker:W-0002").path("events");

        assertThat(events.findValuesAsText("id")).contains("e1", "e2");
        assertThat(events.get(0).at("/steps/0/state").asText()).isEqualTo("PLANNED");
        assertThat(events.get(0).at("/steps/0/history/0/action").asText()).isEqualTo("step.retry");
        assertThat(events.get(0).at("/actions/0/action").asText()).isEqualTo("replay.propose");
        assertThat(events.get(0).has("cases")).isFalse();
        assertThat(events.get(1).at("/steps/0/state").asText()).isEqualTo("DONE");
        assertThat(events.get(1).at("/cases/0/rule").asText()).isEqualTo("V-1");
        assertThat(events.get(1).has("actions")).isFalse();
    }

    @Test
    void of_more_than_a_thousand_events_the_newest_are_told_and_that_there_are_older_ones() {
        for (int i = 1; i <= 1001; i++) {
            journaled("e" + i, i);
        }

        JsonNode trace = traces.of("worker:W-0002");

        assertThat(trace.path("events")).hasSize(1000);
        assertThat(trace.at("/events/0/id").asText()).isEqualTo("e2");
        assertThat(trace.at("/events/999/id").asText()).isEqualTo("e1001");
        assertThat(trace.path("olderEventsLeftOut").asBoolean()).isTrue();
        assertThat(traces.of("worker:W-0003").has("olderEventsLeftOut")).isFalse();
    }

    @Test
    void of_very_many_notes_the_newest_are_kept_in_their_order() {
        for (int i = 1; i <= 5; i++) {
            clock.advance(Duration.ofSeconds(1));
            noted("case:1", "note." + i);
        }

        AuditTrail.Newest newest = database.read(connection -> AuditTrail.newest(connection, List.of("case:1"), 3));

        assertThat(newest.notes()).extracting(AuditTrail.Note::action).containsExactly("note.3", "note.4", "note.5");
        assertThat(newest.leftOut()).isTrue();
    }

    @Test
    void a_step_says_which_version_of_its_mapping_was_in_use_when_it_was_sent() {
        String name = "netsuite/employee.out.jslt";
        MappingVersions.note(audit, Map.of(name, "old", "netsuite/time.out.jslt", "t"));
        MappingVersions.note(new Audit(database, clock, "node-2"), Map.of(name, "another"));
        clock.advance(Duration.ofMinutes(1));
        long event = journaled("e1", 1);
        planned(event, "e1", StepState.PLANNED);
        assertThat(mapping().isMissingNode()).isTrue();
        long step = database.read(connection -> ledger.ofEvent(connection, event))
                .get(0)
                .stepNo();
        ledger.begin(List.of(step));
        clock.advance(Duration.ofMinutes(1));
        MappingVersions.note(audit, Map.of(name, "new"));
        MappingVersions.note(audit, Map.of(name, "new"));

        assertThat(mapping().path("name").asText()).isEqualTo(name);
        assertThat(mapping().path("sha256").asText()).isEqualTo("old");
        assertThat(database.<List<AuditTrail.Note>>read(
                        connection -> AuditTrail.about(connection, List.of("mappings"))))
                .as("only when they are others than before")
                .hasSize(3);
    }

    @Test
    void who_exports_the_audit_is_in_the_export() throws Exception {
        Path file = folder.resolve("audit.checkpoints");
        Path key = folder.resolve("audit.key");
        try (Checkpoints checkpoints = new Checkpoints(database, file, key, clock, "node-1");
                DefaultCamelContext camel = new DefaultCamelContext()) {
            AuditApi api =
                    new AuditApi(new AuditVerifier(database, file, key), new AuditExport(database), checkpoints, audit);
            DefaultExchange exchange = new DefaultExchange(camel);
            exchange.getMessage().setHeader(Keyring.ACTOR, "ben");

            api.page(exchange);

            JsonNode page = Json.tree(exchange.getMessage().getBody(String.class));
            assertThat(page.path("rows").toString()).contains("\"actor\":\"ben\"", "audit.exported");
            assertThat(Json.tree(page.path("checkpoint").asText()).path("heads"))
                    .hasSize(1);
        }
    }

    private JsonNode mapping() {
        return traces.of("worker:W-0002").at("/events/0/steps/0/mapping");
    }

    private void noted(String subject, String action) {
        audit.inTransaction((connection, scribe) -> {
            scribe.note("anna", action, subject, null);
            return null;
        });
    }

    private long journaled(String id, long version) {
        return journal.chained(chain -> database.inTransaction(connection -> {
            long number = journal.nextNumber(connection);
            journal.append(
                    connection,
                    chain,
                    List.of(new Journal.Draft(
                            number,
                            event(id, "worker.hired.v1", "W-0002", version, "{}"),
                            Journal.State.ACCEPTED,
                            List.of(),
                            "test")));
            return number;
        }));
    }

    private long planned(long event, String eventId, StepState state) {
        return database.inTransaction(connection -> {
            long number = ledger.nextNumber(connection);
            Step step = Step.of(
                    "erp",
                    "netsuite",
                    "employee",
                    "worker:" + eventId,
                    Json.mapper().createObjectNode());
            ledger.append(connection, List.of(new Ledger.Draft(number, event, eventId, "flow", step, state, null)));
            return number;
        });
    }
}
