package io.throughline.delivery.target;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.contract.Answer;
import io.throughline.contract.Delivery;
import io.throughline.contract.Json;
import io.throughline.contract.Repeatability;
import io.throughline.contract.Safety;
import io.throughline.contract.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import journeys.AdjustableClock;
import org.junit.jupiter.api.Test;

/** What may pass to a target, and what is learnt from its answers. */
class TargetTest {

    private static final Instant NOW = Instant.parse("2026-10-15T08:00:00Z");
    private static final Safety UPSERT = Safety.of(Repeatability.UPSERT);

    private final AdjustableClock clock = AdjustableClock.standingAt(NOW);
    private final Circuit circuit =
            new Circuit(3, Duration.ofSeconds(1), Duration.ofSeconds(30), clock, this::nanos, () -> 0.5);
    private final Budget budget = new Budget(1, 0, System::nanoTime);
    private final Target target = new Target("netsuite", circuit, budget, 10);

    @Test
    void what_may_pass_takes_a_turn_and_gives_it_back() throws Exception {
        assertThat(refusal(delivery(1, false, null), UPSERT, false)).isNull();
        assertThat(budget.view().underWay()).isEqualTo(1);
        assertThat(refusal(delivery(1, false, null), UPSERT, false)).isInstanceOf(Answer.NotSent.class);

        Answer applied = new Answer.Applied("1", null, false);
        assertThat(target.heard(applied, false)).isSameAs(applied);
        assertThat(budget.view().underWay()).isZero();
    }

    @Test
    void a_reading_takes_turns_of_the_same_budget_and_is_heard_like_a_delivery() throws Exception {
        assertThat(refusal(delivery(1, false, null), UPSERT, false)).isNull();
        assertThat(target.readRefusal(false, Duration.ZERO)).isInstanceOf(Answer.NotSent.class);
        target.heard(new Answer.Applied("1", null, false), false);

        assertThat(target.readRefusal(false, Duration.ZERO)).isNull();
        assertThat(refusal(delivery(1, false, null), UPSERT, false)).isInstanceOf(Answer.NotSent.class);
        target.read(new Answer.Throttled("too many requests", Duration.ofSeconds(40)));

        assertThat(budget.view().underWay()).isZero();
        assertThat(budget.pause()).isGreaterThan(Duration.ofSeconds(30));
        assertThat(target.readRefusal(true, Duration.ZERO))
                .isEqualTo(new Answer.NotSent("netsuite is stopped by a person", null));
    }

    @Test
    void nothing_is_read_while_the_circuit_is_open() throws Exception {
        assertThat(target.readRefusal(false, Duration.ZERO)).isNull();
        target.read(new Answer.Down("connection refused"));

        assertThat(target.readRefusal(false, Duration.ZERO)).isInstanceOf(Answer.NotSent.class);
        assertThat(budget.view().underWay()).isZero();
    }

    @Test
    void a_reading_tries_a_system_that_was_down_when_a_probe_is_due_since_there_may_be_no_step_to_try_it_with()
            throws Exception {
        circuit.unreachable("connection refused");
        clock.advance(Duration.ofSeconds(1));

        assertThat(target.readRefusal(false, Duration.ZERO)).isNull();
        assertThat(circuit.tryProbe()).as("one probe at a time").isFalse();
        target.read(new Answer.Down("connection refused"));
        assertThat(target.readRefusal(false, Duration.ZERO)).isInstanceOf(Answer.NotSent.class);

        clock.advance(Duration.ofSeconds(2));
        assertThat(target.readRefusal(false, Duration.ZERO)).isNull();
        target.read(null);
        assertThat(circuit.isClosed()).isTrue();
        assertThat(budget.view().underWay()).isZero();
    }

    @Test
    void a_reading_without_a_turn_leaves_the_next_probe_its_chance() throws Exception {
        circuit.unreachable("connection refused");
        clock.advance(Duration.ofSeconds(1));
        assertThat(budget.acquire(Duration.ZERO)).isTrue();

        assertThat(target.readRefusal(false, Duration.ZERO)).isInstanceOf(Answer.NotSent.class);

        assertThat(circuit.tryProbe()).isTrue();
    }

    @Test
    void a_step_that_a_target_has_taken_and_not_yet_done_is_no_failure_of_the_target() throws Exception {
        for (int number = 0; number < 50; number++) {
            assertThat(refusal(delivery(1, false, null), UPSERT, false)).isNull();
            Answer pending = new Answer.Pending("waits in status 64");
            assertThat(target.heard(pending, false)).isSameAs(pending);
        }
        assertThat(circuit.isClosed()).isTrue();
    }

    @Test
    void an_attempt_whose_turn_comes_too_late_does_not_call() throws Exception {
        Delivery late = delivery(1, false, NOW.plusSeconds(60));
        clock.advance(Duration.ofSeconds(59));
        assertThat(refusal(late, UPSERT, false)).isNull();
        target.heard(new Answer.Applied("1", null, false), false);

        clock.advance(Duration.ofSeconds(1));

        assertThat(refusal(late, UPSERT, false)).isInstanceOf(Answer.NotSent.class);
        assertThat(budget.view().underWay()).isZero();
    }

    @Test
    void a_step_in_doubt_passes_only_when_its_operation_can_be_repeated() throws Exception {
        Safety none = Safety.of(Repeatability.NONE);
        assertThat(refusal(delivery(2, true, null), none, false)).isInstanceOf(Answer.Unknown.class);
        assertThat(refusal(delivery(2, false, null), none, false)).isNull();
    }

    @Test
    void a_step_whose_attempts_all_ended_in_a_crash_is_not_tried_for_ever() throws Exception {
        assertThat(refusal(delivery(11, true, null), UPSERT, false)).isInstanceOf(Answer.Unknown.class);
        assertThat(refusal(delivery(10, true, null), UPSERT, false)).isNull();
    }

    @Test
    void a_probe_that_may_not_pass_leaves_the_next_probe_its_chance() throws Exception {
        circuit.unreachable("connection refused");
        clock.advance(Duration.ofSeconds(1));
        assertThat(circuit.tryProbe()).isTrue();

        assertThat(refusal(delivery(2, true, null), Safety.of(Repeatability.NONE), true))
                .isInstanceOf(Answer.Unknown.class);

        assertThat(circuit.view().state()).isEqualTo(Circuit.State.OPEN);
        assertThat(circuit.tryProbe()).isTrue();
    }

    @Test
    void failures_of_a_target_that_is_down_say_nothing_of_the_step() throws Exception {
        Answer failed = new Answer.Unknown("500");
        for (int i = 0; i < 2; i++) {
            assertThat(refusal(delivery(1, false, null), UPSERT, false)).isNull();
            assertThat(target.heard(failed, false)).isSameAs(failed);
        }
        assertThat(refusal(delivery(1, false, null), UPSERT, false)).isNull();
        assertThat(target.heard(failed, false)).isEqualTo(new Answer.Lost("500"));
        assertThat(refusal(delivery(1, false, null), UPSERT, false)).isInstanceOf(Answer.NotSent.class);
        assertThat(target.heardTogether(List.of(new Answer.Temporary("busy", null)), false))
                .containsExactly(new Answer.Down("busy"));
    }

    @Test
    void the_step_with_which_a_target_is_tried_has_had_its_attempt_when_the_target_answers() throws Exception {
        circuit.unreachable("connection refused");
        Answer busy = new Answer.Temporary("busy", null);
        Answer failed = new Answer.Unknown("500");
        Answer away = new Answer.Down("connection refused");

        assertThat(refusal(delivery(1, false, null), UPSERT, true)).isNull();
        assertThat(target.heard(busy, true)).isSameAs(busy);
        assertThat(refusal(delivery(2, false, null), UPSERT, true)).isNull();
        assertThat(target.heardTogether(List.of(failed), true)).containsExactly(failed);
        assertThat(refusal(delivery(3, true, null), UPSERT, true)).isNull();
        assertThat(target.heard(away, true)).as("not reached").isSameAs(away);
        assertThat(refusal(delivery(3, true, null), UPSERT, true)).isNull();
        assertThat(target.heard(new Answer.Unknown("time-out", false), true))
                .as("reached, and silent")
                .isEqualTo(new Answer.Lost("time-out"));
        assertThat(refusal(delivery(3, true, null), UPSERT, true)).isNull();
        assertThat(target.heard(new Answer.Temporary("time-out", null, false), true))
                .isEqualTo(new Answer.Down("time-out"));
        assertThat(circuit.isClosed()).isFalse();
    }

    private Answer refusal(Delivery delivery, Safety safety, boolean probe) throws InterruptedException {
        return target.refusal(delivery, safety, false, probe, Duration.ZERO, clock.instant());
    }

    private static Delivery delivery(int attempt, boolean inDoubt, Instant callBefore) {
        Step step = Step.of("a", "netsuite", "employee", "worker:W-1", Json.tree("{}"));
        return new Delivery(1, step, "e1", "e1/a", attempt, inDoubt, Map.of(), attempt, null, callBefore, null);
    }

    private long nanos() {
        return clock.millis() * 1_000_000;
    }
}
