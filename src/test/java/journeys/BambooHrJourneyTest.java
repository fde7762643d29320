package journeys;

import static journeys.RunningProduct.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.people.Worker;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The people of the GmbH come out of BambooHR: by webhooks that are signed, and by its list of changes when one got lost. */
class BambooHrJourneyTest extends Journey {

    private static final AdjustableClock CLOCK = AdjustableClock.from(Instant.parse("2026-10-08T12:00:00Z"));
    private static final String SECRET = "demo-private-key";

    @BeforeAll
    static void start() throws Exception {
        start(CLOCK, Map.of("throughline.hooks.bamboohr.secret", SECRET));
        webhook("event");
    }

    @Test
    void a_webhook_without_values_makes_the_worker_known_with_the_id_of_the_hris() {
        touch("123", "2020-06-01", "");

        eventually().until(() -> account("W-0023").isPresent());
        JsonNode account = account("W-0023").orElseThrow();
        assertThat(account.path("active").asBoolean()).isTrue();
        assertThat(account.at("/name/familyName").asText()).isEqualTo("Żółkiewski");
        assertThat(canonical("123")).hasValue("W-0023");
        assertThat(types("worker:W-0023")).contains("worker.hired.v1");
    }

    @Test
    void a_webhook_with_values_is_enough_for_a_hire_to_come() throws Exception {
        webhook("field");
        touch("121", "2026-10-19", "");
        eventually().until(() -> account("W-0021").isPresent());
        webhook("event");

        assertThat(account("W-0021").orElseThrow().path("active").asBoolean()).isFalse();
        assertThat(product.trace("worker-notice:bamboohr-121").path("events")).isEmpty();
    }

    @Test
    void a_delivery_that_is_repeated_changes_nothing_and_one_that_is_not_genuine_is_refused() throws Exception {
        String body = "{\"type\":\"employee.updated\",\"timestamp\":\"2026-10-08T12:00:01+0000\","
                + "\"data\":{\"companyId\":\"48213\",\"employeeId\":\"127\",\"changedFields\":[\"jobTitle\"]}}";
        long now = CLOCK.instant().getEpochSecond();

        assertThat(hook(body, now, signature(body, now)).body()).contains("\"accepted\"");
        assertThat(hook(body, now, signature(body, now)).body()).contains("\"duplicate\"");
        eventually().until(() -> account("W-0027").isPresent());

        HttpResponse<String> forged = hook(body.replace("127", "128"), now, signature(body, now));
        assertThat(forged.statusCode()).isEqualTo(401);
        assertThat(forged.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/problem+json");
        assertThat(hook(body, now - 301, signature(body, now - 301)).statusCode())
                .isEqualTo(401);
        assertThat(hook(body, now, signature(body, now).substring(1)).statusCode())
                .isEqualTo(401);
    }

    @Test
    void what_no_webhook_told_comes_with_the_list_of_changes() throws Exception {
        vendors.webhook("bamboohr", "{\"url\":\"http://127.0.0.1:9/\",\"secret\":\"s\"}");
        touch("125", "2022-08-01", "");
        product.startRoute("bamboohr.poll");

        eventually().until(() -> account("W-0025").isPresent());
        webhook("event");
        assertThat(account("W-0025").orElseThrow().at("/name/familyName").asText())
                .isEqualTo("Yıldız");
    }

    @Test
    void a_row_of_last_week_moves_the_worker_from_its_date_on() throws Exception {
        touch("131", "2021-05-01", "");
        eventually().until(() -> account("W-0031").isPresent());
        assertThat(costCenter("W-0031")).isEqualTo("CC-4200");

        vendors.seed(
                "bamboohr",
                "{\"recordType\":\"jobInfo\",\"employeeId\":\"131\",\"date\":\"2026-10-01\",\"location\":\"Berlin\","
                        + "\"department\":\"Delivery Berlin\",\"division\":\"LE-DE\",\"jobTitle\":\"Consultant\"}");

        eventually().until(() -> costCenter("W-0031").equals("CC-4100"));
        assertThat(types("worker:W-0031")).contains("worker.orgchanged.v1");
        assertThat(costCenterOn("W-0031", "2026-09-30")).isEqualTo("CC-4200");
        assertThat(costCenterOn("W-0031", "2026-10-01")).isEqualTo("CC-4100");
    }

    @Test
    void a_row_of_half_a_year_ago_that_is_entered_now_is_for_finance_and_what_was_there_before_is_nobodys()
            throws Exception {
        String row = "{\"recordType\":\"jobInfo\",\"employeeId\":\"129\",\"date\":\"%s\",\"location\":\"%s\","
                + "\"department\":\"%s\",\"division\":\"LE-DE\",\"jobTitle\":\"Project Manager\"}";
        vendors.seed("bamboohr", row.formatted("2021-01-01", "Munich", "Delivery Munich"));
        touch("129", "2019-03-01", "");
        eventually().until(() -> account("W-0029").isPresent());
        assertThat(types("worker:W-0029")).doesNotContain("worker.orgchanged.v1", "worker.jobchanged.v1");

        CLOCK.advance(Duration.ofSeconds(2));
        vendors.seed("bamboohr", row.formatted("2026-03-01", "Berlin", "Delivery Berlin"));

        eventually().until(() -> types("worker:W-0029").contains("worker.orgchanged.v1"));
        eventually().until(() -> product.get("/api/v1/exceptions").body().contains("V-WRK-13"));
        assertThat(product.get("/api/v1/exceptions").body())
                .as("finance decides on a change that reaches back into closed months")
                .contains("W-0029", "2026-03-01");
        CLOCK.advance(Duration.ofSeconds(2));
        int known = types("worker:W-0029").size();
        touch("129", "2019-03-01", ",\"payType\":\"Hourly\"");
        eventually().until(() -> types("worker:W-0029").size() > known);
        assertThat(types("worker:W-0029"))
                .filteredOn("worker.orgchanged.v1"::equals)
                .hasSize(1);
    }

    @Test
    void a_leaver_who_returns_under_another_id_is_the_same_worker_whatever_becomes_of_the_old_record()
            throws Exception {
        touch("126", "2023-09-01", "");
        eventually().until(() -> active("W-0026"));
        vendors.seed(
                "bamboohr",
                "{\"recordType\":\"employmentStatus\",\"employeeId\":\"126\",\"date\":\"2026-10-02\","
                        + "\"employmentStatus\":\"Terminated\"}");
        eventually().until(() -> !active("W-0026"));

        vendors.seed(
                "bamboohr",
                "{\"recordType\":\"employee\",\"id\":\"140\",\"employeeNumber\":\"126\",\"firstName\":\"Sophie\","
                        + "\"lastName\":\"Brandt\",\"workEmail\":\"sophie.brandt@meridian-harbor.example\","
                        + "\"hireDate\":\"2026-10-08\",\"jobTitle\":\"Analyst\",\"department\":\"Delivery Berlin\","
                        + "\"division\":\"LE-DE\",\"location\":\"Berlin\",\"country\":\"Germany\","
                        + "\"employmentHistoryStatus\":\"Full-Time\",\"standardHoursPerWeek\":\"40\"}");
        eventually().until(() -> active("W-0026"));

        assertThat(canonical("126")).hasValue("W-0026");
        assertThat(canonical("140")).hasValue("W-0026");
        JsonNode worker = product.read("/api/v1/workers/W-0026");
        assertThat(worker.toString()).contains("\"sequence\":2", "\"originalHireDate\":\"2023-09-01\"");

        CLOCK.advance(Duration.ofSeconds(2));
        int known = types("worker:W-0026").size();
        touch("126", "2023-09-01", ",\"payType\":\"Hourly\"");
        eventually().until(() -> types("worker:W-0026").size() > known);
        assertThat(active("W-0026")).isTrue();
        assertThat(vendors.records("scim", "User"))
                .filteredOn(user -> user.path("externalId").asText().equals("W-0026"))
                .hasSize(1);
    }

    @Test
    void a_promotion_to_come_that_was_taken_back_never_holds() throws Exception {
        String row =
                "{\"recordType\":\"jobInfo\",\"id\":\"700\",\"employeeId\":\"128\",\"date\":\"%s\",\"location\":\"Berlin\","
                        + "\"department\":\"Internal DE\",\"division\":\"LE-DE\",\"jobTitle\":\"Consultant\"}";
        vendors.seed("bamboohr", row.formatted("2026-11-02"));
        eventually()
                .until(() ->
                        knows("W-0028") && costCenterOn("W-0028", "2026-11-02").equals("CC-4900"));
        assertThat(costCenterOn("W-0028", "2026-11-01")).isEqualTo("CC-4100");

        CLOCK.advance(Duration.ofSeconds(2));
        vendors.seed("bamboohr", row.formatted("2026-12-01"));

        eventually().until(() -> costCenterOn("W-0028", "2026-11-02").equals("CC-4100"));
        assertThat(costCenterOn("W-0028", "2026-12-01")).isEqualTo("CC-4900");
    }

    @Test
    void an_employee_that_says_too_little_waits_for_hr_and_is_read_anew() throws Exception {
        vendors.seed(
                "bamboohr",
                "{\"recordType\":\"employee\",\"id\":\"141\",\"firstName\":\"Ole\",\"lastName\":\"Hansen\","
                        + "\"workEmail\":\"ole.hansen@meridian-harbor.example\",\"hireDate\":\"2026-10-01\","
                        + "\"jobTitle\":\"Analyst\",\"department\":\"Delivery Berlin\",\"division\":\"LE-DE\","
                        + "\"location\":\"Berlin\",\"employmentHistoryStatus\":\"Full-Time\"}");

        eventually()
                .until(() ->
                        product.trace("worker-notice:bamboohr-141").toString().contains("Employee #"));

        vendors.seed(
                "bamboohr",
                "{\"recordType\":\"employee\",\"id\":\"141\",\"hireDate\":\"2026-10-01\",\"employeeNumber\":\"141\"}");
        eventually().until(() -> account("W-0041").isPresent());
    }

    private static void webhook(String style) {
        vendors.webhook(
                "bamboohr",
                "{\"url\":\"http://127.0.0.1:" + product.setting("throughline.http.port")
                        + "/hooks/bamboohr\",\"secret\":\"" + SECRET + "\",\"style\":\"" + style + "\"}");
    }

    /** Somebody saves an employee in BambooHR. */
    private static void touch(String id, String hireDate, String more) {
        vendors.seed(
                "bamboohr",
                "{\"recordType\":\"employee\",\"id\":\"" + id + "\",\"hireDate\":\"" + hireDate + "\"" + more + "}");
    }

    private static Optional<JsonNode> account(String workerId) {
        return vendors.records("scim", "User").stream()
                .filter(user -> user.path("externalId").asText().equals(workerId))
                .findFirst();
    }

    private static boolean active(String workerId) {
        return account(workerId).filter(user -> user.path("active").asBoolean()).isPresent();
    }

    private static String costCenter(String workerId) {
        return account(workerId)
                .orElseThrow()
                .path("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User")
                .path("costCenter")
                .asText();
    }

    private static boolean knows(String workerId) {
        return product.product()
                .wiring()
                .stores()
                .knowledge()
                .latest("worker", workerId, Worker.class)
                .isPresent();
    }

    private static String costCenterOn(String workerId, String day) {
        return product.product()
                .wiring()
                .stores()
                .knowledge()
                .find("worker", workerId, LocalDate.parse(day), Worker.class)
                .orElseThrow()
                .org()
                .costCenterId();
    }

    private static Optional<String> canonical(String id) {
        return product.product().wiring().stores().xrefs().canonicalId("worker", "bamboohr", id);
    }

    private static List<String> types(String key) {
        try {
            return product.trace(key).path("events").findValuesAsText("type");
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    private static HttpResponse<String> hook(String body, long at, String signature) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + product.setting("throughline.http.port") + "/hooks/bamboohr"))
                .header("Content-Type", "application/json")
                .header("X-BambooHR-Timestamp", Long.toString(at))
                .header("X-BambooHR-Signature", signature)
                .POST(BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }

    private static String signature(String body, long at) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal((body + at).getBytes(StandardCharsets.UTF_8)));
    }
}
