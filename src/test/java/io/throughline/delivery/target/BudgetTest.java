package io.throughline.delivery.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BudgetTest {

    private static final Duration NOT_AT_ALL = Duration.ZERO;

    private final AtomicLong nanos = new AtomicLong();

    @Test
    void no_more_calls_are_under_way_than_allowed() throws InterruptedException {
        Budget budget = new Budget(2, 0, nanos::get);

        assertThat(budget.acquire(NOT_AT_ALL)).isTrue();
        assertThat(budget.acquire(NOT_AT_ALL)).isTrue();
        assertThat(budget.acquire(NOT_AT_ALL)).isFalse();
        budget.release();
        assertThat(budget.acquire(NOT_AT_ALL)).isTrue();
        assertThat(budget.view().underWay()).isEqualTo(2);
    }

    @Test
    void who_waits_gets_the_turn_that_is_given_back() throws Exception {
        Budget budget = new Budget(1, 0, System::nanoTime);
        assertThat(budget.acquire(NOT_AT_ALL)).isTrue();
        CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(() -> {
            try {
                return budget.acquire(Duration.ofMinutes(1));
            } catch (InterruptedException stopped) {
                return false;
            }
        });
        budget.release();
        assertThat(waiting.get(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void a_target_that_asks_for_less_gets_half_and_is_left_alone_as_long_as_it_asks() throws InterruptedException {
        Budget budget = new Budget(8, 0, nanos::get);

        budget.throttled(Duration.ofSeconds(30));

        assertThat(budget.view().allowed()).isEqualTo(4);
        assertThat(budget.acquire(NOT_AT_ALL)).isFalse();
        assertThat(budget.pause()).isEqualTo(Duration.ofSeconds(30));
        forward(Duration.ofSeconds(30));
        assertThat(budget.acquire(NOT_AT_ALL)).isTrue();
    }

    @Test
    void it_never_falls_below_one_call() {
        Budget budget = new Budget(8, 0, nanos::get);
        for (int i = 0; i < 10; i++) {
            budget.throttled(null);
        }
        assertThat(budget.view().allowed()).isEqualTo(1);
    }

    @Test
    void it_grows_again_slowly_and_no_further_than_its_limit() {
        Budget budget = new Budget(4, 0, nanos::get);
        budget.throttled(NOT_AT_ALL);
        assertThat(budget.view().allowed()).isEqualTo(2);

        for (int i = 0; i < 100; i++) {
            budget.content();
        }
        assertThat(budget.view().allowed()).as("within the same second").isEqualTo(2);

        for (int second = 1; second <= 5; second++) {
            forward(Duration.ofSeconds(1));
            for (int i = 0; i < 4; i++) {
                budget.content();
            }
            assertThat(budget.view().allowed()).isEqualTo(Math.min(4, 2 + second));
        }
    }

    @Test
    void a_rate_spreads_the_calls() throws InterruptedException {
        Budget budget = new Budget(100, 10, nanos::get);
        int begun = 0;
        for (int tick = 0; tick < 100; tick++) {
            forward(Duration.ofMillis(10));
            while (budget.acquire(NOT_AT_ALL)) {
                begun++;
            }
        }
        assertThat(begun).isBetween(10, 11);
    }

    private void forward(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
