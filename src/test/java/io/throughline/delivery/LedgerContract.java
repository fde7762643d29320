package io.throughline.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.alerts.AlertPolicy;
import io.throughline.alerts.Alerts;
import io.throughline.contract.Answer;
import io.throughline.contract.Delivery;
import io.throughline.contract.Json;
import io.throughline.contract.Safety;
import io.throughline.contract.Step;
import io.throughline.delivery.Ledger.Outcome;
import io.throughline.delivery.Ledger.Row;
import io.throughline.delivery.target.KillSwitches;
import io.throughline.journal.Audit;
import io.throughline.journal.Entities;
import io.throughline.journal.Knowledge;
import io.throughline.journal.StoreContract;
import io.throughline.journal.Xrefs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The ledger begins, orders, settles, releases and takes up again. */
abstract class LedgerContract extends StoreContract {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration LEASE = Duration.ofMinutes(2);

    private final Set<String> idle = new HashSet<>();
    private final Set<String> stopped = new HashSet<>();
    private final Set<String> closed = new HashSet<>();
    private Xrefs xrefs;
    private Audit audit;
    private Ledger ledger;

    @BeforeEach
    void openLedger() {
        xrefs = new Xrefs(database, clock);
        audit = new Audit(database, clock, "node-1");
        ledger = ledger("node-1/now");
    }

    @Test
    void the_attempt_is_written_before_anybody_may_call_the_target() {
        long step = plan("a", "worker:W-1");

        Delivery delivery = ledger.begin(List.of(step)).get(0);

        assertThat(delivery.attempt()).isEqualTo(1);
        assertThat(delivery.inDoubt()).isFalse();
        assertThat(delivery.idempotencyKey()).isEqualTo("e1/a");
        assertThat(delivery.eventId()).isEqualTo("e1");
        assertThat(row(step).state()).isEqualTo(StepState.SENT);
        assertThat(row(step).attempts()).isEqualTo(1);
        assertThat(ledger.begin(List.of(step))).isEmpty();
    }

    @Test
    void steps_of_one_event_that_carry_the_same_payload_share_it_and_no_others() throws Exception {
        Step first = step("a", "worker:W-1", "netsuite");
        Step same = Step.of("b", "kantata", "employee", "worker:W-1", first.payload());
        Step other = Step.of("c", "scim", "employee", "worker:W-1", Json.tree("{\"c\":3}"));
        List<Long> numbers = database.inTransaction(connection -> {
            List<Ledger.Draft> drafts = new ArrayList<>();
            for (Step step : List.of(first, same, other)) {
                drafts.add(new Ledger.Draft(
                        ledger.nextNumber(connection), 1, "e1", "onboard-worker", step, StepState.PLANNED, null));
            }
            drafts.add(new Ledger.Draft(
                    ledger.nextNumber(connection), 2, "e2", "onboard-worker", other, StepState.PLANNED, null));
            ledger.append(connection, drafts);
            return drafts.stream().map(Ledger.Draft::stepNo).toList();
        });

        assertThat(ledger.begin(numbers.subList(0, 3)))
                .extracting(delivery -> delivery.step().payload().toString())
                .containsExactly("{\"a\":1}", "{\"a\":1}", "{\"c\":3}");
        assertThat(database.<Integer>read(connection -> {
                    try (var rows = connection.createStatement().executeQuery("select count(*) from step_payload")) {
                        rows.next();
                        return rows.getInt(1);
                    }
                }))
                .isEqualTo(3);
    }

    @Test
    void of_many_who_begin_at_once_one_gets_each_step() throws Exception {
        List<Long> steps = IntStream.range(0, 20)
                .mapToObj(n -> plan("s" + n, "worker:W-" + n))
                .toList();
        ExecutorService threads = Executors.newFixedThreadPool(6);
        List<Long> begun = new ArrayList<>();
        Callable<List<Delivery>> begin = () -> ledger.begin(steps);
        for (var future : threads.invokeAll(List.of(begin, begin, begin, begin, begin, begin))) {
            future.get().forEach(delivery -> begun.add(delivery.stepNo()));
        }
        threads.shutdown();

        assertThat(begun).containsExactlyInAnyOrderElementsOf(steps);
    }

    @Test
    void steps_of_a_lane_take_effect_one_after_the_other_and_other_lanes_flow() {
        long first = plan("a", "worker:W-1");
        long second = plan("b", "worker:W-1");
        long other = plan("c", "worker:W-2");

        assertThat(begin(List.of(second, other))).containsExactly(other);
        assertThat(begin(List.of(first, second))).containsExactly(first);
        settle(first, 1, StepState.DONE);

        List<Row> next = database.read(connection -> ledger.agenda().nextInLanes(connection, List.of(first)));
        assertThat(next).extracting(Row::stepNo).containsExactly(second);
        assertThat(begin(List.of(second))).containsExactly(second);
    }

    @Test
    void a_dead_step_blocks_its_lane_and_no_other() {
        long first = plan("a", "worker:W-1");
        long second = plan("b", "worker:W-1");
        long other = plan("c", "worker:W-2");
        begin(List.of(first));
        settle(first, 1, StepState.DEAD);

        List<Row> next = database.read(connection -> ledger.agenda().nextInLanes(connection, List.of(first)));
        assertThat(next).isEmpty();
        assertThat(begin(List.of(first, second, other))).containsExactly(other);
    }

    @Test
    void a_new_broker_has_no_messages_so_steps_are_sent_anew_at_once() {
        long step = plan("a", "worker:W-1");
        long follower = plan("b", "worker:W-1");
        assertThat(overdue()).isEmpty();

        database.inTransaction(connection -> {
            ledger.agenda().forgetMessages(connection);
            return null;
        });

        assertThat(overdue()).containsExactly(step).doesNotContain(follower);
        queued(step);
        assertThat(overdue()).isEmpty();
    }

    @Test
    void a_lane_is_a_lane_of_one_system() {
        plan("a", "worker:W-1", "netsuite", "e1");
        long elsewhere = plan("b", "worker:W-1", "kantata", "e1");

        assertThat(begin(List.of(elsewhere))).containsExactly(elsewhere);
    }

    @Test
    void a_retry_does_not_begin_before_its_time() {
        long step = plan("a", "worker:W-1");
        begin(List.of(step));
        settle(step, 1, StepState.RETRY, Duration.ofSeconds(30));

        assertThat(begin(List.of(step))).isEmpty();
        assertThat(overdue()).isEmpty();
        clock.advance(Duration.ofSeconds(30));
        assertThat(overdue()).containsExactly(step);
        assertThat(ledger.begin(List.of(step)).get(0).attempt()).isEqualTo(2);
    }

    @Test
    void an_answer_that_comes_after_the_attempt_was_given_up_changes_nothing() {
        long step = plan("a", "worker:W-1");
        begin(List.of(step));
        clock.advance(LEASE.plusSeconds(1));
        assertThat(ledger.begin(List.of(step)).get(0).attempt()).isEqualTo(2);

        assertThat(settle(step, 1, StepState.RETRY)).isEmpty();
        assertThat(row(step).state()).isEqualTo(StepState.SENT);
        assertThat(settle(step, 2, StepState.DONE)).containsExactly(step);
        assertThat(settle(step, 2, StepState.RETRY)).isEmpty();
        assertThat(row(step).state()).isEqualTo(StepState.DONE);
    }

    @Test
    void a_parked_step_is_released_when_everything_it_needs_is_known() {
        Step needy = step("a", "worker:W-1", "netsuite").needing("project:P-1@netsuite", "worker:W-1@netsuite");
        assertThat(ledger.missingNeed(needy)).isEqualTo("project:P-1@netsuite");
        long parked = append(needy, StepState.PARKED, "project:P-1@netsuite", "e1");
        assertThat(begin(List.of(parked))).isEmpty();
        assertThat(awaited()).containsExactly("project:P-1@netsuite");

        know("project", "P-1", "88");
        assertThat(release("project:P-1@netsuite")).isEmpty();
        assertThat(awaited()).containsExactly("worker:W-1@netsuite");

        know("worker", "W-1", "12");
        assertThat(release("worker:W-1@netsuite")).containsExactly(parked);
        Delivery delivery = ledger.begin(List.of(parked)).get(0);
        assertThat(delivery.references())
                .containsEntry("project:P-1@netsuite", "88")
                .containsEntry("worker:W-1@netsuite", "12");
    }

    @Test
    void of_what_parked_steps_wait_for_that_is_known_which_has_arrived_and_a_few_are_released_at_a_time() {
        List<Long> parked = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            Step needy = step("a" + i, "worker:W-" + i, "netsuite").needing("project:P-1@netsuite");
            parked.add(append(needy, StepState.PARKED, "project:P-1@netsuite", "e1"));
        }
        append(
                step("b", "worker:W-77", "netsuite").needing("project:P-2@netsuite"),
                StepState.PARKED,
                "project:P-2@netsuite",
                "e1");
        assertThat(arrived()).isEmpty();

        know("project", "P-1", "88");

        assertThat(arrived()).containsExactly("project:P-1@netsuite");
        assertThat(release("project:P-1@netsuite")).isEqualTo(parked.subList(0, 10));
        assertThat(release("project:P-1@netsuite")).isEqualTo(parked.subList(10, 12));
        assertThat(arrived()).isEmpty();
    }

    @Test
    void a_planned_step_whose_message_was_lost_is_overdue_once_per_lease() {
        long step = plan("a", "worker:W-1");
        long behind = plan("b", "worker:W-1");
        assertThat(overdue()).isEmpty();

        clock.advance(LEASE.plusSeconds(1));
        assertThat(overdue()).containsExactly(step).doesNotContain(behind);
        queued(step);
        assertThat(overdue()).isEmpty();
        clock.advance(LEASE.plusSeconds(1));
        assertThat(overdue()).containsExactly(step);
    }

    @Test
    void the_attempt_of_a_crashed_process_is_taken_up_at_once_and_in_doubt() {
        long step = plan("a", "worker:W-1");
        ledger("node-1/before").begin(List.of(step));

        assertThat(overdue()).containsExactly(step);
        queued(step);
        assertThat(overdue()).as("a message is on its way").isEmpty();
        Delivery again = ledger.begin(List.of(step)).get(0);
        assertThat(again.inDoubt()).isTrue();
        assertThat(again.attempt()).isEqualTo(2);
        assertThat(row(step).inDoubt()).isTrue();
    }

    @Test
    void the_attempt_of_a_process_that_may_be_alive_is_left_alone_until_its_lease_ends() {
        long mine = plan("a", "worker:W-1");
        long others = plan("b", "worker:W-2");
        begin(List.of(mine));
        ledger("node-2/now").begin(List.of(others));

        assertThat(overdue()).isEmpty();
        assertThat(begin(List.of(mine, others))).isEmpty();
        clock.advance(LEASE.plusSeconds(1));
        assertThat(overdue()).containsExactly(mine, others);
        assertThat(ledger.begin(List.of(mine, others))).allMatch(Delivery::inDoubt);
    }

    @Test
    void the_limit_of_overdue_steps_is_kept() {
        IntStream.range(0, 10).forEach(n -> plan("s" + n, "worker:W-" + n));
        clock.advance(LEASE.plusSeconds(1));

        List<Row> some = database.read(
                connection -> ledger.agenda().overdue(connection, 4, Set.of(), Set.of(), Set.of(), PATIENCE));
        assertThat(some).hasSize(4);
    }

    @Test
    void steps_are_counted_by_system_and_state() {
        long step = plan("a", "worker:W-1");
        plan("b", "worker:W-2");
        begin(List.of(step));

        var counts = database.read(ledger::counts);

        assertThat(counts.get("netsuite")).containsEntry(StepState.SENT, 1L).containsEntry(StepState.PLANNED, 1L);
    }

    private Ledger ledger(String owner) {
        Knowledge known = new Knowledge(database, new Entities(seal, clock), xrefs);
        return new Ledger(database, seal, known, audit, clock, owner, LEASE, () -> stopped);
    }

    @Test
    void an_answer_to_an_attempt_that_was_given_up_changes_nothing_even_when_attempts_did_not_count() {
        long step = plan("a", "worker:W-1");
        Delivery first = ledger.begin(List.of(step)).get(0);
        settle(new Outcome(step, first.epoch(), StepState.RETRY, false, 0, NOW, "DOWN", "away", null, false));
        Delivery second = ledger.begin(List.of(step)).get(0);

        assertThat(second.attempt()).isEqualTo(first.attempt());
        assertThat(settle(new Outcome(step, first.epoch(), StepState.DONE, false, 1, null, null, null, "x", false)))
                .isEmpty();
        assertThat(row(step).state()).isEqualTo(StepState.SENT);
        assertThat(settle(new Outcome(step, second.epoch(), StepState.DONE, false, 1, null, null, null, "y", false)))
                .containsExactly(step);
        assertThat(row(step).targetReference()).isEqualTo("y");
    }

    @Test
    void the_first_beginning_is_remembered_through_all_attempts() {
        long step = plan("a", "worker:W-1");
        assertThat(ledger.begin(List.of(step)).get(0).firstSentAt()).isNull();
        settle(step, 1, StepState.RETRY, Duration.ZERO);
        clock.advance(Duration.ofHours(3));

        assertThat(ledger.begin(List.of(step)).get(0).firstSentAt()).isEqualTo(NOW);
    }

    @Test
    void an_outage_longer_than_the_life_of_a_key_uses_none_of_it_up_while_the_target_heard_nothing() {
        RetryPolicy retries = new RetryPolicy(10, Duration.ofSeconds(1), Duration.ofMinutes(5), () -> 0.5);
        Safety safety = Safety.key(Duration.ofHours(24));
        Outcomes outcomes = new Outcomes(retries, Duration.ofSeconds(5), any -> safety, clock);
        long step = plan("a", "worker:W-1");
        settle(outcomes.of(ledger.begin(List.of(step)).get(0), new Answer.NotSent("circuit open", null)));
        clock.advance(Duration.ofHours(30));
        settle(outcomes.of(ledger.begin(List.of(step)).get(0), new Answer.Down("connection refused")));
        clock.advance(Duration.ofHours(30));

        Delivery heard = ledger.begin(List.of(step)).get(0);
        assertThat(heard.firstSentAt()).isNull();
        settle(outcomes.of(heard, new Answer.Unknown("cut off")));
        assertThat(row(step).state()).isEqualTo(StepState.IN_DOUBT);
        clock.advance(Duration.ofHours(1));
        assertThat(ledger.begin(List.of(step)).get(0).firstSentAt()).isEqualTo(NOW.plus(Duration.ofHours(60)));
    }

    @Test
    void a_system_that_may_go_on_gets_at_once_whatever_lost_its_message_while_it_was_stopped() {
        long planned = plan("a", "worker:W-1");
        long retried = plan("b", "worker:W-2");
        long doubted = plan("c", "worker:W-3");
        long elsewhere = plan("d", "worker:W-1", "kantata", "e1");
        begin(List.of(retried, doubted));
        settle(retried, 1, StepState.RETRY, Duration.ZERO);
        settle(doubted, 1, StepState.IN_DOUBT, Duration.ZERO);
        List.of(planned, retried, doubted, elsewhere).forEach(this::queued);
        Alerts alerts = new Alerts(AlertPolicy.of("log", Duration.ofMinutes(30), 3, 5), "node-1", clock);
        KillSwitches switches = new KillSwitches(database, audit, alerts, clock);
        switches.stop(KillSwitches.Scope.SYSTEM, "netsuite", "anna", "month end");
        assertThat(overdue()).isEmpty();

        switches.resume(KillSwitches.Scope.SYSTEM, "netsuite", "anna", "done");

        assertThat(overdue()).containsExactly(planned, retried, doubted);
    }

    @Test
    void steps_of_a_stopped_flow_neither_begin_nor_are_swept() {
        long step = plan("a", "worker:W-1");
        stopped.add("onboard-worker");

        assertThat(begin(List.of(step))).isEmpty();
        clock.advance(LEASE.plusSeconds(1));
        assertThat(overdue()).isEmpty();

        stopped.clear();
        assertThat(overdue()).containsExactly(step);
        assertThat(begin(List.of(step))).containsExactly(step);
    }

    @Test
    void steps_for_a_closed_system_are_not_swept() {
        long step = plan("a", "worker:W-1");
        long other = plan("b", "worker:W-1", "kantata", "e1");
        clock.advance(LEASE.plusSeconds(1));
        closed.add("netsuite");

        assertThat(overdue()).containsExactly(other);
        closed.clear();
        assertThat(overdue()).containsExactly(step, other);
    }

    @Test
    void a_probe_is_the_step_that_was_not_tried_for_longest_of_those_whose_turn_it_is() {
        long first = plan("a", "worker:W-1");
        plan("b", "worker:W-1");
        long other = plan("c", "worker:W-2");
        begin(List.of(first));
        settle(first, 1, StepState.RETRY, Duration.ofSeconds(30));

        assertThat(probe("netsuite")).containsExactly(other);
        clock.advance(Duration.ofSeconds(30));
        assertThat(probe("netsuite")).as("never tried").containsExactly(other);
        begin(List.of(other));
        settle(other, 1, StepState.RETRY, Duration.ofSeconds(30));
        assertThat(probe("netsuite")).containsExactly(first);
        begin(List.of(first));
        clock.advance(Duration.ofSeconds(10));
        settle(first, 2, StepState.RETRY, Duration.ofSeconds(0));
        clock.advance(Duration.ofSeconds(30));
        assertThat(probe("netsuite")).as("tried before the first one was again").containsExactly(other);
        assertThat(probe("kantata")).isEmpty();
    }

    @Test
    void a_message_that_was_sent_a_while_ago_and_does_not_wait_in_its_queue_is_lost() {
        long step = plan("a", "worker:W-1");
        clock.advance(PATIENCE);
        assertThat(overdue()).as("it may be far behind in a long queue").isEmpty();

        idle.add("netsuite");

        assertThat(overdue()).containsExactly(step);
        queued(step);
        assertThat(overdue()).isEmpty();
    }

    @Test
    void a_clock_that_is_set_back_makes_no_retry_wait_for_the_lost_hours() {
        long step = plan("a", "worker:W-1");
        begin(List.of(step));
        clock.advance(Duration.ofHours(2));
        settle(step, 1, StepState.RETRY, Duration.ofHours(2).plusSeconds(5));
        assertThat(overdue()).isEmpty();
        assertThat(probe("netsuite")).isEmpty();

        clock.set(NOW.plusSeconds(10));

        assertThat(overdue()).containsExactly(step);
        assertThat(probe("netsuite")).containsExactly(step);
        assertThat(begin(List.of(step))).containsExactly(step);
    }

    @Test
    void every_change_of_a_state_is_in_the_audit() {
        long step = plan("a", "worker:W-1");
        begin(List.of(step));
        settle(step, 1, StepState.DEAD);
        audit.inTransaction((connection, scribe) ->
                ledger.change(connection, scribe, "ann", row(connection, step), StepState.PLANNED, "mended"));

        assertThat(audited()).containsExactly("steps.sent steps", "step.planned step:" + step);
    }

    private List<String> audited() {
        return database.read(connection -> {
            try (var select = connection.prepareStatement("select action, subject from audit order by at, chain_pos");
                    var rows = select.executeQuery()) {
                List<String> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(rows.getString(1) + " " + rows.getString(2));
                }
                return found;
            }
        });
    }

    private Row row(java.sql.Connection connection, long step) throws java.sql.SQLException {
        return ledger.byNumber(connection, List.of(step)).get(0);
    }

    private List<Long> probe(String system) {
        return database.read(connection -> ledger.agenda().probe(connection, system, stopped)).stream()
                .map(Row::stepNo)
                .toList();
    }

    private Collection<Long> settle(Outcome outcome) {
        return database.inTransaction(connection -> ledger.settle(connection, List.of(outcome)));
    }

    private static Step step(String name, String lane, String system) {
        return Step.of(name, system, "employee", lane, Json.tree("{\"a\":1}"));
    }

    private long plan(String name, String lane) {
        return plan(name, lane, "netsuite", "e1");
    }

    private long plan(String name, String lane, String system, String eventId) {
        return append(step(name, lane, system), StepState.PLANNED, null, eventId);
    }

    private long append(Step step, StepState state, String waitsFor, String eventId) {
        return database.inTransaction(connection -> {
            long number = ledger.nextNumber(connection);
            ledger.append(
                    connection, List.of(new Ledger.Draft(number, 1, eventId, "onboard-worker", step, state, waitsFor)));
            return number;
        });
    }

    private List<Long> begin(Collection<Long> steps) {
        return ledger.begin(steps).stream().map(Delivery::stepNo).toList();
    }

    private Collection<Long> settle(long step, int attempt, StepState state) {
        return settle(step, attempt, state, null);
    }

    private Collection<Long> settle(long step, int attempt, StepState state, Duration after) {
        Outcome outcome = new Outcome(
                step, attempt, state, false, attempt, after == null ? null : NOW.plus(after), "C", "why", "ref", false);
        return database.inTransaction(connection -> ledger.settle(connection, List.of(outcome)));
    }

    private Row row(long step) {
        return database.read(connection -> ledger.byNumber(connection, List.of(step)))
                .get(0);
    }

    private List<Long> overdue() {
        return database
                .read(connection -> ledger.agenda().overdue(connection, 100, closed, stopped, idle, PATIENCE))
                .stream()
                .map(Row::stepNo)
                .toList();
    }

    private void queued(long step) {
        database.inTransaction(connection -> {
            ledger.agenda().markQueued(connection, List.of(step));
            return null;
        });
    }

    private List<Long> release(String reference) {
        return audit
                .inTransaction((connection, scribe) ->
                        ledger.agenda().release(connection, scribe, "test", List.of(reference), 10))
                .stream()
                .map(Row::stepNo)
                .toList();
    }

    private java.util.Set<String> arrived() {
        return database.read(ledger.agenda()::arrived);
    }

    private List<String> awaited() {
        return database.read(ledger.agenda()::awaited);
    }

    private void know(String object, String id, String externalId) {
        database.inTransaction(connection -> {
            xrefs.add(connection, List.of(new Xrefs.Xref(object, id, "netsuite", "id", externalId)), null);
            return null;
        });
    }
}
