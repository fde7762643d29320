package io.throughline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Function;

/** How often a step was tried, when it is tried again and why, in words. */
final class Tries {

    private Tries() {}

    /**
     * Such as {@code attempt 3 of 10, next at 2026-10-16T13:31:55Z, because busy}.
     *
     * @param step   {@code attempts}, {@code attemptsLeft}, {@code nextAttempt} and {@code lastError} of a step
     * @param moment how an instant is written
     */
    static String of(JsonNode step, Function<JsonNode, String> moment) {
        int made = step.path("attempts").asInt();
        int allowed = made + step.path("attemptsLeft").asInt();
        StringBuilder words = new StringBuilder(
                made == 0 ? "none of " + allowed + " attempts used" : "attempt " + made + " of " + allowed);
        if (step.hasNonNull("nextAttempt")) {
            words.append(", next at ").append(moment.apply(step.path("nextAttempt")));
        }
        if (step.hasNonNull("lastError")) {
            words.append(", because ").append(step.path("lastError").asText());
        }
        return words.toString();
    }

    /** The same with instants as they are told. */
    static String of(JsonNode step) {
        return of(step, JsonNode::asText);
    }

    /** Whether a step is being tried again. */
    static boolean goOn(JsonNode step) {
        String state = step.path("state").asText();
        return step.has("attemptsLeft") && (state.equals("RETRY") || state.equals("IN_DOUBT"));
    }
}
