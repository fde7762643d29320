package io.throughline.delivery;

import static io.throughline.delivery.StepState.DEAD;
import static io.throughline.delivery.StepState.DONE;
import static io.throughline.delivery.StepState.HELD;
import static io.throughline.delivery.StepState.IN_DOUBT;
import static io.throughline.delivery.StepState.PLANNED;
import static io.throughline.delivery.StepState.RETRY;
import static io.throughline.delivery.StepState.SENT;
import static io.throughline.delivery.StepState.SKIPPED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.contract.Answer;
import io.throughline.contract.Delivery;
import io.throughline.contract.Json;
import io.throughline.contract.Repeatability;
import io.throughline.contract.Safety;
import io.throughline.contract.Step;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StepStateTest {

    /** Rows: from; columns, in the same order: to; x: allowed. */
    private static final String MATRIX =
            """
                     PLANNED SENT DONE IN_DOUBT RETRY PARKED HELD DEAD SKIPPED
            PLANNED     .     x    .      .       .     x     x    .     x
            SENT        .     x    x      x       x     .     x    x     .
            DONE        .     .    .      .       .     .     .    .     .
            IN_DOUBT    .     x    .      .       .     .     x    x     .
            RETRY       .     x    .      .       .     .     x    x     x
            PARKED      x     .    .      .       .     .     x    .     x
            HELD        x     .    x      .       .     .     .    .     x
            DEAD        x     .    .      .       .     .     .    .     x
            SKIPPED     .     .    .      .       .     .     .    .     .
            """;

    private static final Map<StepState, Set<StepState>> ALLOWED = allowed();

    private static Map<StepState, Set<StepState>> allowed() {
        List<String[]> lines =
                MATRIX.lines().map(line -> line.trim().split(" +")).toList();
        assertThat(lines).hasSize(StepState.values().length + 1);
        Map<StepState, Set<StepState>> allowed = new EnumMap<>(StepState.class);
        for (String[] line : lines.subList(1, lines.size())) {
            assertThat(line).hasSize(StepState.values().length + 1);
            Set<StepState> next = EnumSet.noneOf(StepState.class);
            for (int column = 1; column < line.length; column++) {
                if (line[column].equals("x")) {
                    next.add(StepState.valueOf(lines.get(0)[column - 1]));
                }
            }
            allowed.put(StepState.valueOf(line[0]), next);
        }
        return allowed;
    }

    @ParameterizedTest
    @EnumSource
    void every_pair_of_states_is_allowed_or_refused_as_the_table_says(StepState from) {
        for (StepState to : StepState.values()) {
            boolean allowed = ALLOWED.get(from).contains(to);
            assertThat(from.mayBecome(to)).as(from + " to " + to).isEqualTo(allowed);
            if (allowed) {
                assertThat(from.become(to)).isEqualTo(to);
            } else {
                assertThatThrownBy(() -> from.become(to))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining(from.name())
                        .hasMessageContaining(to.name());
            }
        }
    }

    @Test
    void only_what_is_done_or_skipped_lets_the_lane_go_on() {
        for (StepState state : StepState.values()) {
            assertThat(state.isOpen()).isEqualTo(!EnumSet.of(DONE, SKIPPED).contains(state));
        }
    }

    @Test
    void an_attempt_may_start_only_where_nothing_waits_for_a_reference_or_a_person() {
        for (StepState state : StepState.values()) {
            assertThat(state.mayStart())
                    .isEqualTo(EnumSet.of(PLANNED, SENT, IN_DOUBT, RETRY).contains(state));
        }
    }

    @Test
    void random_signals_end_only_in_states_reached_over_allowed_steps_and_never_leave_the_end() {
        Random random = new Random(20261015);
        StepState[] all = StepState.values();
        for (int walk = 0; walk < 2_000; walk++) {
            StepState state = PLANNED;
            for (int signal = 0; signal < 40; signal++) {
                StepState wanted = all[random.nextInt(all.length)];
                StepState before = state;
                try {
                    state = state.become(wanted);
                    assertThat(ALLOWED.get(before)).contains(state);
                    assertThat(before).isNotIn(DONE, SKIPPED);
                } catch (IllegalStateException refused) {
                    assertThat(ALLOWED.get(before)).doesNotContain(wanted);
                }
            }
        }
    }

    @Test
    void whatever_is_due_may_be_sent() {
        Instant now = Instant.parse("2026-10-15T08:00:00Z");
        Turns turns = new Turns("node-1/2", Duration.ofMinutes(1));
        for (StepState state : StepState.values()) {
            boolean due = turns.isDue(state, null, now, "node-1/1", now);
            assertThat(due).as(state.name()).isEqualTo(ALLOWED.get(state).contains(SENT));
        }
    }

    @Test
    void whatever_a_person_may_send_again_stays_where_it_is_or_may_be_planned() {
        for (StepState state : StepState.values()) {
            boolean waits = state == PLANNED || state == RETRY || state == IN_DOUBT;
            boolean ended = state == DEAD || state == HELD;
            assertThat(Turns.mayGoAgain(state, true, true)).as(state.name()).isEqualTo(waits || ended);
            assertThat(Turns.mayGoAgain(state, true, false)).as(state.name()).isEqualTo(waits);
            assertThat(!ended || ALLOWED.get(state).contains(PLANNED)).isTrue();
        }
    }

    @Test
    void whatever_an_answer_leads_to_may_follow_an_attempt() {
        Set<StepState> reached = EnumSet.noneOf(StepState.class);
        Duration pause = Duration.ofSeconds(3);
        List<Answer> answers = List.of(
                new Answer.Applied("1", null, false),
                new Answer.Refused("422", "no"),
                new Answer.Unknown("500"),
                new Answer.Pending("not posted yet"),
                new Answer.Lost("500"),
                new Answer.Down("away"),
                new Answer.Temporary("busy", pause),
                new Answer.Throttled("busy", pause),
                new Answer.NotSent("stopped", pause));
        assertThat(answers).hasSize(Answer.class.getPermittedSubclasses().length);
        RetryPolicy retries = new RetryPolicy(3, pause, pause, () -> 0.5);
        Step step = Step.of("s", "netsuite", "o", "worker:W-1", Json.tree("{}"));
        for (Repeatability how : Repeatability.values()) {
            Safety safety = how == Repeatability.KEY ? Safety.key(Duration.ofHours(1)) : Safety.of(how);
            Outcomes outcomes = new Outcomes(retries, pause, any -> safety, Clock.systemUTC());
            for (Answer answer : answers) {
                for (int attempt = 1; attempt <= 4; attempt++) {
                    for (boolean doubt : new boolean[] {false, true}) {
                        Delivery delivery = new Delivery(1, step, "e", "e/s", attempt, doubt, Map.of());
                        reached.add(outcomes.of(delivery, answer).state());
                    }
                }
            }
        }
        assertThat(reached).containsExactlyInAnyOrder(DONE, IN_DOUBT, RETRY, HELD, DEAD);
        assertThat(ALLOWED.get(SENT)).containsAll(reached);
    }
}
