package io.throughline.delivery.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import journeys.AdjustableClock;
import org.junit.jupiter.api.Test;

class CircuitTest {

    private static final Instant NOW = Instant.parse("2026-10-15T08:00:00Z");

    private long nanos = Long.MAX_VALUE - 1_000_000_000L;
    private final AdjustableClock clock = AdjustableClock.standingAt(NOW);
    private final Circuit circuit =
            new Circuit(3, Duration.ofSeconds(2), Duration.ofSeconds(16), clock, () -> nanos, () -> 0.5);

    @Test
    void a_target_that_cannot_be_reached_opens_it_at_once() {
        circuit.unreachable("connection refused");

        assertThat(circuit.isClosed()).isFalse();
        assertThat(circuit.view())
                .isEqualTo(new Circuit.View(Circuit.State.OPEN, NOW, NOW.plusMillis(1500), "connection refused"));
    }

    @Test
    void single_failures_between_answers_do_not_open_it() {
        for (int i = 0; i < 10; i++) {
            circuit.failed("500");
            circuit.failed("500");
            circuit.answered();
        }
        assertThat(circuit.isClosed()).isTrue();

        circuit.failed("500");
        circuit.failed("500");
        circuit.failed("500");
        assertThat(circuit.isClosed()).isFalse();
    }

    @Test
    void one_probe_is_let_through_when_its_time_has_come() {
        circuit.unreachable("down");
        assertThat(circuit.tryProbe()).isFalse();

        passes(Duration.ofMillis(1500));
        assertThat(circuit.tryProbe()).isTrue();
        assertThat(circuit.tryProbe()).isFalse();
        assertThat(circuit.isClosed()).isFalse();

        circuit.answered();
        assertThat(circuit.isClosed()).isTrue();
        assertThat(circuit.view().reason()).isNull();
    }

    @Test
    void pauses_grow_to_their_limit_while_probes_fail() {
        circuit.unreachable("down");
        for (int seconds : new int[] {4, 8, 16, 16}) {
            passes(Duration.ofSeconds(20));
            Instant probe = clock.instant();
            assertThat(circuit.tryProbe()).isTrue();
            circuit.unreachable("still down");
            assertThat(circuit.view().probeAt()).isEqualTo(probe.plusMillis(seconds * 750L));
            assertThat(circuit.view().openSince()).isEqualTo(NOW);
        }
    }

    @Test
    void late_failures_of_calls_that_were_under_way_do_not_put_the_probe_off() {
        circuit.unreachable("down");
        Instant probe = circuit.view().probeAt();
        passes(Duration.ofSeconds(1));
        circuit.unreachable("also down");
        assertThat(circuit.view().probeAt()).isEqualTo(probe);
    }

    @Test
    void a_probe_that_found_nothing_to_send_can_be_taken_again() {
        circuit.unreachable("down");
        passes(Duration.ofSeconds(20));
        assertThat(circuit.tryProbe()).isTrue();
        circuit.probeUnused();
        assertThat(circuit.tryProbe()).isTrue();
    }

    @Test
    void a_clock_that_is_set_back_puts_no_probe_off() {
        circuit.unreachable("down");
        clock.set(NOW.minusSeconds(3600));
        nanos += 1_500_000_000L;

        assertThat(circuit.view().probeAt()).isEqualTo(clock.instant());
        assertThat(circuit.tryProbe()).isTrue();
    }

    private void passes(Duration time) {
        clock.advance(time);
        nanos += time.toNanos();
    }
}
