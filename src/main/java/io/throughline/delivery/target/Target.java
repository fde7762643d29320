package io.throughline.delivery.target;

import io.throughline.contract.Answer;
import io.throughline.contract.Delivery;
import io.throughline.contract.Safety;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What stands between us and one system, and the decisions before and after a call.
 *
 * @param attempts how many attempts at a step are allowed; one that crashed every time is not tried for ever
 */
public record Target(String system, Circuit circuit, Budget budget, int attempts) {

    /**
     * Why a delivery may not pass, or null when it may. What passes has taken a turn of the budget, which {@link #heard}
     * gives back; a probe that may not pass has not tried the target.
     *
     * @param safety   what makes the operation safe to repeat
     * @param stopped  whether a person has stopped the system
     * @param probe    whether it tries a target that was down
     * @param patience how long it waits for its turn at most
     */
    public Answer refusal(
            Delivery delivery, Safety safety, boolean stopped, boolean probe, Duration patience, Instant now)
            throws InterruptedException {
        Answer refusal = reason(delivery, safety, stopped, probe, now);
        if (refusal == null) {
            refusal = takeTurn(patience);
        }
        if (refusal != null && probe) {
            circuit.probeUnused();
        }
        return refusal;
    }

    /**
     * Learns from the answer and gives the turn back. A failure of a target that is down says nothing of the step, unless
     * the step was sent to try the target and the target itself answered: else one that always fails would be tried for
     * ever.
     *
     * @param probe whether it tried a target that was down
     */
    public Answer heard(Answer answer, boolean probe) {
        budget.release();
        learn(answer);
        return whileDown(answer, probe);
    }

    /**
     * The same for the answers of one call. It is one lesson: that the target is down or wants less when any answer says so,
     * that it failed when all do.
     */
    List<Answer> heardTogether(List<Answer> answers, boolean probe) {
        budget.release();
        learn(lesson(answers));
        return answers.stream().map(answer -> whileDown(answer, probe)).toList();
    }

    /** Takes a turn of the budget and returns null, or the answer why there is none. */
    Answer takeTurn(Duration patience) throws InterruptedException {
        return budget.acquire(patience)
                ? null
                : new Answer.NotSent("the budget of " + system + " is spent", budget.pause());
    }

    /**
     * Why nothing may be read from the system at the moment, or null; then a turn of the budget was taken, which
     * {@link #read} gives back. While the circuit is open a reading is let through when a probe is due: what it would bring
     * may be the only work there is for the system.
     */
    Answer readRefusal(boolean stopped, Duration patience) throws InterruptedException {
        if (stopped) {
            return new Answer.NotSent(system + " is stopped by a person", null);
        }
        boolean probe = circuit.tryProbe();
        if (!probe && !circuit.isClosed()) {
            return new Answer.NotSent("circuit open: " + circuit.view().reason(), null);
        }
        Answer refusal = takeTurn(patience);
        if (refusal != null && probe) {
            circuit.probeUnused();
        }
        return refusal;
    }

    /** Learns from a reading, null when it succeeded, and gives the turn back. */
    void read(Answer failure) {
        budget.release();
        if (failure != null) {
            learn(failure);
        } else {
            circuit.answered();
            budget.content();
        }
    }

    private static Answer lesson(List<Answer> answers) {
        return answers.stream()
                .filter(answer -> answer instanceof Answer.Down)
                .findFirst()
                .or(() -> answers.stream()
                        .filter(answer -> answer instanceof Answer.Throttled)
                        .findFirst())
                .or(() -> answers.stream()
                        .filter(answer -> !(answer instanceof Answer.Unknown || answer instanceof Answer.Temporary))
                        .findFirst())
                .orElseGet(() -> answers.get(0));
    }

    private Answer whileDown(Answer answer, boolean probe) {
        if (circuit.isClosed()) {
            return answer;
        }
        if (answer instanceof Answer.Unknown unknown && !(probe && unknown.heard())) {
            return new Answer.Lost(unknown.reason());
        }
        return answer instanceof Answer.Temporary temporary && !(probe && temporary.heard())
                ? new Answer.Down(temporary.reason())
                : answer;
    }

    /** The same without the budget; nothing is taken. */
    Answer reason(Delivery delivery, Safety safety, boolean stopped, boolean probe, Instant now) {
        if (stopped) {
            return new Answer.NotSent(system + " is stopped by a person", null);
        }
        if (!probe && !circuit.isClosed()) {
            return new Answer.NotSent("circuit open: " + circuit.view().reason(), null);
        }
        if (delivery.callBefore() != null && !now.isBefore(delivery.callBefore())) {
            return new Answer.NotSent("its turn came too late, the steps before it took long", null);
        }
        if (delivery.inDoubt() && !safety.repeatable(delivery.firstSentAt(), now)) {
            return new Answer.Unknown("an earlier attempt may have taken effect, and nothing that " + system
                    + " still remembers makes it safe to repeat");
        }
        if (delivery.attempt() > attempts) {
            return new Answer.Unknown("no answer to any of " + attempts + " attempts was ever settled");
        }
        return null;
    }

    private void learn(Answer answer) {
        if (answer instanceof Answer.Down down) {
            circuit.unreachable(down.reason());
        } else if (answer instanceof Answer.Unknown unknown) {
            circuit.failed(unknown.reason());
        } else if (answer instanceof Answer.Temporary temporary) {
            circuit.failed(temporary.reason());
        } else if (answer instanceof Answer.Throttled throttled) {
            circuit.answered();
            budget.throttled(throttled.retryAfter());
        } else {
            circuit.answered();
            budget.content();
        }
    }
}
