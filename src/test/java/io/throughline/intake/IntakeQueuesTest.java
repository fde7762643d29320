package io.throughline.intake;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.BytesMessage;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import journeys.AdjustableClock;
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
        product = RunningProduct.in(
                folder, AdjustableClock.from(Instant.now()), Map.of("throughline.events.claim-bytes", "250"));
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

    @Test
    void a_numbered_sequence_waits_for_what_is_missing_and_is_released_in_order() throws Exception {
        product.send("intake.canonical", numbered("s3", 3));
        product.send("intake.canonical", numbered("s2", 2));
        product.send("intake.canonical", event("after", "CC-90", "Other"));
        RunningProduct.eventually(() -> product.get("/api/v1/events/after").statusCode(), status -> status == 200);
        assertThat(product.get("/api/v1/events/s2").statusCode()).isEqualTo(404);
        assertThat(product.get("/api/v1/events/s3").statusCode()).isEqualTo(404);

        product.send("intake.canonical", numbered("s1", 1));

        RunningProduct.eventually(() -> product.get("/api/v1/events/s3").statusCode(), status -> status == 200);
        assertThat(product.trace("cost-center:CC-91").path("events").findValuesAsText("id"))
                .containsExactly("s1", "s2", "s3");
        assertThat(product.trace("cost-center:CC-91").path("events").findValuesAsText("state"))
                .containsOnly("ACCEPTED");
    }

    @Test
    void what_is_too_large_to_travel_is_published_as_a_claim() throws Exception {
        String large = event("large", "CC-92", "x".repeat(150));
        try (var factory = product.connections();
                var context = factory.createContext("operator", product.operatorKey());
                var listener = context.createConsumer(context.createTopic("event.reference.costcenter.changed.v1"))) {
            product.send("intake.canonical", large);

            BytesMessage published = (BytesMessage) listener.receive(30_000);

            assertThat(published.getBodyLength()).isZero();
            String reference = published.getStringProperty("cloudEvents_dataref");
            assertThat(product.read(reference).path("name").asText()).hasSize(150);
        }
        assertThat(product.get("/api/v1/payloads/999999").statusCode()).isEqualTo(404);
    }

    private static String numbered(String id, int version) {
        return event(id, "CC-91", "Version " + version)
                .replace("\"sequence\":1", "\"sequence\":" + version + ",\"sequencetype\":\"Integer\"")
                .replace("\"version\":1", "\"version\":" + version);
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
