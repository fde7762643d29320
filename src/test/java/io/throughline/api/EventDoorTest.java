package io.throughline.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.contract.Json;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import journeys.AdjustableClock;
import journeys.RunningProduct;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The API of the running product, and what its users may rely on. */
class EventDoorTest {

    private static final String EVENTS = "/api/v1/events";
    private static final String SECRET = "between-us";

    @TempDir
    static Path folder;

    private static RunningProduct product;

    @BeforeAll
    static void start() throws Exception {
        product = RunningProduct.in(
                folder, AdjustableClock.from(Instant.now()), Map.of("throughline.hooks.kantata.secret", SECRET));
    }

    @AfterAll
    static void stop() {
        product.close();
    }

    @Test
    void an_event_is_accepted_once_and_then_a_duplicate() throws Exception {
        HttpResponse<String> first = product.post(EVENTS, event("a1", "CC-1", "East"));
        HttpResponse<String> second = product.post(EVENTS, event("a1", "CC-1", "East"));

        assertThat(first.statusCode()).isEqualTo(202);
        assertThat(Json.tree(first.body()).path("id").asText()).isEqualTo("a1");
        assertThat(Json.tree(first.body()).path("status").asText()).isEqualTo("accepted");
        assertThat(second.statusCode()).isEqualTo(202);
        assertThat(Json.tree(second.body()).path("status").asText()).isEqualTo("duplicate");
        JsonNode shown = product.read(EVENTS + "/a1");
        assertThat(shown.path("type").asText()).isEqualTo("reference.costcenter.changed.v1");
        assertThat(shown.path("state").asText()).isEqualTo("ACCEPTED");
        assertThat(shown.path("steps").isArray()).isTrue();
        assertThat(product.trace("cost-center:CC-1").path("events")).hasSize(1);
        assertThat(product.get(EVENTS + "/nobody").statusCode()).isEqualTo(404);
    }

    @Test
    void a_batch_tells_of_each_of_its_events() throws Exception {
        String batch =
                "[" + event("b1", "CC-2", "x") + "," + event("b2", "CC-3", "") + "," + event("b1", "CC-2", "x") + "]";

        HttpResponse<String> answer = product.post(EVENTS, batch);

        assertThat(answer.statusCode()).isEqualTo(202);
        JsonNode body = Json.tree(answer.body());
        assertThat(body.path("events"))
                .extracting(one -> one.path("status").asText())
                .containsExactly("accepted", "duplicate");
        assertThat(body.path("errors")).isNotEmpty().allSatisfy(error -> {
            assertThat(error.path("row").asInt()).isEqualTo(2);
            assertThat(error.path("pointer").asText()).contains("/name");
            assertThat(error.path("detail").asText()).isNotBlank();
        });
    }

    @Test
    void what_is_no_document_is_400_and_what_breaks_a_rule_is_422_with_pointers() throws Exception {
        HttpResponse<String> broken = product.post(EVENTS, "{\"specversion\":");
        assertThat(broken.statusCode()).isEqualTo(400);
        assertThat(broken.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/problem+json");

        HttpResponse<String> refused = product.post(EVENTS, event("c1", "CC-4", ""));
        assertThat(refused.statusCode()).isEqualTo(422);
        JsonNode problem = Json.tree(refused.body());
        assertThat(problem.path("status").asInt()).isEqualTo(422);
        assertThat(problem.at("/errors/0/pointer").asText()).contains("/name");
        assertThat(problem.at("/errors/0/rule").asText()).isNotBlank();
        assertThat(product.get(EVENTS + "/c1").statusCode()).isEqualTo(404);
    }

    @Test
    void an_envelope_that_the_journal_cannot_keep_is_422_and_not_a_promise_to_try_again() throws Exception {
        for (String wrong : new String[] {
            event("x".repeat(241), "CC-5", "East"),
            event("d1", "C".repeat(61), "East"),
            event("d3", "CC-5", "East").replace("\"subject\"", "\"effectivedate\":\"someday\",\"subject\"")
        }) {
            HttpResponse<String> answer = product.post(EVENTS, wrong);
            assertThat(answer.statusCode()).as(wrong).isIn(400, 422);
        }
    }

    @Test
    void an_idempotency_key_brings_the_stored_answer_and_never_another_request() throws Exception {
        String body = event("e1", "CC-6", "East");
        HttpResponse<String> first = product.post(EVENTS, body, "Idempotency-Key", "k1");
        HttpResponse<String> again = product.post(EVENTS, body, "Idempotency-Key", "k1");
        HttpResponse<String> other = product.post(EVENTS, event("e2", "CC-6", "West"), "Idempotency-Key", "k1");

        assertThat(again.statusCode()).isEqualTo(202);
        assertThat(again.body()).isEqualTo(first.body()).contains("accepted");
        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(product.post("/hooks/salesforce", body, "Idempotency-Key", "k1")
                        .statusCode())
                .as("the same body at another door")
                .isEqualTo(422);
        assertThat(product.get(EVENTS + "/e2").statusCode()).isEqualTo(404);
    }

    @Test
    void a_long_answer_is_remembered_too() throws Exception {
        String batch = IntStream.range(0, 2500)
                .mapToObj(n -> event("long-event-identifier-" + n, "CC-" + (1000 + n), "Centre"))
                .collect(Collectors.joining(",", "[", "]"));

        HttpResponse<String> first = product.post(EVENTS, batch, "Idempotency-Key", "k2");
        HttpResponse<String> again = product.post(EVENTS, batch, "Idempotency-Key", "k2");

        assertThat(first.statusCode()).isEqualTo(202);
        assertThat(first.body().length()).isGreaterThan(100_000);
        assertThat(again.body().equals(first.body())).as("the stored answer").isTrue();
    }

    @Test
    void objects_are_shown_as_they_hold_on_a_day() throws Exception {
        product.dropAndAwait(
                "netsuite",
                "customers.csv",
                "customer_id,name,country,currency,billing_entity,crm_account_id,note\n"
                        + "C-77,Harbor Mills Inc.,US,USD,LE-US,001Hs00000XyZ77,active\n");

        JsonNode customer = product.read("/api/v1/customers/C-77");
        assertThat(customer.path("legalName").asText()).isEqualTo("Harbor Mills Inc.");
        assertThat(product.get("/api/v1/customers/C-78").statusCode()).isEqualTo(404);
        assertThat(product.get("/api/v1/customers/C-77?asOf=tomorrow").statusCode())
                .isEqualTo(400);
    }

    @Test
    void a_hook_needs_a_signature_over_its_own_bytes() throws Exception {
        String body = "{\"time_entries\":{},\"results\":[]}";
        long now = product.clock().instant().getEpochSecond();

        assertThat(hook("kantata", body, now, sign("h1", now, body))).isNotIn(401, 403, 503);
        assertThat(hook("kantata", body + " ", now, sign("h1", now, body))).isEqualTo(401);
        assertThat(hook("kantata", body, now - 3600, sign("h1", now - 3600, body)))
                .isEqualTo(401);
    }

    private static int hook(String vendor, String body, long at, String signature) throws Exception {
        var request = java.net.http.HttpRequest.newBuilder(java.net.URI.create(
                        "http://127.0.0.1:" + product.setting("throughline.http.port") + "/hooks/" + vendor))
                .header("Content-Type", "application/json")
                .header("webhook-id", "h1")
                .header("webhook-timestamp", Long.toString(at))
                .header("webhook-signature", signature)
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString(body))
                .build();
        return java.net.http.HttpClient.newHttpClient()
                .send(request, java.net.http.HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }

    private static String sign(String id, long at, String body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        byte[] signed = mac.doFinal((id + "." + at + "." + body).getBytes(StandardCharsets.UTF_8));
        return "v1," + Base64.getEncoder().encodeToString(signed);
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
