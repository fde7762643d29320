package io.throughline.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SafetyTest {

    private static final Instant FIRST = Instant.parse("2026-10-15T08:00:00Z");

    @Test
    void upserts_and_look_ups_are_always_repeatable_and_nothing_never() {
        Instant later = FIRST.plus(Duration.ofDays(400));
        assertThat(Safety.of(Repeatability.UPSERT).repeatable(FIRST, later)).isTrue();
        assertThat(Safety.of(Repeatability.LOOKUP).repeatable(FIRST, later)).isTrue();
        assertThat(Safety.of(Repeatability.NONE).repeatable(FIRST, FIRST)).isFalse();
    }

    @Test
    void a_key_is_repeatable_while_the_target_surely_remembers_it() {
        Safety key = Safety.key(Duration.ofHours(10));
        assertThat(key.repeatable(null, FIRST)).isTrue();
        assertThat(key.repeatable(FIRST, FIRST.plus(Duration.ofHours(8)).minusMillis(1)))
                .isTrue();
        assertThat(key.repeatable(FIRST, FIRST.plus(Duration.ofHours(8)))).isFalse();
    }

    @Test
    void only_a_key_has_a_window() {
        assertThatThrownBy(() -> Safety.of(Repeatability.KEY)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Safety(Repeatability.UPSERT, Duration.ofHours(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
