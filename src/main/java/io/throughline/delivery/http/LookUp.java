package io.throughline.delivery.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The questions by which a target is asked whether it has something, one after the other until one finds it. */
final class LookUp {

    private record Question(HttpCall call, boolean collection) {}

    private final List<Question> questions = new ArrayList<>();
    private int at;

    private LookUp() {}

    /** No question. */
    static LookUp none() {
        return new LookUp();
    }

    /**
     * Reads what a {@code find} mapping yields: one request document or a list of them. {@code "collection": true} in one
     * says that what is asked is there even when nothing is in it, so that a 404 is no answer but a failure.
     */
    static LookUp of(JsonNode wanted) {
        LookUp lookUp = new LookUp();
        if (wanted.isArray()) {
            wanted.forEach(lookUp::add);
        } else {
            lookUp.add(wanted);
        }
        return lookUp;
    }

    private void add(JsonNode document) {
        questions.add(new Question(
                HttpCall.of(document).reading(), document.path("collection").asBoolean()));
    }

    /** Whether there is a question at all. */
    boolean possible() {
        return !questions.isEmpty();
    }

    /** Whether a question is to be asked now. */
    boolean asking() {
        return at < questions.size();
    }

    /** The question that is to be asked now. */
    HttpCall call() {
        return questions.get(at).call();
    }

    /** Whether the answer says that there is nothing. */
    boolean absent(HttpReply reply) {
        return reply.status() == 404 && !questions.get(at).collection();
    }

    /** This question found nothing. */
    void next() {
        at++;
    }

    /** No more questions. */
    void end() {
        at = questions.size();
    }

    /** All questions once more. */
    void again() {
        at = 0;
    }
}
