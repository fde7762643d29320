package journeys;

import static journeys.RunningProduct.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.CamelBeans;
import io.throughline.contract.Json;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An operator holds a target back and lets it go on, and an idle product stays small. */
class OperatorJourneyTest extends Journey {

    private static final AdjustableClock CLOCK = AdjustableClock.from(Instant.parse("2026-10-02T12:00:00Z"));
    private static final MBeanServer BEANS = ManagementFactory.getPlatformMBeanServer();
    private static final long MEGABYTE = 1024 * 1024;

    @BeforeAll
    static void start() throws Exception {
        CamelBeans.on();
        start(CLOCK);
    }

    @Test
    void deliveries_to_netsuite_stop_and_go_on_over_plain_jmx() throws Exception {
        BEANS.invoke(route(), "stop", null, null);
        dropHire("0081");
        eventually().until(() -> vendors.applied("kantata", "users", "W-0081").size() == 1);
        assertThat(vendors.records("netsuite", "employee"))
                .filteredOn(one -> one.toString().contains("W-0081"))
                .isEmpty();

        BEANS.invoke(route(), "start", null, null);

        product.eventuallyDone("worker:W-0081", 4);
        assertThat(vendors.applied("netsuite", "employee", "W-0081")).hasSize(1);
    }

    @Test
    void deliveries_to_netsuite_stop_and_go_on_over_jolokia_for_whoever_has_the_key() throws Exception {
        assertThat(withoutKey("stop()")).isEqualTo(401);
        assertThat(BEANS.getAttribute(route(), "State")).isEqualTo("Started");

        assertThat(withKey("stop()").path("status").asInt()).isEqualTo(200);
        assertThat(BEANS.getAttribute(route(), "State")).isEqualTo("Stopped");
        assertThat(withKey("start()").path("status").asInt()).isEqualTo(200);
        assertThat(BEANS.getAttribute(route(), "State")).isEqualTo("Started");
    }

    @Test
    void a_target_and_a_flow_are_stopped_once_under_one_idempotency_key() throws Exception {
        for (String path : List.of("/api/v1/targets/scim", "/api/v1/flows/bill-project")) {
            String[] key = {"Idempotency-Key", "stop-" + path};
            HttpResponse<String> stopped = product.post(path + "/stop", "{\"reason\":\"a drill\"}", key);
            assertThat(stopped.statusCode()).as(stopped.body()).isEqualTo(200);
            assertThat(product.post(path + "/resume", "{\"reason\":\"over\"}").statusCode())
                    .isEqualTo(200);

            assertThat(product.post(path + "/stop", "{\"reason\":\"a drill\"}", key)
                            .body())
                    .as("the stored answer")
                    .isEqualTo(stopped.body());

            assertThat(product.read("/api/v1/targets").path("stopped")).isEmpty();
            assertThat(product.post(path + "/stop", "{\"reason\":\"another\"}", key)
                            .statusCode())
                    .isEqualTo(422);
        }
    }

    @Test
    void a_replay_is_proposed_and_confirmed_once_under_one_idempotency_key() throws Exception {
        dropHire("0082");
        product.eventuallyDone("worker:W-0082", 4);
        String request = "{\"key\":\"worker:W-0082\",\"reason\":\"to be sure\"}";
        HttpResponse<String> proposed = product.post("/api/v1/replays", request, "Idempotency-Key", "propose-82");
        assertThat(proposed.statusCode()).as(proposed.body()).isEqualTo(201);

        assertThat(product.post("/api/v1/replays", request, "Idempotency-Key", "propose-82")
                        .body())
                .isEqualTo(proposed.body());

        assertThat(product.read("/api/v1/replays")).hasSize(1);
        String confirm =
                "/api/v1/replays/" + Json.tree(proposed.body()).path("id").asText() + "/confirm";
        HttpResponse<String> confirmed = product.post(confirm, "{}", "Idempotency-Key", "confirm-82");
        assertThat(confirmed.statusCode()).as(confirmed.body()).isEqualTo(200);
        assertThat(product.post(confirm, "{}", "Idempotency-Key", "confirm-82").body())
                .isEqualTo(confirmed.body());
    }

    @Test
    void a_thousand_duplicates_leave_nothing_in_memory() throws Exception {
        String event = Files.readString(Path.of("src/test/resources/canonical/worker_hired.json"));
        sendTimes(event, 500);
        sentinel(event, "sentinel-1");
        long before = used();

        sendTimes(event, 1000);
        sentinel(event, "sentinel-2");

        assertThat(used() - before).isLessThan(8 * MEGABYTE);
    }

    private static void sendTimes(String event, int times) {
        try (ActiveMQConnectionFactory factory = product.connections();
                var context = factory.createContext("operator", product.operatorKey())) {
            var producer = context.createProducer();
            for (int i = 0; i < times; i++) {
                producer.send(context.createQueue("intake.canonical"), event);
            }
        }
    }

    /** A new event behind the others: once it is in the journal, they are through. */
    private static void sentinel(String event, String id) throws Exception {
        sendTimes(event.replace("bamboohr-121-1790323964", id), 1);
        eventually().until(() -> product.get("/api/v1/events/" + id).statusCode() == 200);
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static ObjectName route() throws Exception {
        Set<ObjectName> found =
                BEANS.queryNames(new ObjectName("org.apache.camel:type=routes,name=\"netsuite.deliver\",*"), null);
        assertThat(found).hasSize(1);
        return found.iterator().next();
    }

    private static String exec(String operation) throws Exception {
        return Json.mapper()
                .createObjectNode()
                .put("type", "exec")
                .put("mbean", route().getCanonicalName())
                .put("operation", operation)
                .toString();
    }

    private static JsonNode withKey(String operation) throws Exception {
        return Json.tree(product.post("/observe/jolokia", exec(operation)).body());
    }

    private static int withoutKey(String operation) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + product.setting("throughline.http.port") + "/observe/jolokia"))
                .POST(BodyPublishers.ofString(exec(operation)))
                .build();
        return HttpClient.newHttpClient()
                .send(request, BodyHandlers.discarding())
                .statusCode();
    }
}
