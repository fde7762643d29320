package io.throughline.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import journeys.RunningProduct;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages of clients, into the running product and back when they are refused. */
class IntakeQueuesTest {

    @TempDir
    static Path folder;

    private static RunningProduct product;

    @BeforeAll
    static void start() throws Exception {
        product = RunningProduct.in(folder);
    }

    @AfterAll
    static void stop() {
        product.close();
    }

    @Test
    void a_canonical_event_enters_and_a_refused_one_comes_back_with_the_reasons() throws Exception {
        String refused = event("q2", "CC-2", "");
        product.send("intake.canonical", event("q1", "CC-1", "East"));
        product.send("intake.canonical", refused);
        product.send("intake.canonical", event("q3", "CC-3", "West"));

        RunningProduct.Received back = product.receive("rejected.canonical");

        assertThat(back.body()).isEqualTo(refused);
        assertThat(back.rule()).isNotBlank();
        assertThat(back.reason()).contains("/name");
        RunningProduct.eventually(() -> product.get("/api/v1/events/q3").statusCode(), status -> status == 200);
        assertThat(product.get("/api/v1/events/q1").statusCode()).isEqualTo(200);
        assertThat(product.get("/api/v1/events/q2").statusCode()).isEqualTo(404);
    }

    @Test
    void a_message_in_no_known_words_is_refused_with_a_rule() throws Exception {
        product.send("intake.kantata", "{\"hello\":\"world\"}");

        RunningProduct.Received back = product.receive("rejected.kantata");

        assertThat(back.rule()).isNotBlank();
        assertThat(back.body()).contains("hello");
    }

    private static String event(String id, String centre, String name) {
        return """
                {"specversion":"1.0","source":"urn:test","id":"%s","type":"com.example.reference.costcenter.changed.v1",
                 "subject":"%s","time":"2026-10-01T08:00:00Z","partitionkey":"cost-center:%s","sequence":1,
                 "data":{"costCenterId":"%s","version":1,"legalEntityId":"LE-US","name":"%s","knownAt":"2026-10-01T08:00:00Z",
                 "sourceSystem":"test"}}"""
                .formatted(id, centre, centre, centre, name);
    }
}
