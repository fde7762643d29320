package sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultsTest {

    private static final String CUSTOMER = "/services/rest/record/v1/customer/eid:C-02";
    private static final String BODY = "{\"companyName\":\"Calder\",\"subsidiary\":{\"id\":\"1\"}}";

    private Sandbox sandbox;
    private Client netsuite;

    @BeforeEach
    void start() throws Exception {
        sandbox = Sandbox.start(0);
        netsuite = new Client(sandbox, "netsuite").login("/services/rest/auth/oauth2/v1/token");
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void an_error_after_applying_applies_exactly_once_and_answers_500() {
        netsuite.fault("{\"kind\":\"500-after\"}");

        assertThat(netsuite.get(CUSTOMER).status()).as("reads do not use it up").isEqualTo(404);
        assertThat(netsuite.put(CUSTOMER, BODY).status()).isEqualTo(500);
        assertThat(netsuite.records("customer")).hasSize(1);
        assertThat(netsuite.applied("C-02")).isEqualTo(1);
        assertThat(last().path("status").asInt()).isEqualTo(500);
        assertThat(netsuite.put(CUSTOMER, BODY).status()).isEqualTo(204);
    }

    @Test
    void a_timeout_after_applying_applies_and_does_not_answer_in_time() {
        netsuite.fault("{\"kind\":\"timeout-after\",\"millis\":60000}");

        assertThatThrownBy(() -> netsuite.tried("PUT", CUSTOMER, BODY, Duration.ofMillis(1500)))
                .isInstanceOf(HttpTimeoutException.class);
        assertThat(netsuite.applied("C-02")).isEqualTo(1);
        assertThat(last().path("status").asInt()).isZero();
        assertThat(netsuite.put(CUSTOMER, BODY).status()).isEqualTo(204);
    }

    @Test
    void a_vendor_that_is_down_cuts_every_connection_until_it_is_up_again() {
        netsuite.fault("{\"kind\":\"down\",\"times\":-1}");

        for (int attempt = 0; attempt < 3; attempt++) {
            assertThatThrownBy(() -> netsuite.tried("PUT", CUSTOMER, BODY, Duration.ofSeconds(10)))
                    .isInstanceOf(IOException.class)
                    .isNotInstanceOf(HttpTimeoutException.class);
        }
        assertThatThrownBy(
                        () -> netsuite.tried("POST", "/services/rest/auth/oauth2/v1/token", "", Duration.ofSeconds(10)))
                .isInstanceOf(IOException.class);
        assertThat(netsuite.records("customer")).isEmpty();
        assertThat(netsuite.delete("/faults").status()).isEqualTo(204);
        assertThat(netsuite.put(CUSTOMER, BODY).status()).isEqualTo(204);
    }

    @Test
    void too_many_requests_and_server_errors_apply_nothing_and_pass_after_their_times() {
        netsuite.fault("{\"kind\":\"429\",\"times\":2,\"retryAfter\":7}");
        netsuite.fault("{\"kind\":\"500\"}");

        assertThat(netsuite.put(CUSTOMER, BODY).header("Retry-After")).isEqualTo("7");
        Client.Answer second = netsuite.put(CUSTOMER, BODY);
        assertThat(second.status()).isEqualTo(429);
        assertThat(second.json().path("o:errorDetails")).hasSize(1);
        assertThat(netsuite.put(CUSTOMER, BODY).status()).isEqualTo(500);
        assertThat(netsuite.records("customer")).isEmpty();
        assertThat(netsuite.ledger()).hasSize(3).allMatch(entry -> !entry.path("applied")
                .asBoolean());
        assertThat(netsuite.put(CUSTOMER, BODY).status()).isEqualTo(204);
        assertThat(netsuite.get("/faults").json()).isEmpty();
    }

    @Test
    void a_fault_for_one_path_leaves_the_others_alone_and_latency_answers_as_usual() {
        netsuite.fault("{\"kind\":\"500\",\"times\":-1,\"match\":\"/customer/\"}");
        netsuite.fault("{\"kind\":\"latency\",\"millis\":5}");

        assertThat(netsuite.get("/services/rest/record/v1/department").status()).isEqualTo(200);
        assertThat(netsuite.get(CUSTOMER).status()).isEqualTo(500);
        assertThat(netsuite.get("/faults").json()).hasSize(1);
    }

    @Test
    void a_foreign_header_comes_with_an_answer_that_is_otherwise_as_usual() {
        netsuite.fault("{\"kind\":\"header\",\"header\":\"X-Stranger: 7\"}");

        Client.Answer strange = netsuite.put(CUSTOMER, BODY);
        assertThat(strange.status()).isEqualTo(204);
        assertThat(strange.header("X-Stranger")).isEqualTo("7");
        assertThat(netsuite.put(CUSTOMER, BODY).header("X-Stranger")).isNull();
        assertThat(netsuite.post("/faults", "{\"kind\":\"header\"}").status()).isEqualTo(400);
    }

    @Test
    void an_unknown_kind_or_number_of_times_is_refused() {
        assertThat(netsuite.post("/faults", "{\"kind\":\"500\",\"times\":0}").status())
                .isEqualTo(400);
        assertThat(netsuite.post("/faults", "{\"kind\":\"gremlin\"}").status()).isEqualTo(400);
    }

    @Test
    void a_reset_brings_back_the_seeds_and_empties_the_ledger() {
        netsuite.put(CUSTOMER, BODY);
        netsuite.delete("/records");

        assertThat(netsuite.records("customer")).isEmpty();
        assertThat(netsuite.ledger()).isEmpty();
        assertThat(netsuite.records("subsidiary")).hasSize(3);
    }

    @Test
    void seeded_records_are_shown_and_not_in_the_ledger() {
        netsuite.post("/records", "[{\"recordType\":\"customer\",\"externalId\":\"C-77\",\"companyName\":\"Seeded\"}]");

        assertThat(netsuite.get("/services/rest/record/v1/customer/eid:C-77").status())
                .isEqualTo(200);
        assertThat(netsuite.ledger()).isEmpty();
        assertThat(netsuite.post("/records", "{\"no\":\"type\"}").status()).isEqualTo(400);
    }

    private JsonNode last() {
        JsonNode ledger = netsuite.ledger();
        return ledger.path(ledger.size() - 1);
    }
}
