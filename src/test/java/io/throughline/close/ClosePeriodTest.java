package io.throughline.close;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.close.ClosePeriod.Acceptance;
import io.throughline.close.Verdict.Outcome;
import io.throughline.contract.Json;
import io.throughline.money.FiscalPeriod.State;
import java.io.InputStream;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every state with every wish, every order of entities, and every way a check stands in the way. */
class ClosePeriodTest {

    private static final YearMonth OCTOBER = YearMonth.of(2026, 10);
    private static final Map<String, ZoneId> ZONES = Map.of(
            "LE-JP",
            ZoneId.of("Asia/Tokyo"),
            "LE-DE",
            ZoneId.of("Europe/Berlin"),
            "LE-US",
            ZoneId.of("America/New_York"));

    @Test
    void months_end_at_the_instants_of_CALC_19() throws Exception {
        try (InputStream in = ClosePeriodTest.class.getResourceAsStream("/calc_cases.json")) {
            JsonNode expected = Json.mapper().readTree(in).at("/CALC-19/period_close_utc");
            assertThat(at("LE-JP", State.OPEN).closesAt()).isEqualTo(instant(expected, "tokyo"));
            assertThat(at("LE-DE", State.OPEN).closesAt()).isEqualTo(instant(expected, "berlin"));
            assertThat(at("LE-US", State.OPEN).closesAt()).isEqualTo(instant(expected, "new_york"));
        }
        assertThat(ClosePeriod.closesAt(YearMonth.of(2026, 12), ZONES.get("LE-DE")))
                .isEqualTo(Instant.parse("2026-12-31T23:00:00Z"));
    }

    @ParameterizedTest
    @EnumSource(State.class)
    void only_an_open_period_that_is_over_is_soft_closed(State state) {
        ClosePeriod period = at("LE-JP", state);
        Instant end = period.closesAt();

        ClosePeriod.Decision early = period.softClose(end.minusNanos(1));
        ClosePeriod.Decision due = period.softClose(end);

        assertThat(early.granted()).isFalse();
        assertThat(early.period()).isEqualTo(period);
        assertThat(due.granted()).isEqualTo(state == State.OPEN);
        assertThat(due.period().state()).isEqualTo(state == State.OPEN ? State.SOFT_CLOSED : state);
    }

    @ParameterizedTest
    @EnumSource(State.class)
    void only_a_soft_closed_period_is_closed(State state) {
        ClosePeriod.Decision decision = at("LE-JP", state).close(matched(), List.of(), List.of());

        assertThat(decision.granted()).isEqualTo(state == State.SOFT_CLOSED);
        assertThat(decision.period().state()).isEqualTo(state == State.SOFT_CLOSED ? State.CLOSED : state);
    }

    @ParameterizedTest
    @MethodSource("everyPair")
    void whoever_ended_earlier_closes_first(String entity, String other, State state) {
        ClosePeriod own = at(entity, State.SOFT_CLOSED);
        ClosePeriod neighbour = at(other, state);
        boolean waits = neighbour.closesAt().isBefore(own.closesAt()) && state != State.CLOSED;

        ClosePeriod.Decision decision = own.close(matched(), List.of(), List.of(own, neighbour));

        assertThat(decision.granted()).isEqualTo(!waits);
        assertThat(decision.refusals())
                .isEqualTo(
                        waits
                                ? List.of(other + " 2026-10 ended earlier and is " + state + ", it closes first")
                                : List.of());
    }

    static Stream<Arguments> everyPair() {
        return ZONES.keySet().stream().flatMap(entity -> ZONES.keySet().stream()
                .filter(other -> !other.equals(entity))
                .flatMap(other -> Stream.of(State.values()).map(state -> Arguments.of(entity, other, state))));
    }

    @Test
    void other_months_of_other_entities_do_not_matter() {
        ClosePeriod september = new ClosePeriod("LE-JP", OCTOBER.minusMonths(1), ZONES.get("LE-JP"), State.OPEN);

        assertThat(at("LE-US", State.SOFT_CLOSED)
                        .close(matched(), List.of(), List.of(september))
                        .granted())
                .isTrue();
    }

    @Test
    void each_check_on_its_own_keeps_the_period_open_until_somebody_accepts_it() {
        for (String check : Reconciliation.checks()) {
            List<Verdict> different = with(verdict(check, Outcome.DIFFERENT, 2));
            List<Verdict> unchecked = with(verdict(check, Outcome.NOT_CHECKED, 0));
            List<Verdict> missing = new ArrayList<>(matched());
            missing.removeIf(verdict -> verdict.check().equals(check));
            Acceptance accepted = new Acceptance(check, 2, "posted in November", "controller");

            assertThat(ClosePeriod.objections(different, List.of()))
                    .containsExactly(check + " has 2 rows outside tolerance");
            assertThat(ClosePeriod.objections(unchecked, List.of()))
                    .containsExactly(check + " is not checked: no file");
            assertThat(ClosePeriod.objections(missing, List.of(accepted))).containsExactly(check + " has not run");
            assertThat(ClosePeriod.objections(different, List.of(accepted))).isEmpty();
            assertThat(ClosePeriod.objections(unchecked, List.of(accepted))).isEmpty();
            assertThat(at("LE-JP", State.SOFT_CLOSED)
                            .close(different, List.of(), List.of())
                            .granted())
                    .isFalse();
            assertThat(at("LE-JP", State.SOFT_CLOSED)
                            .close(different, List.of(accepted), List.of())
                            .granted())
                    .isTrue();
        }
    }

    @Test
    void what_was_accepted_does_not_cover_what_came_later() {
        List<Verdict> worse = with(verdict("C1", Outcome.DIFFERENT, 3));

        assertThat(ClosePeriod.objections(worse, List.of(new Acceptance("C1", 2, "known", "controller"))))
                .containsExactly("C1 has 3 rows outside tolerance, 2 were accepted");
        assertThat(ClosePeriod.objections(worse, List.of(new Acceptance("C2", 9, "known", "controller"))))
                .hasSize(1);
    }

    @Test
    void nobody_accepts_without_a_note_and_a_name() {
        assertThatThrownBy(() -> new Acceptance("C1", 2, " ", "controller"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Acceptance("C1", 2, "known", null)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void time_is_taken_from_everybody_then_from_finance_then_from_nobody() {
        assertThat(State.OPEN.takesTime(false)).isTrue();
        assertThat(State.OPEN.takesTime(true)).isTrue();
        assertThat(State.SOFT_CLOSED.takesTime(false)).isFalse();
        assertThat(State.SOFT_CLOSED.takesTime(true)).isTrue();
        assertThat(State.CLOSED.takesTime(true)).isFalse();
        assertThat(State.CLOSED.takesTime(false)).isFalse();
    }

    private static ClosePeriod at(String entity, State state) {
        return new ClosePeriod(entity, OCTOBER, ZONES.get(entity), state);
    }

    private static Instant instant(JsonNode expected, String city) {
        return OffsetDateTime.parse(expected.path(city).asText()).toInstant();
    }

    private static List<Verdict> matched() {
        return Reconciliation.checks().stream()
                .map(check -> verdict(check, Outcome.MATCHED, 0))
                .toList();
    }

    private static List<Verdict> with(Verdict other) {
        return matched().stream()
                .map(verdict -> verdict.check().equals(other.check()) ? other : verdict)
                .toList();
    }

    private static Verdict verdict(String check, Outcome outcome, long outside) {
        return new Verdict(check, check, outcome, 5, outside, Map.of(), null, List.of(), List.of("no file"));
    }
}
