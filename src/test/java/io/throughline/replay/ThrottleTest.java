package io.throughline.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is taken up in a second is what the policy says, however often the clock looks. */
class ThrottleTest {

    @ParameterizedTest
    @CsvSource({"1, 100", "25, 100", "3, 1000", "10, 250", "1, 10"})
    void a_second_has_as_many_events_as_it_may_have(int perSecond, int periodMillis) {
        Throttle throttle = new Throttle(perSecond, periodMillis);

        int taken = IntStream.range(0, 1000 / periodMillis)
                .map(tick -> throttle.next())
                .sum();

        assertThat(taken).isEqualTo(perSecond);
    }

    @Test
    void a_period_longer_than_a_second_has_more() {
        assertThat(new Throttle(10, 5000).next()).isEqualTo(50);
    }
}
