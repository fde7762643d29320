package io.throughline.delivery;

import io.throughline.contract.Answer;
import io.throughline.contract.Delivery;
import io.throughline.contract.Repeatability;
import io.throughline.contract.Step;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/** What an answer of a target means for the step: one place for the table of answers. */
public final class Outcomes {

    private final RetryPolicy retries;
    private final Duration whileDown;
    private final Function<Step, Repeatability> repeatability;
    private final Clock clock;

    /**
     * @param retries       when temporary failures are tried again
     * @param whileDown     how long a step rests while its target cannot be reached
     * @param repeatability how each operation is made safe to repeat
     */
    public Outcomes(RetryPolicy retries, Duration whileDown, Function<Step, Repeatability> repeatability, Clock clock) {
        this.retries = retries;
        this.whileDown = whileDown;
        this.repeatability = repeatability;
        this.clock = clock;
    }

    /** The step's next state, with the time of the next attempt where there is one. */
    public Ledger.Outcome of(Delivery delivery, Answer answer) {
        if (answer instanceof Answer.Applied applied) {
            return outcome(delivery, StepState.DONE, false, null, null, null, applied.reference(), applied.adopted());
        }
        if (answer instanceof Answer.Refused refused) {
            return outcome(delivery, StepState.DEAD, false, null, refused.code(), refused.reason(), null, false);
        }
        if (answer instanceof Answer.Down down) {
            return new Ledger.Outcome(
                    delivery.stepNo(),
                    delivery.attempt(),
                    delivery.inDoubt() ? StepState.IN_DOUBT : StepState.RETRY,
                    delivery.inDoubt(),
                    delivery.attempt() - 1,
                    clock.instant().plus(whileDown),
                    "DOWN",
                    down.reason(),
                    null,
                    false);
        }
        if (answer instanceof Answer.Temporary temporary) {
            return again(delivery, delivery.inDoubt(), "TEMPORARY", temporary.reason(), temporary.retryAfter());
        }
        Answer.Unknown unknown = (Answer.Unknown) answer;
        if (repeatability.apply(delivery.step()) == Repeatability.NONE) {
            return outcome(delivery, StepState.HELD, true, null, "UNKNOWN", unknown.reason(), null, false);
        }
        return again(delivery, true, "UNKNOWN", unknown.reason(), null);
    }

    private Ledger.Outcome again(Delivery delivery, boolean inDoubt, String code, String reason, Duration retryAfter) {
        if (!retries.allowsAfter(delivery.attempt())) {
            String spent = "out of attempts after " + delivery.attempt() + ": " + reason;
            StepState end = inDoubt ? StepState.HELD : StepState.DEAD;
            return outcome(delivery, end, inDoubt, null, code, spent, null, false);
        }
        Instant next = clock.instant().plus(retries.delayAfter(delivery.attempt(), retryAfter));
        StepState state = inDoubt ? StepState.IN_DOUBT : StepState.RETRY;
        return outcome(delivery, state, inDoubt, next, code, reason, null, false);
    }

    private static Ledger.Outcome outcome(
            Delivery delivery,
            StepState state,
            boolean inDoubt,
            Instant nextAt,
            String code,
            String reason,
            String reference,
            boolean adopted) {
        return new Ledger.Outcome(
                delivery.stepNo(),
                delivery.attempt(),
                state,
                inDoubt,
                delivery.attempt(),
                nextAt,
                code,
                reason,
                reference,
                adopted);
    }
}
