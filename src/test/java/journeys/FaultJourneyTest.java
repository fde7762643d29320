package journeys;

import static journeys.RunningProduct.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Vendors misbehave; nothing is lost and nothing is done twice. */
class FaultJourneyTest extends Journey {

    private static final AdjustableClock CLOCK = AdjustableClock.from(Instant.parse("2026-10-02T12:00:00Z"));

    @BeforeAll
    static void start() throws Exception {
        start(
                CLOCK,
                Map.of(
                        "throughline.systems.netsuite.timeout", "1000",
                        "throughline.systems.scim.timeout", "1000"));
    }

    @AfterEach
    void heal() {
        vendors.healed("netsuite");
        vendors.healed("scim");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0051 | {'kind':'500-after','match':'employee'}",
                "0052 | {'kind':'timeout-after','millis':3000,'match':'employee'}",
                "0053 | {'kind':'429','retryAfter':1,'match':'employee'}",
                "0054 | {'kind':'down','times':4}",
                "0055 | {'kind':'500','times':3,'match':'employee'}"
            })
    void an_employee_is_created_once_whatever_netsuite_does(String number, String fault) throws Exception {
        vendors.fault("netsuite", fault.replace('\'', '"'));

        dropHire(number);

        product.eventuallyDone("worker:W-" + number, 4);
        assertThat(vendors.records("netsuite", "employee"))
                .filteredOn(one -> one.path("externalId").asText().equals("W-" + number))
                .hasSize(1);
        assertThat(vendors.records("scim", "User"))
                .filteredOn(one -> one.path("externalId").asText().equals("W-" + number))
                .hasSize(1);
        assertThat(vendors.applied("kantata", "users", "W-" + number)).hasSize(1);
    }

    @Test
    void an_account_that_a_lost_answer_left_behind_is_adopted() throws Exception {
        vendors.fault("scim", "{\"kind\":\"timeout-after\",\"millis\":3000,\"match\":\"Users\"}");

        dropHire("0061");

        product.eventuallyDone("worker:W-0061", 4);
        assertThat(vendors.applied("scim", "User", "W-0061")).hasSize(1);
    }

    @Test
    void what_netsuite_refuses_waits_with_its_words_while_others_go_on() throws Exception {
        byte[] refused = new String(dropped("0071"), java.nio.charset.StandardCharsets.UTF_8)
                .replace("CC-1200", "CC-7777")
                .getBytes(java.nio.charset.StandardCharsets.UTF_8);
        product.dropAndAwait(
                "netsuite", "more_cost_centers.csv", "cost_center,legal_entity,name\nCC-7777,LE-US,Nowhere\n");
        product.dropAndAwait("workday", "refused.xml", refused);
        dropHire("0072");

        product.eventuallyDone("worker:W-0072", 4);
        eventually().until(() -> caseOf("worker:W-0071", "netsuite") != null);
        JsonNode open = caseOf("worker:W-0071", "netsuite");
        assertThat(open.path("kind").asText()).isEqualTo("DEAD");
        assertThat(open.path("system").asText()).isEqualTo("netsuite");
        assertThat(open.path("message").asText()).contains("CC-7777");
    }

    private static JsonNode caseOf(String key, String system) throws Exception {
        for (JsonNode one : product.read("/api/v1/exceptions")) {
            if (one.path("key").asText().equals(key)
                    && one.path("system").asText().equals(system)) {
                return one;
            }
        }
        return null;
    }

    private static byte[] dropped(String number) throws Exception {
        vendors.hire(number, "Given" + number, "Family" + number, "2026-10-01");
        return vendors.recentlyEntered("21" + number);
    }
}
