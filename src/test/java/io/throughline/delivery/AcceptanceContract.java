package io.throughline.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.contract.Answer;
import io.throughline.contract.Delivery;
import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.contract.Plan;
import io.throughline.contract.Step;
import io.throughline.contract.Violation;
import io.throughline.delivery.Batch.Arrival;
import io.throughline.delivery.Batch.Fate;
import io.throughline.journal.Journal;
import io.throughline.journal.Parking;
import io.throughline.journal.StoreContract;
import io.throughline.journal.StoreUnavailable;
import io.throughline.journal.Xrefs.Xref;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A batch enters whole or not at all, and one bad event harms no other. */
abstract class AcceptanceContract extends StoreContract {

    private AcceptingRoutes routes;

    @BeforeEach
    void startRoutes() throws Exception {
        routes = new AcceptingRoutes(database, seal, clock);
        routes.flow = event -> Plan.of(step("erp", event));
    }

    @AfterEach
    void stopRoutes() {
        routes.close();
    }

    @Test
    void an_event_its_state_and_its_steps_enter_together_and_are_sent_and_published() {
        Batch batch = routes.accept(batch(event("e1")));

        assertThat(batch.arrivals().get(0).fate()).isEqualTo(Fate.ACCEPTED);
        assertThat(steps("e1")).extracting(Ledger.Row::state).containsExactly(StepState.PLANNED);
        assertThat(batch.toSend()).hasSize(1);
        assertThat(batch.toPublish())
                .extracting(published -> published.event().id())
                .containsExactly("e1");
        assertThat(snapshot("W-0002")).isEqualTo(1);
    }

    @Test
    void what_a_step_carries_is_kept_once_and_not_at_all_when_it_is_what_its_event_carries() {
        routes.flow = event -> Plan.of(
                Step.of("one", "netsuite", "time", "time:1", event.data()),
                Step.of("two", "kantata", "time", "time:1", event.data()));
        routes.accept(batch(event("e1")));
        assertThat(count("step")).isEqualTo(2);
        assertThat(count("step_payload")).isZero();

        routes.flow = event -> {
            var own = event.data().deepCopy();
            return Plan.of(
                    Step.of("one", "netsuite", "time", "time:2", own),
                    Step.of("two", "kantata", "time", "time:2", own));
        };
        routes.accept(batch(event("e2")));
        assertThat(count("step")).isEqualTo(4);
        assertThat(count("step_payload")).isEqualTo(1);
    }

    @Test
    void a_step_that_fails_for_good_is_handed_to_what_its_flow_does_then() {
        Step step = Step.of(
                        "shell",
                        "kantata",
                        "project",
                        "project:P-1",
                        event("e1").data())
                .then("open-project.shell-done");
        routes.flow = event -> Plan.of(step);
        routes.continuation = settled -> {
            assertThat(settled.failure()).isEqualTo("400: no such workspace");
            assertThat(settled.event().id()).isEqualTo("e1");
            return Plan.of(Step.of(
                    "status",
                    "salesforce",
                    "opportunity",
                    "opportunity:1",
                    event("e1").data()));
        };
        routes.accept(batch(event("e1")));
        settle(steps("e1").get(0).stepNo(), new Answer.Refused("400", "no such workspace"));

        assertThat(steps("e1")).extracting(Ledger.Row::state).containsExactly(StepState.DEAD, StepState.PLANNED);
        assertThat(count("exception_case")).isEqualTo(1);
    }

    @Test
    void nothing_is_left_when_the_steps_cannot_be_written() {
        Step sameName = step("erp", event("e1"));
        routes.flow = event -> Plan.of(sameName, sameName);

        assertThatThrownBy(() -> routes.accept(batch(event("e1")))).isInstanceOf(Exception.class);

        assertThat(count("event")).isZero();
        assertThat(count("step")).isZero();
        assertThat(count("entity")).isZero();
        routes.flow = event -> Plan.NOTHING;
        assertThat(routes.accept(batch(event("e1"))).arrivals().get(0).fate()).isEqualTo(Fate.ACCEPTED);
    }

    @Test
    void a_duplicate_changes_nothing_and_says_so() {
        routes.accept(batch(event("e1")));

        Batch again = routes.accept(batch(event("e1"), event("e2"), event("e2")));

        assertThat(again.arrivals())
                .extracting(Arrival::fate)
                .containsExactly(Fate.DUPLICATE, Fate.ACCEPTED, Fate.DUPLICATE);
        assertThat(count("event")).isEqualTo(2);
        assertThat(count("step")).isEqualTo(2);
        assertThat(again.toSend()).as("the sends for the first may have died").hasSize(2);
        long first = again.toSend().get(0).stepNo();
        settle(first, new Answer.Applied("4711", null, false));
        assertThat(routes.accept(batch(event("e1"))).toSend()).isEmpty();
        assertThat(routes.planned).containsExactly("e1", "e2");
    }

    @Test
    void what_another_node_journals_while_a_batch_is_planned_is_a_duplicate_and_its_neighbours_go_through()
            throws Exception {
        AcceptingRoutes other = new AcceptingRoutes(database, seal, clock);
        routes.flow = event -> {
            if (event.id().equals("e1")) {
                CompletableFuture.runAsync(() -> other.accept(batch(event("e1"))))
                        .join();
            }
            return Plan.of(step("erp", event));
        };

        Batch late = routes.accept(batch(event("e1"), event("e2")));
        other.close();

        assertThat(late.arrivals()).extracting(Arrival::fate).containsExactly(Fate.DUPLICATE, Fate.ACCEPTED);
        assertThat(count("event")).isEqualTo(2);
    }

    @Test
    void an_older_version_that_is_planned_beside_a_newer_one_waits_and_has_no_effect_after_it() throws Exception {
        CountDownLatch newerIsBeingPlanned = new CountDownLatch(1);
        CountDownLatch olderIsOnItsWay = new CountDownLatch(1);
        routes.flow = event -> {
            if (event.version() == 2) {
                newerIsBeingPlanned.countDown();
                await(olderIsOnItsWay);
            }
            return Plan.of(step("erp", event));
        };
        CompletableFuture<Batch> newer =
                CompletableFuture.supplyAsync(() -> routes.accept(batch(about("e2", "W-1", 2))));
        await(newerIsBeingPlanned);
        CompletableFuture<Batch> older = CompletableFuture.supplyAsync(() -> {
            olderIsOnItsWay.countDown();
            return routes.accept(batch(about("e1", "W-1", 1)));
        });

        assertThat(newer.get(30, TimeUnit.SECONDS).arrivals())
                .extracting(Arrival::fate)
                .containsExactly(Fate.ACCEPTED);
        assertThat(older.get(30, TimeUnit.SECONDS).arrivals())
                .extracting(Arrival::fate)
                .containsExactly(Fate.SUPERSEDED);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    @Test
    void a_redelivered_batch_sends_again_what_is_planned_and_not_what_is_done() {
        routes.flow = event -> Plan.of(step("erp", event), step("psa", event));
        Batch first = routes.accept(batch(event("e1")));
        long done = first.toSend().get(0).stepNo();
        settle(done, new Answer.Applied("4711", null, false));

        Batch again = routes.accept(redelivered(event("e1")));

        assertThat(again.toSend())
                .extracting(Batch.StepMessage::stepNo)
                .containsExactly(first.toSend().get(1).stepNo());
        assertThat(again.toPublish())
                .extracting(published -> published.event().id())
                .containsExactly("e1");
        assertThat(again.arrivals().get(0).fate())
                .as("it is what the first delivery brought in")
                .isEqualTo(Fate.ACCEPTED);
    }

    @Test
    void an_event_whose_flow_fails_is_held_with_a_case_while_its_neighbours_go_through() {
        routes.flow = event -> {
            if (event.id().equals("e2")) {
                throw new IllegalArgumentException("no rate for this day");
            }
            return Plan.of(step("erp", event));
        };

        Batch batch = routes.accept(batch(event("e1"), about("e2", "W-2", 1), event("e3")));

        assertThat(batch.arrivals()).extracting(Arrival::fate).containsExactly(Fate.ACCEPTED, Fate.HELD, Fate.ACCEPTED);
        assertThat(count("step")).isEqualTo(2);
        List<Cases.Case> open = openCases();
        assertThat(open).hasSize(1);
        assertThat(open.get(0).rule()).isEqualTo("PLANNING");
        assertThat(open.get(0).message()).contains("no rate for this day");
        assertThat(open.get(0).eventId()).isEqualTo("e2");
    }

    @Test
    void the_batch_goes_back_when_the_database_is_away_and_nothing_of_it_is_believed() {
        Xref reference = new Xref("worker", "W-0002", "workday", "id", "21001");
        routes.flow = event -> {
            throw new StoreUnavailable(new SQLException("gone"));
        };
        Batch batch = new Batch("test", false);
        batch.arrive(event("e1"), List.of(reference), List.of(), 1);

        assertThatThrownBy(() -> routes.accept(batch)).hasRootCauseMessage("gone");

        assertThat(count("event")).isZero();
        assertThat(routes.knowledge.canonicalId("worker", "workday", "21001")).isEmpty();
    }

    @Test
    void an_event_refused_by_its_flow_leaves_no_trace_but_its_fate() {
        routes.flow = event -> Plan.stopped(List.of(Violation.reject("V-1", "/name", "name is missing")));

        Batch batch = routes.accept(batch(event("e1")));

        assertThat(batch.arrivals().get(0).fate()).isEqualTo(Fate.REJECTED);
        assertThat(count("event")).isZero();
    }

    @Test
    void an_event_that_nobody_sent_is_held_when_its_flow_refuses_it() {
        routes.flow = event -> event.id().equals("e2")
                ? Plan.stopped(List.of(Violation.reject("V-1", "/name", "name is missing")))
                : Plan.NOTHING.emitting(about("e2", "W-2", 1));

        Batch batch = routes.accept(batch(event("e1")));

        assertThat(batch.arrivals()).extracting(Arrival::fate).containsExactly(Fate.ACCEPTED, Fate.HELD);
        assertThat(openCases()).extracting(Cases.Case::eventId).containsExactly("e2");
    }

    @Test
    void a_version_older_than_the_known_one_is_kept_and_has_no_effect() {
        routes.accept(batch(about("e2", "W-1", 2)));

        Batch late = routes.accept(batch(about("e1", "W-1", 1)));

        assertThat(late.arrivals().get(0).fate()).isEqualTo(Fate.SUPERSEDED);
        assertThat(late.toSend()).isEmpty();
        assertThat(late.toPublish()).isEmpty();
        assertThat(snapshot("W-1")).isEqualTo(2);
        assertThat(entry("e1").state()).isEqualTo(Journal.State.SUPERSEDED);
    }

    @Test
    void an_event_whose_flow_knows_of_a_newer_version_is_kept_as_superseded() {
        routes.flow = event -> Plan.OVERTAKEN;

        Batch late = routes.accept(batch(about("e1", "W-1", 1)));

        assertThat(late.arrivals()).extracting(Arrival::fate).containsExactly(Fate.SUPERSEDED);
        assertThat(late.toPublish()).isEmpty();
        assertThat(entry("e1").state()).isEqualTo(Journal.State.SUPERSEDED);
    }

    @Test
    void an_older_version_whose_plan_stands_all_the_same_has_its_effect() {
        routes.accept(batch(about("e2", "W-1", 2)));
        routes.flow = event -> Plan.of(step("erp", event)).healing();

        Batch late = routes.accept(batch(about("e1", "W-1", 1)));

        assertThat(late.arrivals().get(0).fate()).isEqualTo(Fate.ACCEPTED);
        assertThat(late.toSend()).hasSize(1);
    }

    @Test
    void what_its_flow_lets_wait_is_parked_as_it_came_and_a_repeat_in_the_same_batch_does_not_lose_it() {
        routes.flow = event -> Plan.waiting("worker@throughline:W-1", List.of());

        Batch batch = routes.accept(batch(event("e1"), event("e1")));

        assertThat(batch.arrivals()).extracting(Arrival::fate).containsExactly(Fate.PARKED, Fate.DUPLICATE);
        assertThat(count("event")).isZero();
        List<Parking.Parked> waiting = database.read(connection -> routes.parking.facts(
                connection, routes.parking.wokenBy(connection, List.of("worker@throughline:W-1"))));
        assertThat(waiting).singleElement().satisfies(parked -> {
            assertThat(parked.waitsFor()).isEqualTo("worker@throughline:W-1");
            assertThat(parked.fact().path("id").asText()).isEqualTo("e1");
            assertThat(parked.fact().path("data")).isEqualTo(event("e1").data());
        });
    }

    @Test
    void of_two_versions_in_one_batch_the_older_one_has_no_effect_after_the_newer() {
        Batch batch = routes.accept(batch(about("e2", "W-1", 2), about("e1", "W-1", 1)));

        assertThat(batch.arrivals()).extracting(Arrival::fate).containsExactly(Fate.ACCEPTED, Fate.SUPERSEDED);
        assertThat(batch.toSend()).hasSize(1);
    }

    @Test
    void a_held_case_is_closed_by_a_later_event_about_the_same_object_only() {
        routes.flow = event ->
                event.version() == 1 ? Plan.stopped(List.of(Violation.hold("V-1", "", "look at it"))) : Plan.NOTHING;
        routes.accept(batch(sameKey("e1", "T-1", 1), sameKey("e2", "T-2", 1)));
        assertThat(openCases()).hasSize(2);

        routes.accept(batch(sameKey("e3", "T-1", 2)));

        assertThat(openCases()).extracting(Cases.Case::eventId).containsExactly("e2");
    }

    @Test
    void a_dead_step_opens_a_case_that_names_its_event() {
        long step = routes.accept(batch(event("e1"))).toSend().get(0).stepNo();

        settle(step, new Answer.Refused("422", "no such subsidiary"));

        List<Cases.Case> open = openCases();
        assertThat(open).hasSize(1);
        assertThat(open.get(0).eventId()).isEqualTo("e1");
        assertThat(open.get(0).system()).isEqualTo("netsuite");
        assertThat(open.get(0).message()).isEqualTo("no such subsidiary");
    }

    @Test
    void an_applied_step_hands_its_result_to_its_flow_once() {
        routes.flow = event -> Plan.of(step("erp", event).then("next"));
        routes.continuation = settled -> Plan.of(step("psa", settled.event()));
        long first = routes.accept(batch(event("e1"))).toSend().get(0).stepNo();
        Delivery delivery = routes.ledger.begin(List.of(first)).get(0);

        Batch settled = settle(delivery, new Answer.Applied("4711", null, false));
        settle(delivery, new Answer.Applied("4711", null, false));

        assertThat(settled.toSend()).hasSize(1);
        assertThat(steps("e1")).extracting(row -> row.step().name()).containsExactly("erp", "psa");
        assertThat(routes.xrefs.externalId("worker", "W-0002", "netsuite")).contains("4711");
    }

    @Test
    void an_answer_that_nobody_can_read_is_held_for_a_person() {
        routes.flow = event -> Plan.of(step("erp", event).then("next"));
        routes.results = (step, result) -> {
            throw new IllegalStateException("not an object");
        };
        long step = routes.accept(batch(event("e1"))).toSend().get(0).stepNo();

        settle(step, new Answer.Applied("4711", null, false));

        assertThat(steps("e1")).extracting(Ledger.Row::state).containsExactly(StepState.DONE);
        assertThat(openCases()).extracting(Cases.Case::rule).containsExactly("RESULT");
    }

    @Test
    void the_next_step_of_a_lane_is_sent_when_the_first_has_settled() {
        long first = routes.accept(batch(event("e1"))).toSend().get(0).stepNo();
        long second = routes.accept(batch(event("e2"))).toSend().get(0).stepNo();

        Batch settled = settle(first, new Answer.Applied("4711", null, false));

        assertThat(settled.toSend()).extracting(Batch.StepMessage::stepNo).containsExactly(second);
    }

    @Test
    void a_fact_that_waits_is_parked_and_forgotten_when_it_enters() {
        Batch waiting = new Batch("test", false);
        waiting.arrive(event("e1"), List.of(), List.of("worker@workday:21001"), 1);
        assertThat(routes.accept(waiting).arrivals().get(0).fate()).isEqualTo(Fate.PARKED);
        assertThat(count("parked_fact")).isEqualTo(1);

        routes.accept(batch(event("e1")));

        assertThat(count("parked_fact")).isZero();
        assertThat(count("event")).isEqualTo(1);
    }

    @Test
    void what_becomes_of_cases_and_of_facts_that_wait_is_in_the_audit_and_a_usual_event_costs_one_row() {
        routes.accept(batch(event("e0")));
        assertThat(audited()).containsExactly("steps.planned");

        routes.flow = event ->
                event.version() == 1 ? Plan.stopped(List.of(Violation.hold("V-1", "", "look at it"))) : Plan.NOTHING;
        routes.accept(batch(sameKey("e1", "T-1", 1), sameKey("e2", "T-2", 1)));
        assertThat(audited()).containsExactly("steps.planned", "steps.planned", "cases.opened");
        routes.accept(batch(sameKey("e3", "T-1", 2)));
        assertThat(audited()).endsWith("steps.planned", "cases.closed");

        Batch waiting = new Batch("test", false);
        waiting.arrive(event("e4"), List.of(), List.of("worker@workday:21001"), 1);
        routes.accept(waiting);
        assertThat(audited()).endsWith("cases.closed", "facts.parked");
        routes.flow = event -> Plan.NOTHING;
        routes.accept(batch(event("e4")));
        assertThat(audited()).endsWith("steps.planned", "facts.released");
    }

    @Test
    void a_case_of_a_step_that_is_refused_is_in_the_audit() {
        long step = routes.accept(batch(event("e1"))).toSend().get(0).stepNo();
        settle(step, new Answer.Refused("422", "no such subsidiary"));

        assertThat(audited()).endsWith("step.dead", "cases.opened");
    }

    @Test
    void what_could_not_be_sent_is_in_the_ledger_all_the_same() {
        routes.breakSending();

        assertThatThrownBy(() -> routes.accept(batch(event("e1")))).hasRootCauseMessage("the broker is away");

        assertThat(steps("e1")).extracting(Ledger.Row::state).containsExactly(StepState.PLANNED);
    }

    private static Step step(String name, Event event) {
        return Step.of(name, "netsuite", "employee", event.key(), event.data());
    }

    private static Event about(String id, String worker, long version) {
        return event(id, "worker.hired.v1", worker, version, "{\"workerId\":\"" + worker + "\"}");
    }

    private static Event sameKey(String id, String subject, long version) {
        return new Event(
                "urn:test",
                id,
                "customer.updated.v1",
                subject,
                NOW,
                "project:P-1",
                version,
                null,
                null,
                null,
                null,
                LocalDate.of(2026, 10, 1),
                Json.tree("{}"),
                null);
    }

    private static Batch batch(Event... events) {
        return batch(false, events);
    }

    private static Batch redelivered(Event... events) {
        return batch(true, events);
    }

    private static Batch batch(boolean redelivered, Event... events) {
        Batch batch = new Batch("test", redelivered);
        int row = 1;
        for (Event event : events) {
            batch.arrive(event, List.of(), List.of(), row++);
        }
        return batch;
    }

    private Batch settle(long step, Answer answer) {
        return settle(routes.ledger.begin(List.of(step)).get(0), answer);
    }

    private Batch settle(Delivery delivery, Answer answer) {
        Batch batch = new Batch("delivery", false);
        batch.answered(delivery, answer);
        return routes.accept(batch);
    }

    private Journal.Entry entry(String id) {
        return database.read(connection -> routes.journal.findById(connection, id))
                .get(0);
    }

    private List<Ledger.Row> steps(String eventId) {
        long number = entry(eventId).eventNo();
        return database.read(connection -> routes.ledger.ofEvent(connection, number));
    }

    private long snapshot(String worker) {
        return database.read(connection -> routes.entities.find(connection, "worker", worker, null))
                .orElseThrow()
                .version();
    }

    private List<Cases.Case> openCases() {
        return database.read(routes.cases::open);
    }

    private List<String> audited() {
        return database.read(connection -> {
            try (var rows = connection
                    .createStatement()
                    .executeQuery("select action from audit order by at, chain, chain_pos")) {
                List<String> actions = new ArrayList<>();
                while (rows.next()) {
                    actions.add(rows.getString(1));
                }
                return actions;
            }
        });
    }

    private int count(String table) {
        return database.read(connection -> {
            try (var rows = connection.createStatement().executeQuery("select count(*) from " + table)) {
                rows.next();
                return rows.getInt(1);
            }
        });
    }
}
