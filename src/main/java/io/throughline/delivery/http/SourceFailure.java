package io.throughline.delivery.http;

import io.throughline.contract.Answer;

/** A system could not be read; the message holds its own words. */
public final class SourceFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Answer answer;

    /**
     * @param system the system that was asked
     * @param answer what it answered
     */
    public SourceFailure(String system, Answer answer) {
        super(system + ": " + reason(answer));
        this.answer = answer;
    }

    /** What the system answered: temporary, refused or down. */
    public Answer answer() {
        return answer;
    }

    private static String reason(Answer answer) {
        if (answer instanceof Answer.Temporary temporary) {
            return temporary.reason();
        } else if (answer instanceof Answer.Refused refused) {
            return refused.code() + " " + refused.reason();
        } else if (answer instanceof Answer.Down down) {
            return down.reason();
        } else if (answer instanceof Answer.Unknown unknown) {
            return unknown.reason();
        } else if (answer instanceof Answer.Throttled throttled) {
            return throttled.reason();
        } else if (answer instanceof Answer.NotSent notSent) {
            return notSent.reason();
        } else if (answer instanceof Answer.Lost lost) {
            return lost.reason();
        }
        return "no failure";
    }
}
