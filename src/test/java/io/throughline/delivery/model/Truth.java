package io.throughline.delivery.model;

import io.throughline.contract.Answer;
import io.throughline.contract.Delivery;
import io.throughline.contract.Repeatability;
import io.throughline.delivery.Ledger;
import io.throughline.delivery.StepState;
import java.time.Instant;

/** What really happened to one step, as nobody inside can know it, and what may never happen to it. */
final class Truth {

    final ModelStep row;
    /** The target refuses it for good until a person mends it. */
    boolean poisoned;
    /** Its payload kills whoever sends it, until a person mends it. */
    boolean deadly;
    /** The target fails whenever it gets it, until a person mends it. */
    boolean failing;
    /** How often it took effect. */
    int effects;
    /** Until when the target remembers its key. */
    Instant keyKnownUntil;

    private int countedCalls;
    private boolean ambiguous;
    private Instant notBefore;
    private Delivery current;

    Truth(ModelStep row) {
        this.row = row;
    }

    /** A promise was broken. */
    static final class Broken extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Broken(String how) {
            super(how, null, false, false);
        }
    }

    void begun(Delivery delivery) {
        current = delivery;
    }

    /** A call leaves for the target, be it to look or to write. */
    void called(Delivery delivery, Instant now, int attempts) {
        if (++countedCalls > attempts) {
            throw new Broken(row + " is called more often than its policy allows");
        }
        if (notBefore != null && now.isBefore(notBefore)) {
            throw new Broken(row + " is called before " + notBefore);
        }
        if (delivery.attempt() > attempts) {
            throw new Broken(row + " is called in attempt " + delivery.attempt());
        }
    }

    /** A write reaches the target. */
    void written() {
        if (row.safety.how() == Repeatability.NONE && ambiguous) {
            throw new Broken(row + " is written again although nobody knows what became of it");
        }
        ambiguous = true;
    }

    void tookEffect() {
        if (++effects > 1) {
            throw new Broken(row + " took effect twice");
        }
    }

    /** A settlement was accepted; attempts are told apart by identity, because their content may be the same. */
    @SuppressWarnings("ReferenceEquality")
    void settled(Delivery delivery, Answer answer, boolean called, Ledger.Outcome outcome, Instant now) {
        if (current != delivery) {
            throw new Broken(row + " was changed by the answer to an attempt that was given up");
        }
        boolean counts = !isUncounted(delivery, answer, now);
        if (!counts && called) {
            countedCalls--;
        }
        boolean goesOn = outcome.state() == StepState.RETRY || outcome.state() == StepState.IN_DOUBT;
        if (goesOn && row.attempts != delivery.attempt() - (counts ? 0 : 1)) {
            throw new Broken(row + " counts attempts wrong after " + answer);
        }
        boolean unknown = answer instanceof Answer.Unknown || answer instanceof Answer.Lost;
        if (called && !unknown) {
            ambiguous = false;
        }
        if (effects == 0 && outcome.state() == StepState.DONE) {
            throw new Broken(row + " is done without an effect");
        }
        if (effects > 0 && goesOn && !row.inDoubt) {
            throw new Broken(row + " took effect and goes on without doubt");
        }
        Instant asked = askedFor(answer, now);
        notBefore = asked != null && (row.nextAt == null || asked.isAfter(row.nextAt)) ? asked : row.nextAt;
    }

    /** A person sends it again. */
    void sentAgain(boolean reset, boolean absent) {
        notBefore = null;
        if (reset) {
            countedCalls = 0;
        }
        if (absent) {
            ambiguous = false;
        }
    }

    private boolean isUncounted(Delivery delivery, Answer answer, Instant now) {
        return answer instanceof Answer.Down
                || answer instanceof Answer.Throttled
                || answer instanceof Answer.NotSent
                || (answer instanceof Answer.Lost && row.safety.repeatable(delivery.firstSentAt(), now));
    }

    private static Instant askedFor(Answer answer, Instant now) {
        if (answer instanceof Answer.Throttled throttled && throttled.retryAfter() != null) {
            return now.plus(throttled.retryAfter());
        }
        if (answer instanceof Answer.Temporary temporary && temporary.retryAfter() != null) {
            return now.plus(temporary.retryAfter());
        }
        return null;
    }
}
