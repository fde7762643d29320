package io.throughline.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.alerts.AlertPolicy;
import io.throughline.alerts.Alerts;
import io.throughline.contract.Awaited;
import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.contract.Plan;
import io.throughline.intake.Intake;
import io.throughline.journal.Audit;
import io.throughline.journal.Journal;
import io.throughline.journal.Parking;
import io.throughline.journal.StoreContract;
import io.throughline.journal.Xrefs.Xref;
import io.throughline.mapping.Schemas;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Facts that waited enter the journal by themselves; what cannot enter is kept for a person and keeps nobody else back. */
abstract class ParkedFactsContract extends StoreContract {

    private static final Duration LONGEST_GAP = Duration.ofSeconds(300);
    private static final String WORKER = "worker@workday:21001";

    private AcceptingRoutes routes;
    private ParkedFacts parked;

    @BeforeEach
    void startRoutes() throws Exception {
        routes = new AcceptingRoutes(database, seal, clock);
        Alerts alerts = new Alerts(AlertPolicy.of("log", Duration.ofMinutes(30), 10, 100), "node-1", clock);
        Intake intake = new Intake(null, Schemas.ofClassPath(), routes.knowledge, vendor -> "urn:test", "", clock);
        parked = new ParkedFacts(
                database,
                new Audit(database, clock, "node-1"),
                routes.parking,
                intake,
                alerts,
                LONGEST_GAP,
                routes.ledger::aheadOf,
                clock);
        parked.batches();
        parked.accepted();
    }

    @AfterEach
    void stopRoutes() {
        routes.close();
    }

    @Test
    void a_fact_goes_through_when_what_it_waits_for_arrives_and_is_not_looked_at_before() {
        park(candidate("e1", "CC-1", 1), WORKER);
        park(candidate("e2", "CC-2", 1), "worker@workday:77777");
        assertThat(parked.batches()).isEmpty();

        routes.accept(arrivalOf(new Xref("worker", "W-1", "workday", "Employee_ID", "21001")));

        assertThat(sweep()).containsExactly("e1");
        assertThat(state("e1")).isEqualTo("ACCEPTED");
        assertThat(state("e2")).isNull();
        assertThat(sweep()).isEmpty();
    }

    @Test
    void a_fact_whose_reference_became_known_while_it_was_parked_is_not_left_behind() {
        ObjectNode fact = candidate("e1", "CC-1", 1);
        Event unresolved = event("e1").withData(fact);
        Batch batch = new Batch("test", false);
        batch.arrive(unresolved, List.of(), List.of(WORKER), 1);

        routes.accept(batch);

        assertThat(sweep()).as("nothing of it is missing by now").containsExactly("e1");
    }

    @Test
    void a_fact_that_cannot_be_read_or_breaks_its_schema_is_kept_for_a_person_and_the_others_go_on() {
        ObjectNode wrong = candidate("wrong", "CC-1", 1);
        ((ObjectNode) wrong.get("data")).remove("legalEntityId");
        ObjectNode tooLong = candidate("long", "CC-" + "1".repeat(80), 1);
        park(candidate("timeless", "CC-1", 1).put("time", "yesterday"), WORKER);
        park(candidate("typeless", "CC-1", 1).put("type", "x"), WORKER);
        park(wrong, WORKER);
        park(tooLong, WORKER);
        park(candidate("good", "CC-2", 1), WORKER);

        routes.parking.noteArrival(Set.of(WORKER));
        sweep();

        assertThat(state("good")).isEqualTo("ACCEPTED");
        assertThat(List.of(state("timeless"), state("typeless"), state("wrong"), state("long")))
                .containsOnly("HELD");
        List<Cases.Case> open = database.read(routes.cases::open);
        assertThat(open)
                .extracting(Cases.Case::eventId)
                .containsExactlyInAnyOrder("timeless", "typeless", "wrong", "long");
        assertThat(open)
                .filteredOn(one -> one.eventId().equals("wrong"))
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.rule()).isEqualTo("SCHEMA");
                    assertThat(one.message()).contains("legalEntityId");
                    assertThat(one.origin()).isEqualTo("file:r-1");
                });
        assertThat(open)
                .filteredOn(one -> one.eventId().equals("timeless"))
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.rule()).isEqualTo("ENVELOPE");
                    assertThat(one.message()).contains("yesterday");
                });
    }

    @Test
    void what_was_not_accepted_is_handed_out_again_one_by_one_and_the_first_one_last() {
        park(candidate("e1", "CC-1", 1), WORKER);
        park(candidate("e2", "CC-2", 1), WORKER);
        park(candidate("e3", "CC-3", 1), WORKER);
        routes.parking.noteArrival(Set.of(WORKER));

        assertThat(ids(parked.batches())).containsExactly(List.of("e1", "e2", "e3"));
        assertThat(ids(parked.batches())).containsExactly(List.of("e2"), List.of("e3"), List.of("e1"));

        assertThat(sweep()).containsExactly("e3", "e1", "e2");
        assertThat(sweep()).isEmpty();
    }

    @Test
    void a_fact_that_waits_for_one_thing_after_the_other_is_woken_by_each() {
        park(candidate("e1", "CC-1", 1), WORKER);
        routes.flow = event -> Plan.waiting("project@throughline:P-1", List.of());
        routes.parking.noteArrival(Set.of(WORKER));
        sweep();
        assertThat(state("e1")).isNull();
        assertThat(sweep()).isEmpty();

        routes.flow = event -> Plan.NOTHING;
        routes.accept(arrivalOf(event("p1", "project.created.v1", "P-1", 1, "{\"projectId\":\"P-1\"}")));

        assertThat(sweep()).containsExactly("e1");
        assertThat(state("e1")).isEqualTo("ACCEPTED");
    }

    @Test
    void the_versions_of_an_object_follow_the_one_that_was_missing_in_their_order() {
        parkVersion(4);
        parkVersion(2);
        parkVersion(3);

        routes.accept(
                arrivalOf(event("v1", "reference.costcenter.changed.v1", "CC-1", 1, "{\"costCenterId\":\"CC-1\"}")));

        assertThat(sweep()).containsExactly("v2", "v3", "v4");
        assertThat(List.of(state("v2"), state("v3"), state("v4"))).containsOnly("ACCEPTED");
    }

    @Test
    void when_one_version_has_waited_too_long_all_go_on_in_their_order_and_people_are_told_which_is_missing() {
        parkVersion(5);
        clock.advance(Duration.ofSeconds(200));
        parkVersion(4);
        clock.advance(Duration.ofSeconds(99));
        assertThat(sweep()).isEmpty();
        assertThat(alerts("closed_at is null")).isEmpty();

        clock.advance(Duration.ofSeconds(1));

        assertThat(sweep()).containsExactly("v4", "v5");
        assertThat(List.of(state("v4"), state("v5"))).containsOnly("ACCEPTED");
        assertThat(alerts("closed_at is null"))
                .singleElement()
                .asString()
                .contains("version 3 of CC-1 never came from urn:test");
        assertThat(sweep()).isEmpty();
    }

    @Test
    void the_alert_is_over_when_the_missing_version_has_come_after_all() {
        parkVersion(5);
        clock.advance(LONGEST_GAP);
        sweep();
        assertThat(alerts("closed_at is null")).hasSize(1);

        routes.accept(
                arrivalOf(event("v4", "reference.costcenter.changed.v1", "CC-1", 4, "{\"costCenterId\":\"CC-1\"}")));
        routes.parking.lookAgain(new Parking.Look(Set.of(), true));
        sweep();

        assertThat(alerts("closed_at is null")).isEmpty();
        assertThat(alerts("closed_at is not null")).hasSize(1);
    }

    /** One sweep as the route does it; the ids of what was taken up. */
    private List<String> sweep() {
        List<Batch> batches = parked.batches();
        batches.forEach(routes::accept);
        parked.accepted();
        return ids(batches).stream().flatMap(List::stream).toList();
    }

    private static List<List<String>> ids(List<Batch> batches) {
        return batches.stream()
                .map(batch -> batch.arrivals().stream()
                        .map(arrival -> arrival.event().id())
                        .toList())
                .toList();
    }

    private static Batch arrivalOf(Xref xref) {
        Batch batch = new Batch("test", false);
        batch.arrive(event("arrival"), List.of(xref), List.of(), 1);
        return batch;
    }

    private static Batch arrivalOf(Event event) {
        Batch batch = new Batch("test", false);
        batch.arrive(event, List.of(), List.of(), 1);
        return batch;
    }

    private void parkVersion(long version) {
        ObjectNode fact = candidate("v" + version, "CC-1", version).put("sequencetype", "Integer");
        park(fact, Awaited.version("urn:test", "CC-1", version - 1));
    }

    private void park(ObjectNode fact, String waitsFor) {
        database.inTransaction(connection -> routes.parking.park(
                connection,
                event(fact.path("id").asText()).withData(fact),
                waitsFor,
                "file:r-1",
                Journal.Provenance.NONE));
    }

    private static ObjectNode candidate(String id, String centre, long version) {
        ObjectNode candidate = Json.mapper().createObjectNode();
        candidate.put("source", "urn:test").put("id", id).put("type", "reference.costcenter.changed.v1");
        candidate.put("subject", centre).put("time", "2026-10-01T08:00:00Z");
        candidate.put("partitionkey", "reference:" + centre).put("sequence", version);
        candidate
                .putObject("data")
                .put("costCenterId", centre)
                .put("version", version)
                .put("legalEntityId", "LE-US")
                .put("name", "Delivery")
                .put("knownAt", "2026-10-01T08:00:00Z")
                .put("sourceSystem", "test");
        return candidate;
    }

    private String state(String id) {
        return strings("select state from event where event_id = '" + id + "'").stream()
                .findFirst()
                .orElse(null);
    }

    private List<String> alerts(String condition) {
        return strings("select summary from alert where " + condition);
    }

    private List<String> strings(String sql) {
        return database.read(connection -> {
            List<String> found = new ArrayList<>();
            try (var statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
            return found;
        });
    }
}
