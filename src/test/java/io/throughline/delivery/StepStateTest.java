package io.throughline.delivery;

import static io.throughline.delivery.StepState.DEAD;
import static io.throughline.delivery.StepState.DONE;
import static io.throughline.delivery.StepState.HELD;
import static io.throughline.delivery.StepState.IN_DOUBT;
import static io.throughline.delivery.StepState.PARKED;
import static io.throughline.delivery.StepState.PLANNED;
import static io.throughline.delivery.StepState.RETRY;
import static io.throughline.delivery.StepState.SENT;
import static io.throughline.delivery.StepState.SKIPPED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StepStateTest {

    private static final Map<StepState, Set<StepState>> ALLOWED = Map.of(
            PLANNED, Set.of(SENT, PARKED, HELD, SKIPPED),
            SENT, Set.of(DONE, IN_DOUBT, RETRY, HELD, DEAD, SENT),
            IN_DOUBT, Set.of(SENT, HELD, DEAD),
            RETRY, Set.of(SENT, HELD, DEAD, SKIPPED),
            PARKED, Set.of(PLANNED, HELD, SKIPPED),
            HELD, Set.of(PLANNED, SKIPPED, DONE),
            DEAD, Set.of(PLANNED, SKIPPED),
            DONE, Set.of(),
            SKIPPED, Set.of());

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
}
