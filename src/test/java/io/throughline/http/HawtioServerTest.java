package io.throughline.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HawtioServerTest {
    @TempDir
    Path folder;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-10-05T12:00:00Z"));
    private final HttpClient client = HttpClient.newHttpClient();
    private OperatorKey key;
    private JolokiaEndpoint jolokia;
    private HawtioServer hawtio;

    /** A clock that stands still until the test moves it. */
    private final class TestClock extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now.get();
        }
    }

    @BeforeEach
    void start() {
        key = OperatorKey.at(folder.resolve("operator.key"));
        jolokia = new JolokiaEndpoint((person, action, subject) -> {});
        hawtio = new HawtioServer("127.0.0.1", 0, key, jolokia, new TestClock());
        hawtio.start();
    }

    @AfterEach
    void stop() {
        hawtio.close();
        jolokia.close();
    }

    @Test
    void the_console_is_served_with_strict_headers() throws Exception {
        HttpResponse<String> page = send(get(""));
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("Hawtio Management Console");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'self'");
        assertThat(page.headers().firstValue("X-Frame-Options")).contains("DENY");
        assertThat(page.headers().firstValue("Server")).isEmpty();
        assertThat(send(get("camel/routes")).body()).contains("Hawtio Management Console");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jolokia", "jolokia/version", "jolokia/read/java.lang:type=Memory"})
    void jolokia_answers_nobody_who_is_not_logged_in(String path) throws Exception {
        assertThat(send(get(path)).statusCode()).isEqualTo(401);
        assertThat(send(post("jolokia", "{\"type\":\"version\"}")).statusCode()).isEqualTo(401);
        assertThat(send(get(path).header("Cookie", ConsoleHandler.COOKIE + "=made-up"))
                        .statusCode())
                .isEqualTo(401);
        assertThat(send(get("user")).statusCode()).isEqualTo(403);
    }

    @Test
    void the_key_opens_a_session_that_jolokia_accepts_under_the_same_policy() throws Exception {
        String cookie = cookie(login("operator", key.value()));
        assertThat(send(get("user").header("Cookie", cookie)).body()).isEqualTo("\"operator\"");
        assertThat(send(get("jolokia/version").header("Cookie", cookie)).body()).contains("\"status\":200");
        String refused = send(post(
                                "jolokia",
                                "{\"type\":\"exec\",\"mbean\":\"com.sun.management:type=DiagnosticCommand\",\"operation\":\"help\"}")
                        .header("Cookie", cookie))
                .body();
        assertThat(refused).contains("\"status\":403");
    }

    @Test
    void the_cookie_is_strict_and_every_login_gets_a_new_one() throws Exception {
        HttpResponse<String> first = login("operator", key.value());
        assertThat(first.headers().firstValue("Set-Cookie").orElseThrow())
                .contains("HttpOnly", "SameSite=Strict", "Path=/hawtio");
        String planted = ConsoleHandler.COOKIE + "=planted-by-an-attacker";
        HttpResponse<String> second =
                send(post("auth/login", credentials("operator", key.value())).header("Cookie", planted));
        assertThat(cookie(second)).isNotEqualTo(planted).isNotEqualTo(cookie(first));
        assertThat(send(get("user").header("Cookie", planted)).statusCode()).isEqualTo(403);
    }

    @Test
    void wrong_keys_are_refused_and_throttled_even_before_the_right_one() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertThat(login("operator", "guess-" + i).statusCode()).isEqualTo(401);
        }
        HttpResponse<String> throttled = login("operator", key.value());
        assertThat(throttled.statusCode()).isEqualTo(429);
        assertThat(throttled.headers().firstValueAsLong("Retry-After").orElseThrow())
                .isBetween(1L, 61L);
        now.updateAndGet(time -> time.plus(Duration.ofSeconds(61)));
        assertThat(login("operator", key.value()).statusCode()).isEqualTo(200);
        assertThat(login("admin", key.value()).statusCode()).isEqualTo(401);
    }

    @Test
    void a_session_ends_when_idle_and_at_logout() throws Exception {
        String cookie = cookie(login("operator", key.value()));
        now.updateAndGet(time -> time.plus(Duration.ofMinutes(29)));
        assertThat(send(get("refresh").header("Cookie", cookie)).statusCode()).isEqualTo(200);
        now.updateAndGet(time -> time.plus(Duration.ofMinutes(29)));
        assertThat(send(get("jolokia/version").header("Cookie", cookie)).statusCode())
                .isEqualTo(200);
        now.updateAndGet(time -> time.plus(Duration.ofMinutes(2)));
        assertThat(send(get("jolokia/version").header("Cookie", cookie)).statusCode())
                .isEqualTo(401);
        assertThat(send(get("user").header("Cookie", cookie)).statusCode()).isEqualTo(403);
        String other = cookie(login("operator", key.value()));
        assertThat(send(get("auth/logout").header("Cookie", other)).statusCode())
                .isEqualTo(302);
        assertThat(send(get("user").header("Cookie", other)).statusCode()).isEqualTo(403);
    }

    @Test
    void pages_of_another_origin_and_of_none_cannot_post() throws Exception {
        HttpRequest.Builder evil = HttpRequest.newBuilder(uri("auth/login"))
                .header("Origin", "http://evil.example")
                .POST(HttpRequest.BodyPublishers.ofString(credentials("operator", key.value())));
        assertThat(send(evil).statusCode()).isEqualTo(403);
        HttpRequest.Builder none = HttpRequest.newBuilder(uri("jolokia"))
                .POST(HttpRequest.BodyPublishers.ofString("{\"type\":\"version\"}"));
        assertThat(send(none).statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "proxy/http://127.0.0.1/x.js",
                "%2e%2e/operator.key",
                "WEB-INF/web.xml",
                "a/../../x.txt",
                "x;y.js"
            })
    void there_is_no_proxy_and_no_way_out_of_the_folder(String path) throws Exception {
        assertThat(send(get(path)).statusCode()).isIn(400, 404);
    }

    @Test
    void a_console_without_login_cannot_be_asked_for() {
        System.setProperty("hawtio.authenticationEnabled", "false");
        try (HawtioServer open = new HawtioServer("127.0.0.1", 0, key, jolokia, Clock.systemUTC())) {
            assertThatThrownBy(open::start).hasMessageContaining("authenticationEnabled");
        } finally {
            System.clearProperty("hawtio.authenticationEnabled");
        }
    }

    @Test
    void a_taken_port_is_named_with_its_setting() {
        try (HawtioServer second = new HawtioServer("127.0.0.1", hawtio.port(), key, jolokia, Clock.systemUTC())) {
            assertThatThrownBy(second::start).hasMessageContaining("throughline.hawtio.port");
        }
    }

    private HttpResponse<String> login(String user, String password) throws Exception {
        return send(post("auth/login", credentials(user, password)));
    }

    private static String credentials(String user, String password) {
        return "{\"username\":\"" + user + "\",\"password\":\"" + password + "\"}";
    }

    private static String cookie(HttpResponse<String> answer) {
        return answer.headers().firstValue("Set-Cookie").orElseThrow().replaceFirst(";.*", "");
    }

    private URI uri(String path) {
        return URI.create(hawtio.address() + path);
    }

    private HttpRequest.Builder get(String path) {
        return HttpRequest.newBuilder(uri(path));
    }

    private HttpRequest.Builder post(String path, String body) {
        return HttpRequest.newBuilder(uri(path))
                .header("Origin", "http://127.0.0.1:" + hawtio.port())
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
