package io.throughline.contract;

import java.util.Objects;

/**
 * One broken rule, said so that a person can correct it.
 *
 * @param outcome what follows from it
 * @param rule    rule id, such as {@code V-WRK-01} or {@code SCHEMA}
 * @param pointer JSON pointer (RFC 6901) to the field, empty for the whole object
 * @param message a sentence naming the field, the value found and what is expected
 */
public record Violation(Outcome outcome, String rule, String pointer, String message) {

    /** What a broken rule does to its object. */
    public enum Outcome {
        /** It does not enter; the sender is told. */
        REJECT,
        /** It waits for a person and can be replayed. */
        HOLD,
        /** It is processed and flagged. */
        WARN
    }

    public Violation {
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(pointer, "pointer");
        Objects.requireNonNull(message, "message");
    }

    public static Violation reject(String rule, String pointer, String message) {
        return new Violation(Outcome.REJECT, rule, pointer, message);
    }

    public static Violation hold(String rule, String pointer, String message) {
        return new Violation(Outcome.HOLD, rule, pointer, message);
    }

    public static Violation warn(String rule, String pointer, String message) {
        return new Violation(Outcome.WARN, rule, pointer, message);
    }
}
