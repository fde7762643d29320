package io.throughline.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration CAP = Duration.ofMinutes(5);

    @Test
    void attempts_are_bounded() {
        RetryPolicy policy = policy(0.5);
        assertThat(policy.allowsAfter(9)).isTrue();
        assertThat(policy.allowsAfter(10)).isFalse();
        assertThat(policy.allowsAfter(11)).isFalse();
    }

    @Test
    void the_ceiling_doubles_up_to_the_cap() {
        RetryPolicy policy = policy(0.999999);
        assertThat(policy.delayAfter(1, null)).isBetween(Duration.ofMillis(990), FIRST);
        assertThat(policy.delayAfter(2, null)).isBetween(Duration.ofMillis(1990), Duration.ofSeconds(2));
        assertThat(policy.delayAfter(5, null)).isBetween(Duration.ofMillis(15_990), Duration.ofSeconds(16));
        assertThat(policy.delayAfter(10_000, null)).isBetween(CAP.minusSeconds(1), CAP);
    }

    @Test
    void the_target_is_left_alone_as_long_as_it_asks() {
        assertThat(policy(0.5).delayAfter(1, Duration.ofSeconds(30))).isEqualTo(Duration.ofSeconds(30));
        assertThat(policy(0.999999).delayAfter(10, Duration.ofSeconds(1))).isGreaterThan(Duration.ofMinutes(4));
    }

    @Test
    void every_delay_is_within_its_bounds() {
        Random random = new Random(7);
        RetryPolicy policy = new RetryPolicy(10, FIRST, CAP, random::nextDouble);
        for (int attempt = 1; attempt <= 500; attempt++) {
            assertThat(policy.delayAfter(attempt, null)).isBetween(Duration.ZERO, CAP);
        }
    }

    private static RetryPolicy policy(double jitter) {
        return new RetryPolicy(10, FIRST, CAP, () -> jitter);
    }
}
