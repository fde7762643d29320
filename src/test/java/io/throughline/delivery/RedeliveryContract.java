package io.throughline.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.contract.Delivery;
import io.throughline.contract.Json;
import io.throughline.contract.Repeatability;
import io.throughline.contract.Safety;
import io.throughline.contract.Step;
import io.throughline.delivery.Redelivery.Selection;
import io.throughline.journal.Audit;
import io.throughline.journal.Entities;
import io.throughline.journal.Knowledge;
import io.throughline.journal.StoreContract;
import io.throughline.journal.Xrefs;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a person sends once more goes under the key it always had, and what is finished stays finished. */
abstract class RedeliveryContract extends StoreContract {

    private Ledger ledger;
    private Audit audit;
    private Redelivery redelivery;

    @BeforeEach
    void openLedger() {
        Knowledge known = new Knowledge(database, new Entities(seal, clock), new Xrefs(database, clock));
        audit = new Audit(database, clock, "node-1");
        ledger = new Ledger(database, seal, known, audit, clock, "node-1/now", Duration.ofMinutes(2), Set::of);
        redelivery = new Redelivery(
                ledger,
                step -> Safety.of(step.operation().equals("once") ? Repeatability.NONE : Repeatability.LOOKUP),
                clock);
    }

    @Test
    void a_dead_step_goes_again_under_its_key_with_its_attempts_counted_anew() {
        long dead = plan("erp", "netsuite", "employee");
        long done = plan("psa", "kantata", "user");
        settle(dead, StepState.DEAD, false);
        settle(done, StepState.DONE, false);

        assertThat(again(Selection.ALL)).containsExactly(dead);

        Delivery delivery = ledger.begin(List.of(dead, done)).get(0);
        assertThat(delivery.stepNo()).isEqualTo(dead);
        assertThat(delivery.attempt()).isEqualTo(1);
        assertThat(delivery.idempotencyKey()).isEqualTo("e1/erp");
        assertThat(row(done).state()).isEqualTo(StepState.DONE);
        assertThat(audited()).filteredOn(row -> row.startsWith("ann ")).containsExactly("ann step.replayed event:e1");
    }

    @Test
    void only_the_chosen_steps_and_targets_go() {
        long first = plan("one", "netsuite", "employee");
        long second = plan("two", "kantata", "user");
        long third = plan("three", "netsuite", "employee");
        for (long step : List.of(first, second, third)) {
            settle(step, StepState.DEAD, false);
        }

        assertThat(again(new Selection("two", Set.of(), Set.of(), false))).containsExactly(second, third);
        assertThat(again(new Selection(null, Set.of(), Set.of("netsuite"), false)))
                .containsExactly(first, third);
        assertThat(again(Selection.of("nothing", false))).isEmpty();
    }

    @Test
    void doubt_is_kept_where_the_target_can_be_asked() {
        long step = plan("erp", "netsuite", "employee");
        settle(step, StepState.HELD, true);

        assertThat(again(Selection.ALL)).containsExactly(step);

        assertThat(ledger.begin(List.of(step)).get(0).inDoubt()).isTrue();
    }

    @Test
    void a_step_in_doubt_that_cannot_be_asked_about_waits_for_the_word_of_a_person() {
        long step = plan("mail", "scim", "once");
        settle(step, StepState.HELD, true);

        assertThat(again(Selection.ALL)).isEmpty();
        assertThat(row(step).state()).isEqualTo(StepState.HELD);

        assertThat(again(Selection.of("mail", true))).containsExactly(step);
        assertThat(ledger.begin(List.of(step)).get(0).inDoubt()).isFalse();
    }

    @Test
    void a_retry_goes_now_instead_of_at_its_time() {
        long step = plan("erp", "netsuite", "employee");
        begin(step);
        settled(step, StepState.RETRY, false, Duration.ofHours(1));
        assertThat(ledger.begin(List.of(step))).isEmpty();

        assertThat(again(Selection.ALL)).containsExactly(step);

        assertThat(ledger.begin(List.of(step)).get(0).attempt()).isEqualTo(2);
    }

    private List<Long> again(Selection selection) {
        return audit
                .inTransaction((connection, scribe) -> redelivery.again(connection, scribe, "ann", 1, selection))
                .stream()
                .map(Batch.StepMessage::stepNo)
                .toList();
    }

    private long plan(String name, String system, String operation) {
        return database.inTransaction(connection -> {
            long stepNo = ledger.nextNumber(connection);
            Step step =
                    Step.of(name, system, operation, name + ":1", Json.mapper().createObjectNode());
            ledger.append(
                    connection,
                    List.of(new Ledger.Draft(stepNo, 1, "e1", "onboard-worker", step, StepState.PLANNED, null)));
            return stepNo;
        });
    }

    private void begin(long step) {
        assertThat(ledger.begin(List.of(step))).hasSize(1);
    }

    private void settle(long step, StepState state, boolean inDoubt) {
        begin(step);
        settled(step, state, inDoubt, null);
    }

    private void settled(long step, StepState state, boolean inDoubt, Duration later) {
        Ledger.Outcome outcome = new Ledger.Outcome(
                step,
                row(step).epoch(),
                state,
                inDoubt,
                row(step).attempts(),
                later == null ? null : clock.instant().plus(later),
                "CODE",
                "words",
                null,
                false);
        Set<Long> settled = database.inTransaction(connection -> ledger.settle(connection, List.of(outcome)));
        assertThat(settled).containsExactly(step);
    }

    private Ledger.Row row(long step) {
        return database.read(connection -> ledger.byNumber(connection, List.of(step)))
                .get(0);
    }

    private List<String> audited() {
        return database.read(connection -> {
            try (var statement = connection.createStatement();
                    ResultSet rows =
                            statement.executeQuery("select actor, action, subject from audit order by chain_pos")) {
                List<String> all = new ArrayList<>();
                while (rows.next()) {
                    all.add(rows.getString(1) + " " + rows.getString(2) + " " + rows.getString(3));
                }
                return all;
            }
        });
    }
}
