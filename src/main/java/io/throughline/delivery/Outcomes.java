package io.throughline.delivery;

import io.throughline.contract.Answer;
import io.throughline.contract.Delivery;
import io.throughline.contract.Safety;
import io.throughline.contract.Step;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/** What an answer of a target means for the step: one place for the table of answers. */
public final class Outcomes {

    /** Code of a step whose retry policy allows no further attempt. */
    public static final String OUT_OF_RETRIES = "OUT_OF_RETRIES";

    private final RetryPolicy retries;
    private final Duration whileDown;
    private final Function<Step, Safety> safety;
    private final Clock clock;

    /**
     * @param retries   when temporary failures are tried again
     * @param whileDown how long a step rests at least while its target cannot be called
     * @param safety    how each operation is made safe to repeat
     */
    public Outcomes(RetryPolicy retries, Duration whileDown, Function<Step, Safety> safety, Clock clock) {
        this.retries = retries;
        this.whileDown = whileDown;
        this.safety = safety;
        this.clock = clock;
    }

    /** The step's next state, with the time of the next attempt where there is one. */
    public Ledger.Outcome of(Delivery delivery, Answer answer) {
        if (answer instanceof Answer.Applied applied) {
            return new Ledger.Outcome(
                    delivery.stepNo(),
                    delivery.epoch(),
                    StepState.DONE,
                    false,
                    delivery.attempt(),
                    null,
                    null,
                    null,
                    applied.reference(),
                    applied.adopted());
        }
        if (answer instanceof Answer.Refused refused) {
            return outcome(delivery, StepState.DEAD, delivery.inDoubt(), null, refused.code(), refused.reason());
        }
        if (answer instanceof Answer.Down down) {
            return uncounted(delivery, delivery.inDoubt(), "DOWN", down.reason(), null);
        }
        if (answer instanceof Answer.Lost lost && isRepeatable(delivery)) {
            return uncounted(delivery, true, "DOWN", lost.reason(), null);
        }
        if (answer instanceof Answer.NotSent notSent) {
            return uncounted(delivery, delivery.inDoubt(), "NOT_SENT", notSent.reason(), notSent.rest());
        }
        if (answer instanceof Answer.Throttled throttled) {
            return uncounted(delivery, delivery.inDoubt(), "THROTTLED", throttled.reason(), throttled.retryAfter());
        }
        if (answer instanceof Answer.Temporary temporary) {
            return again(delivery, delivery.inDoubt(), "TEMPORARY", temporary.reason(), temporary.retryAfter());
        }
        if (answer instanceof Answer.Pending pending && isRepeatable(delivery)) {
            return again(delivery, true, "PENDING", pending.reason(), null);
        }
        String reason = answer instanceof Answer.Pending pending
                ? pending.reason()
                : answer instanceof Answer.Lost lost ? lost.reason() : ((Answer.Unknown) answer).reason();
        if (!isRepeatable(delivery)) {
            return outcome(delivery, StepState.HELD, true, null, "UNKNOWN", reason);
        }
        return again(delivery, true, "UNKNOWN", reason, null);
    }

    private boolean isRepeatable(Delivery delivery) {
        return safety.apply(delivery.step()).repeatable(delivery.firstSentAt(), clock.instant());
    }

    /**
     * The step had no part in it: the attempt does not count, and chance spreads the next ones. When it was the first and
     * nothing is in doubt, the life of the step's key has not begun.
     */
    private Ledger.Outcome uncounted(Delivery delivery, boolean inDoubt, String code, String reason, Duration asked) {
        Duration rest = asked != null && asked.compareTo(whileDown) > 0 ? asked : whileDown;
        long jitter = (long) (whileDown.toMillis() / 2.0 * retries.random().getAsDouble());
        return new Ledger.Outcome(
                delivery.stepNo(),
                delivery.epoch(),
                inDoubt ? StepState.IN_DOUBT : StepState.RETRY,
                inDoubt,
                delivery.attempt() - 1,
                clock.instant().plus(rest).plusMillis(jitter),
                code,
                reason,
                null,
                false,
                !inDoubt && delivery.firstSentAt() == null);
    }

    private Ledger.Outcome again(Delivery delivery, boolean inDoubt, String code, String reason, Duration retryAfter) {
        if (!retries.allowsAfter(delivery.attempt())) {
            String spent = "out of attempts after " + delivery.attempt() + " (" + code + "): " + reason;
            StepState end = inDoubt ? StepState.HELD : StepState.DEAD;
            return outcome(delivery, end, inDoubt, null, OUT_OF_RETRIES, spent);
        }
        Instant next = clock.instant().plus(retries.delayAfter(delivery.attempt(), retryAfter));
        StepState state = inDoubt ? StepState.IN_DOUBT : StepState.RETRY;
        return outcome(delivery, state, inDoubt, next, code, reason);
    }

    private static Ledger.Outcome outcome(
            Delivery delivery, StepState state, boolean inDoubt, Instant nextAt, String code, String reason) {
        return new Ledger.Outcome(
                delivery.stepNo(),
                delivery.epoch(),
                state,
                inDoubt,
                delivery.attempt(),
                nextAt,
                code,
                reason,
                null,
                false);
    }
}
