package io.throughline.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.api.KeyBook;
import io.throughline.contract.Answer;
import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.contract.Plan;
import io.throughline.contract.Repeatability;
import io.throughline.contract.Safety;
import io.throughline.contract.Settled;
import io.throughline.contract.Step;
import io.throughline.contract.Violation;
import io.throughline.delivery.AcceptingRoutes;
import io.throughline.delivery.Batch;
import io.throughline.delivery.Ledger;
import io.throughline.delivery.Redelivery;
import io.throughline.delivery.StepState;
import io.throughline.http.Keyring;
import io.throughline.http.OperatorKey;
import io.throughline.journal.Audit;
import io.throughline.journal.AuditTrail;
import io.throughline.journal.Entities;
import io.throughline.journal.Journal;
import io.throughline.journal.Knowledge;
import io.throughline.journal.StoreContract;
import io.throughline.journal.Xrefs;
import io.throughline.replay.Policy;
import io.throughline.replay.ReplayRunner;
import io.throughline.replay.ReplayViews;
import io.throughline.replay.Replays;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A decision is written when it has its effect, and has none when things are no longer as they were looked at. */
abstract class HandlingContract extends StoreContract {

    private static final Violation REFUSED = Violation.hold("USER_ERROR", "", "employee W-1 is inactive");
    private static final Policy POLICY = Policy.of(100, "netsuite/time", 1000, 10, 1000);

    private final Set<String> stopped = new HashSet<>();
    private AcceptingRoutes routes;
    private Audit audit;
    private Ledger ledger;
    private CaseBook book;
    private Replays replays;
    private Redelivery redelivery;
    private Handling handling;
    private Preparation preparation;
    private int steps;

    @BeforeEach
    void openDesk() throws Exception {
        routes = new AcceptingRoutes(database, seal, clock);
        audit = new Audit(database, clock, "node-1");
        Knowledge known = new Knowledge(database, new Entities(seal, clock), new Xrefs(database, clock));
        ledger = new Ledger(
                database, seal, known, audit, clock, "node-1/now", Duration.ofMinutes(2), () -> Set.copyOf(stopped));
        book = new CaseBook(clock);
        Keyring keyring = new Keyring(OperatorKey.at(folder.resolve("operator.key")));
        keyring.keyFor("ben");
        replays = new Replays(database, audit, seal, POLICY, new KeyBook(keyring, audit, clock), clock);
        redelivery = new Redelivery(ledger, step -> Safety.of(Repeatability.UPSERT), clock);
        handling =
                new Handling(database, audit, book, new ParkedBook(seal), routes.journal, ledger, redelivery, replays);
        preparation = new Preparation(
                database, new ParkedBook(seal), ledger, new HeldFlows(ledger, replays, seal), (parked, batch) -> false);
    }

    @AfterEach
    void closeDesk() {
        routes.close();
    }

    @Test
    void a_settlement_is_written_with_the_attempt_it_answers() {
        long step = planned("e1", "employee", "lane:1", StepState.HELD);
        Decision decision = decision("settle", "{\"reference\":\"4711\",\"reason\":\"seen\"}");

        handling.settle(decision);

        assertThat(state(step)).isEqualTo(StepState.SENT);
        assertThat(decision.batches()).hasSize(1);
        assertThat(actions()).contains("case.settled");
        routes.accept(decision.batches().get(0));
        handling.carryOut(decision);
        assertThat(state(step)).isEqualTo(StepState.DONE);
        assertThat(decision.outcome().path("state").asText()).isEqualTo("CLOSED");
    }

    @Test
    void a_settlement_behind_another_step_of_the_lane_is_refused_and_nothing_is_written() {
        planned("e0", "employee", "lane:1", StepState.PLANNED);
        long step = planned("e1", "employee", "lane:1", StepState.HELD);
        Decision decision = decision("settle", "{\"reference\":\"4711\",\"reason\":\"seen\"}");

        assertThatThrownBy(() -> handling.settle(decision))
                .isInstanceOf(CaseSteps.Impossible.class)
                .hasMessageContaining("earlier step");

        assertThat(state(step)).isEqualTo(StepState.HELD);
        assertThat(actions()).doesNotContain("case.settled");
    }

    @Test
    void a_settlement_in_a_stopped_flow_is_refused_and_nothing_is_written() {
        long step = planned("e1", "employee", "lane:1", StepState.HELD);
        stopped.add("flow");
        Decision decision = decision("settle", "{\"reference\":\"4711\",\"reason\":\"seen\"}");

        assertThatThrownBy(() -> handling.settle(decision))
                .isInstanceOf(CaseSteps.Impossible.class)
                .hasMessageContaining("stopped");

        assertThat(state(step)).isEqualTo(StepState.HELD);
        assertThat(actions()).doesNotContain("case.settled");
    }

    @Test
    void a_step_that_moved_while_it_was_discarded_keeps_its_case_open() throws Exception {
        long step = planned("e1", "employee", "lane:1", StepState.DEAD);
        Decision decision = decision("discard", "{\"reason\":\"not needed\"}");
        CountDownLatch moved = new CountDownLatch(1);
        CountDownLatch seen = new CountDownLatch(1);
        CompletableFuture<Void> other = CompletableFuture.runAsync(() -> database.read(connection -> {
            connection.setReadOnly(false);
            try (PreparedStatement update =
                    connection.prepareStatement("update step set state = 'PLANNED' where step_no = ?")) {
                update.setLong(1, step);
                update.executeUpdate();
            }
            moved.countDown();
            await(seen);
            return null;
        }));
        await(moved);
        CompletableFuture<Void> discard = CompletableFuture.runAsync(() -> handling.carryOut(decision));
        Thread.sleep(500);
        assertThat(discard).isNotDone();
        seen.countDown();
        other.get(30, TimeUnit.SECONDS);

        assertThatThrownBy(() -> discard.get(30, TimeUnit.SECONDS)).hasCauseInstanceOf(CaseSteps.Impossible.class);

        assertThat(state(step)).isEqualTo(StepState.PLANNED);
        assertThat(only().closed()).isFalse();
        assertThat(actions()).doesNotContain("case.discarded");
    }

    @Test
    void a_step_that_moves_money_is_proposed_as_a_replay_and_goes_when_a_second_person_agrees() {
        long step = planned("e1", "time", "lane:1", StepState.DEAD);
        Decision decision = decision("replay", "{}");

        handling.carryOut(decision);

        assertThat(decision.status()).isEqualTo(202);
        assertThat(decision.messages()).isEmpty();
        assertThat(state(step)).isEqualTo(StepState.DEAD);
        long replay = decision.outcome().path("replay").asLong();
        assertThat(decision.outcome().path("message").asText()).contains("waits for a second person");
        assertThat(decision.outcome().path("events").asInt()).isEqualTo(1);
        assertThat(decision.outcome().has("money")).isTrue();
        Decision again = decision("replay", "{}");
        handling.carryOut(again);
        assertThat(again.outcome().path("replay").asLong())
                .as("asked for twice")
                .isEqualTo(replay);

        replays.approve(replay, "ben");
        assertThat(new ReplayRunner(audit, redelivery, POLICY, clock).tick()).hasSize(1);

        assertThat(state(step)).isEqualTo(StepState.PLANNED);
        assertThat(new ReplayViews(database)
                        .show(replay, 0)
                        .orElseThrow()
                        .path("requestedBy")
                        .asText())
                .isEqualTo("anna");
    }

    @Test
    void a_step_that_moves_no_money_goes_at_once() {
        long step = planned("e1", "employee", "lane:1", StepState.DEAD);
        Decision decision = decision("replay", "{}");

        handling.carryOut(decision);

        assertThat(decision.status()).isEqualTo(200);
        assertThat(decision.messages()).hasSize(1);
        assertThat(state(step)).isEqualTo(StepState.PLANNED);
    }

    @Test
    void of_two_edits_at_once_the_second_is_refused_unless_it_says_the_same() {
        planned("e1", "employee", "lane:1", StepState.DEAD);
        Decision first = edited("{\"workerId\":\"W-0002\",\"minutes\":420}");
        Decision second = edited("{\"workerId\":\"W-0002\",\"minutes\":440}");
        Decision same = edited("{\"workerId\":\"W-0002\",\"minutes\":420}");
        handling.carryOut(first);

        assertThatThrownBy(() -> handling.carryOut(second))
                .isInstanceOf(CaseSteps.Impossible.class)
                .hasMessageContaining("e1.v2");

        handling.carryOut(same);
        assertThat(same.outcome().path("state").asText()).isEqualTo("CLOSED");
    }

    @Test
    void an_event_with_a_step_under_way_is_not_replaced() {
        planned("e1", "employee", "lane:1", StepState.DEAD);
        addStep("e1", "employee", "lane:2", StepState.IN_DOUBT);

        assertThatThrownBy(() -> preparation.mayBeReplaced(decision("resubmit", "{}")))
                .isInstanceOf(CaseSteps.Impossible.class)
                .hasMessageContaining("IN_DOUBT");
    }

    @Test
    void a_flow_that_was_held_after_its_step_goes_on_from_there_with_what_the_target_had_answered() {
        List<Settled> settled = new ArrayList<>();
        routes.flow = event -> Plan.of(step("erp", event).then("next"));
        routes.continuation = fact -> {
            settled.add(fact);
            return settled.size() < 2 ? Plan.stopped(List.of(REFUSED)) : Plan.of(step("psa", fact.event()));
        };
        long first = routes.accept(arriving(event("e1"))).toSend().get(0).stepNo();
        Batch answer = new Batch("test", false);
        answer.answered(
                routes.ledger.begin(List.of(first)).get(0),
                new Answer.Applied("4711", Json.tree("{\"code\":\"X-1\"}"), false));
        routes.accept(answer);
        Decision decision = decision("replay", "{}");

        assertThat(preparation.goOn(decision)).isTrue();
        decision.acceptTried();
        routes.accept(decision.batches().get(0));
        handling.carryOut(decision);

        assertThat(settled.get(1).reference()).isEqualTo("4711");
        assertThat(settled.get(1).result()).isEqualTo(Json.tree("{\"code\":\"X-1\"}"));
        List<Ledger.Row> rows = database.read(connection -> ledger.ofEvent(
                connection, routes.journal.findById(connection, "e1").get(0).eventNo()));
        assertThat(rows)
                .extracting(row -> row.step().name() + " " + row.state())
                .containsExactly("erp DONE", "psa PLANNED");
        assertThat(database.<List<DeskCase>>read(book::open)).isEmpty();
        assertThat(decision.outcome().path("after").asText()).isEqualTo("erp");
    }

    @Test
    void a_flow_that_stops_again_keeps_its_case_open() {
        routes.flow = event -> Plan.of(step("erp", event).then("next"));
        routes.continuation = fact -> Plan.stopped(List.of(REFUSED));
        long first = routes.accept(arriving(event("e1"))).toSend().get(0).stepNo();
        Batch answer = new Batch("test", false);
        answer.answered(routes.ledger.begin(List.of(first)).get(0), new Answer.Applied("4711", null, false));
        routes.accept(answer);
        Decision decision = decision("replay", "{}");
        preparation.goOn(decision);
        decision.acceptTried();
        routes.accept(decision.batches().get(0));

        assertThatThrownBy(() -> handling.carryOut(decision))
                .isInstanceOf(CaseSteps.Impossible.class)
                .hasMessageContaining("inactive");

        assertThat(only().times()).isEqualTo(2);
    }

    @Test
    void an_event_that_was_held_before_it_did_anything_begins_anew() {
        routes.flow = event -> Plan.stopped(List.of(REFUSED));
        routes.accept(arriving(event("e1")));

        assertThat(preparation.goOn(decision("replay", "{}"))).isFalse();
    }

    /** A decision about the only open case. */
    private Decision decision(String action, String body) {
        return new Decision(only(), action, "anna", Json.tree(body));
    }

    /** An edit of e1 that was accepted as its second version, or found to be there. */
    private Decision edited(String data) {
        DeskCase about = database.read(connection -> book.find(connection, 1)).orElseThrow();
        Decision decision = new Decision(about, "resubmit", "anna", Json.tree("{}"));
        Event version = event("e1.v2", "worker.hired.v1", "W-0002", 1, data);
        decision.tryOut(version, arriving(version), arriving(version));
        decision.acceptTried();
        routes.accept(decision.batches().get(0));
        return decision;
    }

    private static Batch arriving(Event event) {
        Batch batch = new Batch("test", false);
        batch.arrive(event, List.of(), List.of(), 0);
        return batch;
    }

    private static Step step(String name, Event event) {
        return Step.of(name, "netsuite", "employee", event.key(), event.data());
    }

    private long planned(String event, String operation, String lane, StepState state) {
        routes.journal.chained(chain -> database.inTransaction(connection -> {
            routes.journal.append(
                    connection,
                    chain,
                    List.of(new Journal.Draft(
                            routes.journal.nextNumber(connection),
                            event(event),
                            Journal.State.ACCEPTED,
                            List.of(),
                            "test")));
            return null;
        }));
        return addStep(event, operation, lane, state);
    }

    /** Adds a step, with a case when it waits for a person. */
    private long addStep(String eventId, String operation, String lane, StepState state) {
        return database.inTransaction(connection -> {
            long eventNo = routes.journal.findById(connection, eventId).get(0).eventNo();
            long number = ledger.nextNumber(connection);
            JsonNode payload = Json.mapper().createObjectNode();
            Step step = Step.of("step" + ++steps, "netsuite", operation, lane, payload);
            ledger.append(connection, List.of(new Ledger.Draft(number, eventNo, eventId, "flow", step, state, null)));
            if (state == StepState.DEAD || state == StepState.HELD) {
                routes.cases.open(
                        connection,
                        eventNo,
                        number,
                        lane,
                        "netsuite/" + operation,
                        "netsuite",
                        state.name(),
                        List.of(REFUSED));
            }
            return number;
        });
    }

    private StepState state(long step) {
        return database.read(connection -> ledger.byNumber(connection, List.of(step)))
                .get(0)
                .state();
    }

    private DeskCase only() {
        List<DeskCase> open = database.read(book::open);
        assertThat(open).hasSize(1);
        return open.get(0);
    }

    private List<String> actions() {
        return database.read(connection -> AuditTrail.about(connection, List.of("case:1"))).stream()
                .map(AuditTrail.Note::action)
                .toList();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }
}
