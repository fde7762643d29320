package io.throughline.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class DemoClockTest {

    private static final Instant START = Instant.parse("2026-09-25T13:00:00Z");

    private final DemoClock clock = new DemoClock(START);

    @Test
    void it_starts_where_it_is_told_and_goes_on_at_the_usual_pace() {
        Instant first = clock.instant();
        assertThat(first).isBetween(START, START.plusSeconds(60));
        assertThat(clock.instant()).isAfterOrEqualTo(first);
    }

    @Test
    void it_is_put_forward_for_all_views_and_never_back() {
        Clock newYork = clock.withZone(ZoneId.of("America/New_York"));
        clock.advanceTo(START.plus(Duration.ofDays(30)));
        assertThat(newYork.instant()).isAfterOrEqualTo(START.plus(Duration.ofDays(30)));
        assertThat(newYork.getZone()).isEqualTo(ZoneId.of("America/New_York"));
        clock.advanceTo(START);
        assertThat(clock.instant()).isAfterOrEqualTo(START.plus(Duration.ofDays(30)));
    }
}
