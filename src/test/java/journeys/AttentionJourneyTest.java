package journeys;

import static journeys.RunningProduct.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import io.throughline.contract.Json;
import io.throughline.http.HookSignatures;
import io.throughline.http.Keyring;
import jakarta.mail.internet.MimeMessage;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Something fails, people are told by mail and webhook, one of them replays it, and they are told that it is over. */
@TestMethodOrder(OrderAnnotation.class)
class AttentionJourneyTest {

    private static final AdjustableClock CLOCK = AdjustableClock.from(Instant.parse("2026-10-02T12:00:00Z"));
    private static final String SECRET = "a secret of thirty-two characters";
    private static final String SPENT = "out of retries at netsuite";
    private static final int MANY = 150;

    private record Posted(String id, String timestamp, String signature, byte[] body) {

        JsonNode json() {
            return Json.tree(body);
        }
    }

    @TempDir
    static Path folder;

    private static final List<Posted> POSTED = new CopyOnWriteArrayList<>();
    private static GreenMail mail;
    private static HttpServer hook;
    private static Vendors vendors;
    private static RunningProduct product;

    @BeforeAll
    static void start() throws Exception {
        mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mail.start();
        hook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hook.createContext("/alerts", exchange -> {
            POSTED.add(new Posted(
                    exchange.getRequestHeaders().getFirst("webhook-id"),
                    exchange.getRequestHeaders().getFirst("webhook-timestamp"),
                    exchange.getRequestHeaders().getFirst("webhook-signature"),
                    exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        hook.start();
        vendors = new Vendors(CLOCK);
        Map<String, String> settings =
                new HashMap<>(vendors.settings("throughline.delivery.attempts", "2", "throughline.desk.millis", "200"));
        settings.putAll(Map.of(
                "throughline.alerts.channels", "log,mail,webhook",
                "throughline.alerts.millis", "200",
                "throughline.alerts.mail.port", Integer.toString(mail.getSmtp().getPort()),
                "throughline.alerts.mail.starttls", "false",
                "throughline.alerts.mail.to", "finance@example.com",
                "throughline.alerts.webhook.url",
                        "http://127.0.0.1:" + hook.getAddress().getPort() + "/alerts",
                "throughline.alerts.webhook.secret", SECRET,
                "throughline.replay.millis", "100",
                "throughline.replay.per-second", "30"));
        product = RunningProduct.in(folder, CLOCK, settings);
        Vendors.teachTheFirm(product);
    }

    @AfterAll
    static void stop() {
        product.close();
        vendors.close();
        hook.stop(0);
        mail.stop();
    }

    @Test
    @Order(1)
    void what_is_out_of_retries_is_mailed_and_posted_with_its_context_and_linked_to_its_event() throws Exception {
        vendors.fault("netsuite", "{\"kind\":\"500\",\"times\":-1,\"match\":\"employee\"}");
        vendors.hire("0081", "Nora", "Quist", "2026-10-01");
        product.dropAndAwait("workday", "hire.xml", vendors.recentlyEntered("210081"));

        eventually().until(() -> mailAbout("[", SPENT) != null && postAbout("alert.raised") != null);

        MimeMessage message = mailAbout("[", SPENT);
        assertThat(message.getAllRecipients()[0].toString()).isEqualTo("finance@example.com");
        assertThat(message.getContent().toString())
                .contains("workflow: WF-01 worker onboarding")
                .contains("endpoint: netsuite/employee")
                .doesNotContain("Quist");
        Posted posted = postAbout("alert.raised");
        assertThat(new HookSignatures(Map.of("us", SECRET), CLOCK)
                        .valid("us", posted.id(), posted.timestamp(), posted.signature(), posted.body()))
                .isTrue();
        assertThat(posted.json().path("data").path("kind").asText()).isEqualTo("OUT_OF_RETRIES");
        JsonNode hired = product.trace("worker:W-0081").path("events").get(0);
        assertThat(hired.path("alerts").get(0).path("alertId"))
                .isEqualTo(posted.json().path("data").path("alertId"));
        assertThat(product.read("/api/v1/alerts").findValuesAsText("alertId"))
                .contains(posted.json().path("data").path("alertId").asText());
    }

    @Test
    @Order(2)
    void a_replay_is_shown_before_it_does_anything_and_what_it_brings_through_closes_case_and_alert() throws Exception {
        vendors.healed("netsuite");
        JsonNode preview = post("/api/v1/replays", "{\"key\":\"worker:W-0081\",\"dryRun\":true}", 200);
        assertThat(preview.path("steps").asInt()).isEqualTo(1);
        assertThat(product.read("/api/v1/replays")).isEmpty();

        long id = post("/api/v1/replays", "{\"key\":\"worker:W-0081\",\"reason\":\"it is back\"}", 201)
                .path("id")
                .asLong();
        assertThat(vendors.applied("netsuite", "employee", "W-0081")).isEmpty();
        post("/api/v1/replays/" + id + "/confirm", "{}", 200);

        product.eventuallyDone("worker:W-0081", 4);
        assertThat(vendors.applied("netsuite", "employee", "W-0081")).hasSize(1);
        eventually().until(() -> postAbout("alert.resolved") != null && mailAbout("[resolved]", SPENT) != null);
        JsonNode hired = product.trace("worker:W-0081").path("events").get(0);
        assertThat(hired.path("replays").get(0).path("id").asLong()).isEqualTo(id);
        assertThat(hired.path("actions").findValuesAsText("action"))
                .contains("replay.propose", "replay.confirm", "step.replayed");
        assertThat(preview("{\"key\":\"worker:W-0081\"}")
                        .path("before")
                        .get(0)
                        .path("by")
                        .asText())
                .isEqualTo("operator");
    }

    @Test
    @Order(3)
    void a_hundred_and_fifty_events_need_a_second_person_and_survive_a_restart_in_the_middle() throws Exception {
        String ben = new Keyring(product.product().wiring().operatorKey())
                .keyFor("ben")
                .value();
        StringBuilder events = new StringBuilder("[");
        for (int i = 0; i < MANY; i++) {
            events.append(i == 0 ? "" : ",").append(centre(i));
        }
        assertThat(product.post("/api/v1/events", events.append("]").toString()).statusCode())
                .isEqualTo(202);
        long id = post(
                        "/api/v1/replays",
                        "{\"type\":\"reference.costcenter.\",\"from\":\""
                                + CLOCK.instant().minusSeconds(600) + "\",\"reason\":\"all of them\"}",
                        201)
                .path("id")
                .asLong();
        assertThat(post("/api/v1/replays/" + id + "/confirm", "{}", 200)
                        .path("state")
                        .asText())
                .isEqualTo("CONFIRMED");
        assertThat(product.post("/api/v1/replays/" + id + "/approve", "{}").statusCode())
                .isEqualTo(403);
        assertThat(show(id).path("taken").asInt()).isZero();

        assertThat(as(ben, "/api/v1/replays/" + id + "/approve").statusCode()).isEqualTo(200);
        eventually().until(() -> show(id).path("taken").asInt() > 0);
        assertThat(as(ben, "/api/v1/replays/" + id + "/pause").statusCode()).isEqualTo(200);
        int paused = show(id).path("taken").asInt();
        assertThat(as(ben, "/api/v1/replays/" + id + "/resume").statusCode()).isEqualTo(200);
        product.restart();

        eventually().until(() -> show(id).path("state").asText().equals("DONE"));
        assertThat(paused).isLessThan(MANY);
        assertThat(show(id).path("approvedBy").asText()).isEqualTo("ben");
        assertThat(show(id).path("taken").asInt())
                .isEqualTo(show(id).path("events").asInt());
        assertThat(show(id).path("outcomes").path("NOTHING").asInt())
                .isEqualTo(show(id).path("events").asInt());
        assertThat(product.read("/api/v1/audit/verify").path("findings")).isEmpty();
    }

    private static MimeMessage mailAbout(String start, String what) throws Exception {
        for (MimeMessage message : mail.getReceivedMessages()) {
            if (message.getSubject().startsWith(start) && message.getSubject().contains(what)) {
                return message;
            }
        }
        return null;
    }

    private static Posted postAbout(String type) {
        return POSTED.stream()
                .filter(one -> one.json().path("type").asText().equals(type))
                .filter(one -> one.json().path("data").path("summary").asText().contains(SPENT))
                .findFirst()
                .orElse(null);
    }

    private static String centre(int i) {
        return """
                {"specversion":"1.0","source":"urn:test","id":"cc-%1$d","type":"com.example.reference.costcenter.changed.v1",
                 "subject":"CC-X%1$d","time":"2026-10-02T08:00:00Z","partitionkey":"cost-center:CC-X%1$d","sequence":1,
                 "data":{"costCenterId":"CC-X%1$d","version":1,"legalEntityId":"LE-US","name":"Centre %1$d",
                 "knownAt":"2026-10-02T08:00:00Z","sourceSystem":"test"}}
                """
                .formatted(i);
    }

    private static JsonNode preview(String selection) throws Exception {
        return post("/api/v1/replays", selection.replace("}", ",\"dryRun\":true}"), 200);
    }

    private static JsonNode show(long id) throws Exception {
        return product.read("/api/v1/replays/" + id);
    }

    private static JsonNode post(String path, String body, int status) throws Exception {
        HttpResponse<String> answer = product.post(path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return Json.tree(answer.body());
    }

    private static HttpResponse<String> as(String key, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + product.setting("throughline.http.port") + path))
                .header("X-API-Key", key)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}"))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }
}
