package io.throughline.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessControlTest {
    private static final Instant NOW = Instant.parse("2026-10-05T12:00:00Z");
    private static final String SECRET = "s3cret-of-the-crm";

    @TempDir
    static Path folder;

    private static RunningSurface surface;

    @BeforeAll
    static void start() throws Exception {
        surface = new RunningSurface(
                folder,
                HttpSettings.on("127.0.0.1", 0).withMaxBody(1000).withHawtio("http://127.0.0.1:8081/hawtio/"),
                RouteTable.standard(),
                Map.of("salesforce", SECRET),
                Clock.fixed(NOW, ZoneOffset.UTC),
                Map.of(),
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("platform-http:/api/v1/events?httpMethodRestrict=POST")
                                .setBody(constant("in"));
                        from("platform-http:/hooks/{vendor}?httpMethodRestrict=POST")
                                .setBody(simple("hook ${body}"));
                        from("platform-http:/api/v1/workers/{id}?httpMethodRestrict=GET")
                                .setBody(simple("${header.id}"));
                        from("platform-http:/by-accident").setBody(constant("reached"));
                    }
                });
    }

    @AfterAll
    static void stop() {
        surface.close();
    }

    @Test
    void a_request_without_the_key_is_answered_401_as_problem_document() throws Exception {
        HttpResponse<String> answer = surface.send(post("/api/v1/events", "{}"));
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.headers().allValues("WWW-Authenticate"))
                .anyMatch(challenge -> challenge.startsWith("Bearer"))
                .anyMatch(challenge -> challenge.startsWith("Basic"));
        assertThat(answer.body()).contains("\"status\":401").contains("\"title\":\"Unauthorized\"");
    }

    @Test
    void the_key_opens_as_bearer_token_api_key_and_basic_password() throws Exception {
        String key = surface.key.value();
        String basic = Base64.getEncoder().encodeToString(("operator:" + key).getBytes(StandardCharsets.UTF_8));
        assertThat(status(post("/api/v1/events", "{}").header("Authorization", "Bearer " + key)))
                .isEqualTo(200);
        assertThat(status(post("/api/v1/events", "{}").header("X-API-Key", key)))
                .isEqualTo(200);
        assertThat(status(post("/api/v1/events", "{}").header("Authorization", "Basic " + basic)))
                .isEqualTo(200);
    }

    @Test
    void a_key_with_one_other_character_a_wrong_user_and_a_wrong_scheme_do_not_open() throws Exception {
        String key = surface.key.value();
        String other = key.substring(0, 42) + (key.charAt(42) == 'A' ? 'B' : 'A');
        String basic = Base64.getEncoder().encodeToString(("admin:" + key).getBytes(StandardCharsets.UTF_8));
        assertThat(status(post("/api/v1/events", "{}").header("Authorization", "Bearer " + other)))
                .isEqualTo(401);
        assertThat(status(post("/api/v1/events", "{}").header("Authorization", "Basic " + basic)))
                .isEqualTo(401);
        assertThat(status(post("/api/v1/events", "{}").header("Authorization", "Digest " + key)))
                .isEqualTo(401);
        assertThat(status(post("/api/v1/events?key=" + key, "{}"))).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/hawtio",
                "/observe/metrics",
                "/observe/jolokia",
                "/observe/jolokia/version",
                "/observe",
                "/observe/health/",
                "/OBSERVE/HEALTH",
                "/api/v1/workers/W-0002",
                "/nothing",
                "/by-accident"
            })
    void only_health_answers_without_the_key(String path) throws Exception {
        assertThat(status(surface.anonymous(path))).isEqualTo(401);
        assertThat(status(surface.anonymous("/observe/health"))).isEqualTo(200);
    }

    @Test
    void a_route_that_is_not_in_the_table_cannot_be_reached() throws Exception {
        assertThat(status(surface.operator("/by-accident"))).isEqualTo(404);
    }

    @Test
    void a_wrong_method_names_the_right_ones() throws Exception {
        HttpResponse<String> answer = surface.send(surface.operator("/api/v1/events"));
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains("POST");
    }

    @Test
    void a_longer_path_with_a_known_prefix_is_unknown() throws Exception {
        assertThat(status(surface.operator("/api/v1/workers/W-0002"))).isEqualTo(200);
        assertThat(status(surface.operator("/api/v1/workers/W-0002/secret"))).isEqualTo(404);
        assertThat(status(surface.operator("/api/v1/workersX"))).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//api/v1/events",
                "/api//v1/events",
                "/api/%2e%2e/observe/health",
                "/api/../observe/health",
                "/observe/health;x=1",
                "/observe/./health",
                "/api/v1%2fevents",
                "/api/v1/events%00",
                "/observe\\health",
                "/observe/%zz",
                "/observe/health%25"
            })
    void odd_spellings_of_a_path_are_refused(String path) throws Exception {
        String answer = surface.raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-API-Key: "
                + surface.key.value() + "\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 400");
    }

    @Test
    void contradicting_lengths_are_refused() throws Exception {
        String answer = surface.raw("POST /api/v1/events HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-API-Key: "
                + surface.key.value() + "\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET");
        assertThat(answer).doesNotStartWith("HTTP/1.1 200");
    }

    @Test
    void too_many_headers_are_refused() throws Exception {
        String answer = surface.raw("GET /observe/health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                + "X-Filler: 1234567890\r\n".repeat(5000) + "\r\n");
        assertThat(answer).startsWith("HTTP/1.1 431");
    }

    @Test
    void a_client_that_never_finishes_its_request_is_cut_off() throws Exception {
        HttpSettings hasty = new HttpSettings("127.0.0.1", 0, 1000, Duration.ofMillis(300), null);
        try (RunningSurface slow = new RunningSurface(
                        folder, hasty, RouteTable.standard(), Map.of(), Clock.systemUTC(), Map.of());
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), slow.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write("GET /observe/health HTTP/1.1\r\nHost: x\r\nX-A: ".getBytes(UTF_8));
            assertThat(socket.getInputStream().readAllBytes()).isEmpty();
        }
    }

    @Test
    void a_body_over_the_limit_is_refused_with_and_without_a_length() throws Exception {
        HttpRequest.Builder known =
                surface.operator("/api/v1/events").POST(HttpRequest.BodyPublishers.ofString("x".repeat(1001)));
        assertThat(status(known)).isEqualTo(413);
        String chunked = surface.raw(
                "POST /api/v1/events HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-API-Key: " + surface.key.value()
                        + "\r\nTransfer-Encoding: chunked\r\n\r\n7d0\r\n" + "x".repeat(2000) + "\r\n0\r\n\r\n");
        assertThat(chunked).startsWith("HTTP/1.1 413").contains("application/problem+json");
    }

    @Test
    void multipart_bodies_are_refused() throws Exception {
        assertThat(
                        status(
                                surface.operator("/api/v1/events")
                                        .header("Content-Type", "multipart/form-data; boundary=b")
                                        .POST(
                                                HttpRequest.BodyPublishers.ofString(
                                                        "--b\r\nContent-Disposition: form-data; name=f; filename=\"../../x\"\r\n\r\nx\r\n--b--\r\n"))))
                .isEqualTo(415);
    }

    @Test
    void a_page_of_another_origin_is_refused_and_gets_no_permission() throws Exception {
        HttpResponse<String> evil = surface.send(surface.operator("/api/v1/events")
                .header("Origin", "https://evil.example")
                .POST(HttpRequest.BodyPublishers.ofString("{}")));
        assertThat(evil.statusCode()).isEqualTo(403);
        assertThat(evil.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        assertThat(status(surface.operator("/api/v1/events")
                        .header("Origin", "http://127.0.0.1:" + surface.port())
                        .POST(HttpRequest.BodyPublishers.ofString("{}"))))
                .isEqualTo(200);
    }

    @Test
    void hawtio_is_redirected_to() throws Exception {
        HttpResponse<String> answer = surface.send(surface.operator("/hawtio"));
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location")).contains("http://127.0.0.1:8081/hawtio/");
    }

    @Test
    void a_signed_webhook_needs_no_key_and_keeps_its_bytes() throws Exception {
        HttpResponse<String> answer =
                surface.send(signed("salesforce", "msg_1", NOW, "{ \"a\" : 1 }", "{ \"a\" : 1 }"));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("hook { \"a\" : 1 }");
    }

    @Test
    void a_webhook_is_refused_unsigned_with_another_body_too_old_too_new_or_for_a_vendor_without_secret()
            throws Exception {
        assertThat(status(post("/hooks/salesforce", "{}"))).isEqualTo(401);
        assertThat(status(signed("salesforce", "msg_1", NOW, "{\"a\":1}", "{ \"a\":1}")))
                .isEqualTo(401);
        assertThat(status(signed("salesforce", "msg_1", NOW.minusSeconds(301), "{}", "{}")))
                .isEqualTo(401);
        assertThat(status(signed("salesforce", "msg_1", NOW.plusSeconds(301), "{}", "{}")))
                .isEqualTo(401);
        assertThat(status(signed("salesforce", "msg_1", NOW.minusSeconds(299), "{}", "{}")))
                .isEqualTo(200);
        assertThat(status(signed("workday", "msg_1", NOW, "{}", "{}"))).isEqualTo(401);
    }

    @Test
    void a_webhook_without_id_or_timestamp_or_with_a_malformed_signature_is_refused() throws Exception {
        assertThat(status(post("/hooks/salesforce", "{}")
                        .header("webhook-signature", "v1,AAAA")
                        .header("webhook-timestamp", "" + NOW.getEpochSecond())))
                .isEqualTo(401);
        assertThat(status(post("/hooks/salesforce", "{}")
                        .header("webhook-signature", "v1,%%%")
                        .header("webhook-id", "1")))
                .isEqualTo(401);
    }

    @Test
    void a_signature_opens_no_other_path_than_its_hook() throws Exception {
        HttpRequest hook = signed("salesforce", "msg_1", NOW, "{}", "{}").build();
        for (String path : new String[] {"/api/v1/events", "/hooks/salesforce/extra", "/hooks/"}) {
            HttpRequest.Builder request = surface.anonymous(path).POST(HttpRequest.BodyPublishers.ofString("{}"));
            hook.headers().map().forEach((name, values) -> request.header(name, values.get(0)));
            assertThat(status(request)).as(path).isIn(401, 404);
        }
    }

    @Test
    void the_key_opens_a_hook_too() throws Exception {
        assertThat(status(surface.operator("/hooks/workday").POST(HttpRequest.BodyPublishers.ofString("{}"))))
                .isEqualTo(200);
    }

    private static HttpRequest.Builder signed(String vendor, String id, Instant at, String signedBody, String sentBody)
            throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String content = id + "." + at.getEpochSecond() + "." + signedBody;
        String signature = Base64.getEncoder().encodeToString(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
        return post("/hooks/" + vendor, sentBody)
                .header("webhook-id", id)
                .header("webhook-timestamp", "" + at.getEpochSecond())
                .header("webhook-signature", "v1,AAAA v1," + signature);
    }

    private static HttpRequest.Builder post(String path, String body) {
        return surface.anonymous(path).POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private static int status(HttpRequest.Builder request) throws Exception {
        return surface.send(request).statusCode();
    }
}
