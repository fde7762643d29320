package io.throughline.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.contract.Answer;
import io.throughline.contract.Delivery;
import io.throughline.contract.Json;
import io.throughline.contract.Repeatability;
import io.throughline.contract.Safety;
import io.throughline.contract.Step;
import io.throughline.delivery.Ledger.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import journeys.AdjustableClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutcomesTest {

    private static final Duration WINDOW = Duration.ofHours(24);
    private static final Instant NOW = Instant.parse("2026-10-15T08:00:00Z");

    @ParameterizedTest(name = "{0} of a {1} operation, in doubt before: {2}, attempt {3}: {4}")
    @CsvSource({
        "applied,   KEY,    false, 1,  DONE,     false, 1, ",
        "applied,   UPSERT, true,  3,  DONE,     false, 3, ",
        "applied,   LOOKUP, true,  10, DONE,     false, 10, ",
        "applied,   NONE,   false, 1,  DONE,     false, 1, ",
        "temporary, KEY,    false, 1,  RETRY,    false, 1, PT0.5S",
        "temporary, UPSERT, false, 2,  RETRY,    false, 2, PT1S",
        "temporary, LOOKUP, true,  2,  IN_DOUBT, true,  2, PT1S",
        "temporary, NONE,   false, 1,  RETRY,    false, 1, PT0.5S",
        "temporary, UPSERT, false, 10, DEAD,     false, 10, ",
        "temporary, UPSERT, true,  10, HELD,     true,  10, ",
        "asked,     UPSERT, false, 1,  RETRY,    false, 1, PT30S",
        "unknown,   KEY,    false, 1,  IN_DOUBT, true,  1, PT0.5S",
        "unknown,   UPSERT, false, 1,  IN_DOUBT, true,  1, PT0.5S",
        "unknown,   LOOKUP, true,  2,  IN_DOUBT, true,  2, PT1S",
        "unknown,   NONE,   false, 1,  HELD,     true,  1, ",
        "unknown,   LOOKUP, false, 10, HELD,     true,  10, ",
        "pending,   LOOKUP, false, 1,  IN_DOUBT, true,  1, PT0.5S",
        "pending,   LOOKUP, true,  10, HELD,     true,  10, ",
        "pending,   NONE,   false, 1,  HELD,     true,  1, ",
        "refused,   KEY,    false, 1,  DEAD,     false, 1, ",
        "refused,   LOOKUP, true,  2,  DEAD,     true,  2, ",
        "down,      UPSERT, false, 1,  RETRY,    false, 0, PT6.25S",
        "down,      NONE,   false, 10, RETRY,    false, 9, PT6.25S",
        "down,      LOOKUP, true,  4,  IN_DOUBT, true,  3, PT6.25S",
        "lost,      LOOKUP, false, 3,  IN_DOUBT, true,  2, PT6.25S",
        "lost,      KEY,    false, 3,  IN_DOUBT, true,  2, PT6.25S",
        "lost,      NONE,   false, 3,  HELD,     true,  3, ",
        "throttled, UPSERT, false, 10, RETRY,    false, 9, PT31.25S",
        "notsent,   NONE,   true,  2,  IN_DOUBT, true,  1, PT6.25S",
    })
    void each_answer_has_one_outcome(
            String answer,
            Repeatability repeatability,
            boolean inDoubt,
            int attempt,
            StepState state,
            boolean doubtAfter,
            int attempts,
            Duration next) {
        Outcome outcome = outcomes(repeatability).of(delivery(attempt, inDoubt), answer(answer));

        assertThat(outcome.stepNo()).isEqualTo(17);
        assertThat(outcome.epoch()).isEqualTo(attempt);
        assertThat(outcome.state()).isEqualTo(state);
        assertThat(outcome.inDoubt()).isEqualTo(doubtAfter);
        assertThat(outcome.attempts()).isEqualTo(attempts);
        assertThat(outcome.nextAt()).isEqualTo(next == null ? null : NOW.plus(next));
    }

    @ParameterizedTest(name = "{0}, begun before: {1}, in doubt: {2}: {3}")
    @CsvSource({
        "down,      false, false, true",
        "notsent,   false, false, true",
        "throttled, false, false, true",
        "down,      true,  false, false",
        "notsent,   false, true,  false",
        "lost,      false, false, false",
        "unknown,   false, false, false",
        "temporary, false, false, false",
        "applied,   false, false, false",
    })
    void the_life_of_a_key_has_not_begun_while_the_target_certainly_heard_nothing(
            String answer, boolean begunBefore, boolean inDoubt, boolean unheard) {
        Step step = Step.of("erp-employee", "netsuite", "employee", "worker:W-0002", Json.tree("{}"));
        Instant first = begunBefore ? NOW.minusSeconds(60) : null;
        Delivery delivery = new Delivery(17, step, "e1", "e1/a", 1, inDoubt, Map.of(), 1, first, null, null);

        assertThat(outcomes(Repeatability.KEY).of(delivery, answer(answer)).unheard())
                .isEqualTo(unheard);
    }

    @Test
    void the_words_of_the_target_are_kept() {
        Outcome refused =
                outcomes(Repeatability.UPSERT).of(delivery(1, false), new Answer.Refused("422", "no such entity"));
        assertThat(refused.code()).isEqualTo("422");
        assertThat(refused.reason()).isEqualTo("no such entity");

        Outcome applied = outcomes(Repeatability.LOOKUP).of(delivery(1, true), new Answer.Applied("4711", null, true));
        assertThat(applied.reference()).isEqualTo("4711");
        assertThat(applied.adopted()).isTrue();
    }

    private static Answer answer(String kind) {
        return switch (kind) {
            case "applied" -> new Answer.Applied("4711", null, false);
            case "temporary" -> new Answer.Temporary("busy", null);
            case "asked" -> new Answer.Temporary("busy", Duration.ofSeconds(30));
            case "unknown" -> new Answer.Unknown("cut off");
            case "pending" -> new Answer.Pending("waits in status 64");
            case "refused" -> new Answer.Refused("400", "no");
            case "lost" -> new Answer.Lost("no answer from a target that is down");
            case "throttled" -> new Answer.Throttled("slow down", Duration.ofSeconds(30));
            case "notsent" -> new Answer.NotSent("circuit open", null);
            case "down" -> new Answer.Down("connection refused");
            default -> throw new IllegalArgumentException(kind);
        };
    }

    private static Outcomes outcomes(Repeatability repeatability) {
        RetryPolicy retries = new RetryPolicy(10, Duration.ofSeconds(1), Duration.ofMinutes(5), () -> 0.5);
        return new Outcomes(
                retries, Duration.ofSeconds(5), step -> safety(repeatability), AdjustableClock.standingAt(NOW));
    }

    private static Safety safety(Repeatability repeatability) {
        return repeatability == Repeatability.KEY ? Safety.key(WINDOW) : Safety.of(repeatability);
    }

    private static Delivery delivery(int attempt, boolean inDoubt) {
        Step step = Step.of("erp-employee", "netsuite", "employee", "worker:W-0002", Json.tree("{}"));
        return new Delivery(17, step, "e1", "e1/erp-employee", attempt, inDoubt, Map.of());
    }
}
