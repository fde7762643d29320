package journeys;

import static journeys.RunningProduct.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.contract.Json;
import java.time.Instant;
import java.util.Map;
import org.apache.camel.ServiceStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A system is down, asks for less, or is stopped by a person: it alone waits, visibly, and nothing is used up. */
class OutageJourneyTest extends Journey {

    private static final AdjustableClock CLOCK = AdjustableClock.from(Instant.parse("2026-10-02T12:00:00Z"));

    @BeforeAll
    static void start() throws Exception {
        start(
                CLOCK,
                Map.of(
                        "throughline.delivery.attempts", "3",
                        "throughline.poll.enabled", "true",
                        "throughline.circuit.failures", "2",
                        "throughline.circuit.first-pause-millis", "300",
                        "throughline.circuit.max-pause-millis", "600",
                        "throughline.circuit.check-millis", "100"));
    }

    @AfterEach
    void heal() {
        vendors.healed("netsuite");
    }

    @Test
    void a_feed_that_is_asked_to_slow_down_lowers_the_budget_of_all_calls() throws Exception {
        int most = target("kantata").path("callsAtMost").asInt();
        vendors.fault("kantata", "{\"kind\":\"429\",\"times\":1,\"match\":\"subscribed_events\"}");

        eventually().until(() -> target("kantata").path("callsAllowed").asInt() < most);
    }

    @Test
    void the_route_of_a_system_that_is_down_is_suspended_and_probed_and_no_attempts_are_used_up() throws Exception {
        vendors.fault("netsuite", "{\"kind\":\"down\",\"times\":-1}");

        for (int number = 91; number < 97; number++) {
            dropHire("00" + number);
        }

        eventually().until(() -> status("netsuite.deliver") == ServiceStatus.Suspended);
        assertThat(status("kantata.deliver")).isEqualTo(ServiceStatus.Started);
        JsonNode netsuite = target("netsuite");
        assertThat(netsuite.path("circuit").asText()).isIn("OPEN", "PROBING");
        assertThat(netsuite.path("reason").asText()).isNotEmpty();
        for (int number = 91; number < 97; number++) {
            String worker = "W-00" + number;
            eventually().until(() -> vendors.applied("kantata", "users", worker).size() == 1);
        }
        assertThat(product.read("/api/v1/exceptions").toString()).doesNotContain("W-009");
        JsonNode[] retries = new JsonNode[1];
        eventually().until(() -> {
            retries[0] = product.read("/api/v1/retries?system=netsuite");
            return !retries[0].isEmpty();
        });
        assertThat(retries[0]).allSatisfy(retry -> {
            assertThat(retry.path("system").asText()).isEqualTo("netsuite");
            assertThat(retry.path("attemptsLeft").asInt()).isBetween(1, 3);
            assertThat(retry.path("nextAttempt").asText()).isNotEmpty();
            assertThat(retry.path("lastError").asText()).isNotEmpty();
        });
        eventually().until(() -> alerts("open").contains("netsuite is down"));

        vendors.healed("netsuite");

        for (int number = 91; number < 97; number++) {
            product.eventuallyDone("worker:W-00" + number, 4);
            assertThat(vendors.applied("netsuite", "employee", "W-00" + number)).hasSize(1);
        }
        eventually().until(() -> status("netsuite.deliver") == ServiceStatus.Started);
        assertThat(target("netsuite").path("circuit").asText()).isEqualTo("CLOSED");
        assertThat(product.read("/api/v1/retries?system=netsuite")).isEmpty();
        eventually().until(() -> !alerts("open").contains("netsuite is down"));
    }

    @Test
    void a_system_that_asks_for_less_gets_fewer_calls_and_every_step_in_the_end() throws Exception {
        vendors.fault("netsuite", "{\"kind\":\"429\",\"retryAfter\":1,\"times\":5}");

        dropHire("0098");

        eventually().until(() -> target("netsuite").path("callsAllowed").asInt() < 8);
        product.eventuallyDone("worker:W-0098", 4);
    }

    @Test
    void a_stopped_system_gets_nothing_until_it_may_go_on_and_the_audit_says_who_did_it() throws Exception {
        assertThat(switched("targets/netsuite/stop", "{}").path("status").asInt())
                .isEqualTo(422);
        assertThat(switched("targets/nowhere/stop", "{\"reason\":\"x\"}")
                        .path("status")
                        .asInt())
                .isEqualTo(404);

        JsonNode stopped = switched("targets/netsuite/stop", "{\"reason\":\"year end\"}");
        assertThat(stopped.path("stopped").findValuesAsText("reason")).containsExactly("year end");
        eventually().until(() -> status("netsuite.deliver") == ServiceStatus.Suspended);
        dropHire("0101");
        eventually().until(() -> vendors.applied("kantata", "users", "W-0101").size() == 1);
        assertThat(vendors.applied("netsuite", "employee", "W-0101")).isEmpty();

        assertThat(alerts("open")).contains("stopped by operator, year end");
        switched("targets/netsuite/resume", "{\"reason\":\"done\"}");
        assertThat(alerts("open")).doesNotContain("stopped by operator, year end");

        product.eventuallyDone("worker:W-0101", 4);
        assertThat(audited("system:netsuite")).containsExactly("operator switch.stopped", "operator switch.resumed");
    }

    @Test
    void a_stopped_flow_sends_nothing_while_the_others_go_on() throws Exception {
        switched("flows/onboard-worker/stop", "{\"reason\":\"wrong mapping\"}");
        dropHire("0102");
        eventually().until(() -> product.trace("worker:W-0102").path("events").size() > 0);
        product.dropAndAwait("netsuite", "one_more.csv", "cost_center,legal_entity,name\nCC-7700,LE-US,More\n");
        assertThat(vendors.applied("kantata", "users", "W-0102")).isEmpty();
        assertThat(product.trace("worker:W-0102").findValuesAsText("state")).contains("PLANNED");

        switched("flows/onboard-worker/resume", "{\"reason\":\"mended\"}");

        product.eventuallyDone("worker:W-0102", 4);
        assertThat(audited("flow:onboard-worker"))
                .containsExactly("operator switch.stopped", "operator switch.resumed");
    }

    private static String alerts(String state) throws Exception {
        return product.read("/api/v1/alerts?state=" + state).toString();
    }

    private static JsonNode switched(String path, String body) throws Exception {
        return Json.tree(product.post("/api/v1/" + path, body).body());
    }

    private static JsonNode target(String system) throws Exception {
        for (JsonNode target : product.read("/api/v1/targets").path("targets")) {
            if (target.path("system").asText().equals(system)) {
                return target;
            }
        }
        throw new AssertionError(system);
    }

    private static ServiceStatus status(String route) {
        return product.product().main().getCamelContext().getRouteController().getRouteStatus(route);
    }

    private static java.util.List<String> audited(String subject) {
        return product.product().wiring().stores().database().read(connection -> {
            try (var select =
                    connection.prepareStatement("select actor, action from audit where subject = ? order by at")) {
                select.setString(1, subject);
                try (var rows = select.executeQuery()) {
                    java.util.List<String> found = new java.util.ArrayList<>();
                    while (rows.next()) {
                        found.add(rows.getString(1) + " " + rows.getString(2));
                    }
                    return found;
                }
            }
        });
    }
}
