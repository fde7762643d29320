package sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BambooHrSandboxTest {

    private static final String API = "/api/gateway.php/mha/v1/employees/";
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-10-08T12:05:31Z"), ZoneOffset.UTC);

    private Sandbox sandbox;
    private Client control;

    @BeforeEach
    void start() throws Exception {
        sandbox = Sandbox.start(0, CLOCK);
        control = new Client(sandbox, "bamboohr");
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void an_employee_has_the_fields_asked_for_as_text_and_no_others() throws Exception {
        assertThat(
                        read(
                                "121?fields=firstName,hireDate,terminationDate,standardHoursPerWeek,supervisorEId,status,shoeSize"))
                .isEqualTo(Json.read(
                        ("{'id':'121','firstName':'Lena','hireDate':'2026-10-19','terminationDate':'0000-00-00',"
                                        + "'standardHoursPerWeek':'40','supervisorEId':'127','status':'Active'}")
                                .replace('\'', '"')
                                .getBytes(StandardCharsets.UTF_8)));
        assertThat(read("123?fields=lastName").path("lastName").asText()).isEqualTo("Żółkiewski");
        assertThat(read("124?fields=standardHoursPerWeek,customWorkDays,preferredName")
                        .toString())
                .isEqualTo("{\"id\":\"124\",\"standardHoursPerWeek\":\"24\",\"customWorkDays\":\"Mon,Tue,Wed\","
                        + "\"preferredName\":null}");
    }

    @Test
    void a_row_holds_from_its_date_and_a_termination_ends_the_employment() throws Exception {
        control.post(
                "/records",
                ("[{'recordType':'jobInfo','employeeId':'123','date':'2026-10-01','department':'Delivery Berlin',"
                                + "'division':'LE-DE','location':'Berlin','jobTitle':'Consultant','reportsTo':'Dirk Paulsen'},"
                                + "{'recordType':'jobInfo','employeeId':'123','date':'2026-11-01','department':'Internal DE',"
                                + "'division':'LE-DE','location':'Berlin','jobTitle':'Consultant'},"
                                + "{'recordType':'employmentStatus','employeeId':'123','date':'2026-10-07',"
                                + "'employmentStatus':'Terminated'}]")
                        .replace('\'', '"'));

        JsonNode now =
                read("123?fields=department,location,status,terminationDate,employmentHistoryStatus,lastChanged");
        assertThat(now.path("department").asText()).isEqualTo("Delivery Berlin");
        assertThat(now.path("status").asText()).isEqualTo("Inactive");
        assertThat(now.path("terminationDate").asText()).isEqualTo("2026-10-07");
        assertThat(now.path("employmentHistoryStatus").asText()).isEqualTo("Terminated");
        assertThat(now.path("lastChanged").asText()).isEqualTo("2026-10-08T12:05:31+00:00");
        assertThat(read("123/tables/jobInfo").findValuesAsText("date"))
                .containsExactly("2020-06-01", "2026-10-01", "2026-11-01");
        assertThat(read("123/tables/employmentStatus").findValuesAsText("employmentStatus"))
                .containsExactly("Full-Time", "Terminated");
    }

    @Test
    void what_changed_after_an_instant_is_listed_with_what_happened_to_it() throws Exception {
        JsonNode changed = read("changed?since=2026-09-01T00:00:00Z");
        assertThat(changed.path("employees").toString())
                .isEqualTo("{\"121\":" + changed.path("employees").path("121") + "}");
        assertThat(changed.at("/employees/121/action").asText()).isEqualTo("Inserted");
        assertThat(changed.at("/employees/121/lastChanged").asText()).isEqualTo("2026-09-25T08:00:00+00:00");
        assertThat(changed.path("latest").asText()).isEqualTo("2026-10-08T12:05:31+00:00");

        control.post(
                "/records",
                "{\"recordType\":\"employee\",\"id\":\"122\",\"hireDate\":\"2019-05-01\",\"lastName\":\"Kraft\"}");
        JsonNode later = read("changed?since=2026-09-25T08:00:00Z");
        assertThat(later.at("/employees/122/action").asText()).isEqualTo("Updated");
        assertThat(later.path("employees")).hasSize(1);
        assertThat(get("changed").statusCode()).isEqualTo(400);
    }

    @Test
    void the_coming_of_a_rows_date_is_a_change() throws Exception {
        sandbox.close();
        sandbox = Sandbox.start(0, Clock.fixed(Instant.parse("2026-10-19T06:00:00Z"), ZoneOffset.UTC));

        assertThat(read("changed?since=2026-10-18T12:00:00Z")
                        .at("/employees/121/lastChanged")
                        .asText())
                .isEqualTo("2026-10-19T00:00:00+00:00");
    }

    @Test
    void refusals_say_why_in_their_header() throws Exception {
        HttpResponse<String> unknown = get("999?fields=firstName");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.headers().firstValue("X-BambooHR-Error-Message")).hasValue("Employee 999 not found");
        assertThat(get("123/tables/payHistory").statusCode()).isEqualTo(404);
        assertThat(control.get(API + "123?fields=firstName").status()).isEqualTo(401);
        assertThat(read("directory").path("employees")).hasSize(12);

        control.fault("{\"kind\":\"429\",\"retryAfter\":7}");
        control.fault("{\"kind\":\"503\",\"retryAfter\":9}");
        HttpResponse<String> limited = get("123?fields=firstName");
        HttpResponse<String> away = get("123?fields=firstName");
        assertThat(List.of(limited.statusCode(), away.statusCode())).containsExactly(429, 503);
        assertThat(limited.headers().firstValue("Retry-After")).hasValue("7");
        assertThat(away.headers().firstValue("Retry-After")).hasValue("9");
    }

    @Test
    void a_change_is_announced_with_a_signature_in_both_styles() throws Exception {
        try (Receiver receiver = new Receiver()) {
            for (String style : List.of("event", "field")) {
                control.post(
                        "/webhooks",
                        "{\"url\":\"" + receiver.url() + "\",\"secret\":\"s\",\"style\":\"" + style + "\"}");
                control.post(
                        "/records",
                        "{\"recordType\":\"employee\",\"id\":\"125\",\"hireDate\":\"2022-08-01\",\"payType\":\"" + style
                                + "\"}");
            }
            Awaitility.await().until(() -> receiver.bodies.size() == 2);

            JsonNode event = Json.read(receiver.bodies.get(0).getBytes(StandardCharsets.UTF_8));
            assertThat(event.path("type").asText()).isEqualTo("employee.updated");
            assertThat(event.path("timestamp").asText()).isEqualTo("2026-10-08T12:05:31+0000");
            assertThat(event.path("data").toString())
                    .isEqualTo("{\"companyId\":\"48213\",\"employeeId\":\"125\",\"changedFields\":[\"payType\"]}");
            JsonNode field = Json.read(receiver.bodies.get(1).getBytes(StandardCharsets.UTF_8));
            assertThat(field.at("/employees/0/fields/lastName/value").asText()).isEqualTo("Yıldız");
            assertThat(receiver.headers.get(0).get("X-bamboohr-timestamp")).containsExactly("1791461131");
            assertThat(receiver.headers.get(0).get("X-bamboohr-signature"))
                    .containsExactly(BambooHrWebhooks.signature(
                            "s", receiver.bodies.get(0).getBytes(StandardCharsets.UTF_8), "1791461131"));
        }
    }

    @Test
    void the_signature_is_that_of_the_vendors_sample() throws IOException {
        byte[] body = BambooHrSandboxTest.class
                .getResourceAsStream("/samples/bamboohr/webhook_field_based.json")
                .readAllBytes();

        assertThat(BambooHrWebhooks.signature("demo-private-key", body, "1791461131"))
                .isEqualTo("32c8190baba6a44f67d4886a0940ee7a4a8aed1188799d6cc52ebea6b29039cb");
    }

    private JsonNode read(String path) throws Exception {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return Json.read(answer.body().getBytes(StandardCharsets.UTF_8));
    }

    private HttpResponse<String> get(String path) throws Exception {
        String user =
                Base64.getEncoder().encodeToString((Credentials.BAMBOOHR_KEY + ":x").getBytes(StandardCharsets.UTF_8));
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(
                                        "http://127.0.0.1:" + sandbox.port() + "/sandbox/bamboohr" + API + path))
                                .header("Authorization", "Basic " + user)
                                .build(),
                        BodyHandlers.ofString());
    }

    /** Takes webhooks and keeps what came. */
    private static final class Receiver implements AutoCloseable {
        private final List<String> bodies = new CopyOnWriteArrayList<>();
        private final List<Map<String, List<String>>> headers = new CopyOnWriteArrayList<>();
        private final HttpServer server;

        Receiver() throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                headers.add(Map.copyOf(exchange.getRequestHeaders()));
                bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                exchange.sendResponseHeaders(202, -1);
                exchange.close();
            });
            server.start();
        }

        String url() {
            return "http://127.0.0.1:" + server.getAddress().getPort() + "/hooks/bamboohr";
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
