package systems;

import static org.assertj.core.api.Assertions.assertThat;
import static systems.ScriptedTarget.cut;
import static systems.ScriptedTarget.status;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.FreePort;
import io.throughline.contract.Answer;
import io.throughline.contract.Delivery;
import io.throughline.contract.Step;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpDeliveryTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-10-16T12:00:00Z"), ZoneOffset.UTC);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TOKEN = "{\"access_token\":\"%s\",\"token_type\":\"Bearer\",\"expires_in\":3600}";

    private final ScriptedTarget target = new ScriptedTarget();
    private CallRoutes routes;

    @BeforeEach
    void start() {
        routes = start(target.url(), "2000");
    }

    @AfterEach
    void stop() {
        routes.close();
        target.close();
    }

    private static CallRoutes start(String url, String timeout) {
        Map<String, String> settings = new HashMap<>();
        for (String system : new String[] {"scim", "netsuite", "kantata", "salesforce"}) {
            settings.put("throughline.systems." + system + ".url", url + "/" + system);
            settings.put("throughline.systems." + system + ".token-url", url + "/" + system + "-token");
            settings.put("throughline.systems." + system + ".timeout", timeout);
        }
        settings.put("throughline.systems.scim.token", "scim-secret");
        settings.put("throughline.systems.netsuite.client-secret", "very secret+");
        return new CallRoutes(settings, CLOCK, new Scim(), new NetSuite(), new Kantata(), new Salesforce());
    }

    private static Delivery activate() {
        ObjectNode payload = JSON.createObjectNode().put("workerId", "W-0002");
        return new Delivery(
                1,
                Step.of("identity", "scim", "activate", "worker:W-0002", payload),
                "e-1",
                "e-1/identity",
                1,
                false,
                Map.of("worker:W-0002@scim", "8f1c/0a52 ü"));
    }

    private static Delivery markTransferred(boolean inDoubt) {
        ObjectNode payload = JSON.createObjectNode().put("timeEntryId", "T-8801");
        return new Delivery(
                1,
                Step.of("mark", "kantata", "time-transferred", "time:T-8801", payload),
                "e-1",
                "e-1/mark",
                inDoubt ? 2 : 1,
                inDoubt,
                Map.of("time:T-8801@kantata", "880100"));
    }

    @Test
    void a_step_becomes_one_request_and_its_reference_is_kept() {
        target.then(status(200, "{\"id\":\"8f1c\"}", "Content-Type", "application/scim+json"));

        assertThat(routes.deliver(activate())).isEqualTo(new Answer.Applied("8f1c", null, false));

        ScriptedTarget.Heard heard = target.heard().get(0);
        assertThat(heard.method()).isEqualTo("PATCH");
        assertThat(heard.target()).isEqualTo("/scim/Users/8f1c%2F0a52%20%C3%BC");
        assertThat(heard.header("Authorization")).isEqualTo("Bearer scim-secret");
        assertThat(heard.header("Content-type")).isEqualTo("application/scim+json");
        assertThat(heard.body()).contains("\"path\":\"active\",\"value\":true");
        assertThat(heard.headers().keySet())
                .allMatch(name -> !name.toLowerCase(java.util.Locale.ROOT).startsWith("camel"));
    }

    @ParameterizedTest
    @CsvSource({"500,true", "501,true", "502,false", "503,false", "504,false"})
    void a_failing_write_may_have_taken_effect_and_a_gateway_speaks_for_nobody(int status, boolean heard) {
        target.then(status(status, "{\"detail\":\"sorry\"}"));
        assertThat(routes.deliver(activate())).isEqualTo(new Answer.Unknown("sorry", heard));
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425})
    void a_write_that_was_put_off_is_temporary(int status) {
        target.then(status(status, ""));
        assertThat(routes.deliver(activate())).isEqualTo(new Answer.Temporary("HTTP status " + status, null));
    }

    @Test
    void a_limit_that_is_named_by_its_code_asks_for_fewer_calls_whatever_the_status() {
        target.then(status(
                400,
                "{\"o:errorDetails\":[{\"detail\":\"too many\",\"o:errorCode\":\"CONCURRENCY_LIMIT_EXCEEDED\"}]}"));
        assertThat(routes.deliver(activate())).isEqualTo(new Answer.Throttled("too many", null));
    }

    @ParameterizedTest
    @CsvSource({
        "429,17,17",
        "503,17,17",
        "429,'Fri, 16 Oct 2026 12:01:30 GMT',90",
        "503,'Fri, 16 Oct 2026 11:00:00 GMT',0"
    })
    void retry_after_is_read_as_seconds_and_as_a_date(int status, String header, long seconds) {
        target.then(status(status, "{\"detail\":\"slow down\"}", "Retry-After", header));
        assertThat(routes.deliver(activate()))
                .isEqualTo(new Answer.Throttled("slow down", Duration.ofSeconds(seconds)));
        assertThat(target.heard()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"408,true", "425,true", "500,true", "502,false", "503,false"})
    void a_failing_look_up_is_temporary_because_nothing_was_written(int status, boolean heard) {
        target.then(status(200, TOKEN.formatted("t1"))).then(status(status, "{\"errors\":[{\"message\":\"busy\"}]}"));
        assertThat(routes.deliver(markTransferred(false))).isEqualTo(new Answer.Temporary("busy", null, heard));
        assertThat(target.heard()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400|{\"title\":\"Bad Request\",\"status\":400,\"o:errorDetails\":[{\"detail\":\"Please enter value(s) for: Subsidiary.\",\"o:errorCode\":\"USER_ERROR\",\"o:errorPath\":\"subsidiary\"}]}|USER_ERROR|subsidiary: Please enter value(s) for: Subsidiary.",
                "422|{\"errors\":[{\"type\":\"validation\",\"message\":\"must be greater than 0\",\"field\":\"time_in_minutes\"}]}|validation|time_in_minutes: must be greater than 0",
                "400|[{\"message\":\"no such column\",\"errorCode\":\"INVALID_FIELD\"}]|INVALID_FIELD|no such column",
                "400|{\"scimType\":\"invalidValue\",\"detail\":\"active must be boolean\",\"status\":\"400\"}|invalidValue|active must be boolean",
                "404|<html>nothing here</html>|404|HTTP status 404",
                "302|moved|302|the target answered with a redirect, which is never followed"
            })
    void a_refusal_keeps_the_targets_own_words(int status, String body, String code, String reason) {
        target.then(status(status, body, "Content-Type", "application/json", "Location", target.url() + "/elsewhere"));
        assertThat(routes.deliver(activate())).isEqualTo(new Answer.Refused(code, reason));
        assertThat(target.heard()).hasSize(1);
    }

    @Test
    void nobody_listening_is_down() {
        int port = FreePort.next();
        try (CallRoutes gone = start("http://127.0.0.1:" + port, "2000")) {
            assertThat(gone.deliver(activate())).isInstanceOf(Answer.Down.class);
            assertThat(gone.deliver(markTransferred(false))).isInstanceOf(Answer.Down.class);
        }
    }

    @Test
    void an_unknown_host_is_down() {
        try (CallRoutes gone = start("http://no-such-host.invalid", "2000")) {
            assertThat(gone.deliver(activate())).isInstanceOf(Answer.Down.class);
        }
    }

    @Test
    void a_cut_connection_after_sending_is_unknown_and_not_sent_again() {
        target.then(cut());
        assertThat(routes.deliver(activate()))
                .isInstanceOfSatisfying(Answer.Unknown.class, answer -> assertThat(answer.heard())
                        .isFalse());
        assertThat(target.heard()).hasSize(1);
    }

    @Test
    void a_cut_connection_while_looking_up_is_temporary() {
        target.then(status(200, TOKEN.formatted("t1"))).then(cut());
        assertThat(routes.deliver(markTransferred(false)))
                .isInstanceOfSatisfying(Answer.Temporary.class, answer -> assertThat(answer.heard())
                        .isFalse());
    }

    @Test
    void no_answer_within_the_time_out_is_unknown() {
        CountDownLatch end = new CountDownLatch(1);
        target.then(exchange -> await(end));
        try (CallRoutes hasty = start(target.url(), "300")) {
            assertThat(hasty.deliver(activate())).isInstanceOf(Answer.Unknown.class);
        } finally {
            end.countDown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void what_is_found_is_adopted_and_nothing_is_written() {
        target.then(status(200, TOKEN.formatted("t1")))
                .then(
                        status(
                                200,
                                "{\"results\":[{\"key\":\"external_references\",\"id\":\"990001\"}],"
                                        + "\"external_references\":{\"990001\":{\"id\":\"990001\",\"subject_type\":\"TimeEntry\",\"subject_id\":\"880100\"}}}"));
        assertThat(routes.deliver(markTransferred(true))).isEqualTo(new Answer.Applied("990001", null, true));
        assertThat(target.heard()).extracting(ScriptedTarget.Heard::method).containsExactly("POST", "GET");
        assertThat(target.heard().get(1).target())
                .isEqualTo(
                        "/kantata/external_references?service_name=mha_connect&service_model=TimeBill&service_model_ref=T-8801");
    }

    @Test
    void a_conflict_is_looked_up_and_adopted() {
        String nothing = "{\"results\":[],\"external_references\":{}}";
        target.then(status(200, TOKEN.formatted("t1")))
                .then(status(200, nothing))
                .then(status(409, "{\"errors\":[{\"type\":\"conflict\",\"message\":\"exists\"}]}"))
                .then(
                        status(
                                200,
                                "{\"results\":[{\"id\":\"9\"}],\"external_references\":{\"9\":{\"id\":\"9\",\"subject_type\":\"TimeEntry\"}}}"));
        assertThat(routes.deliver(markTransferred(false))).isEqualTo(new Answer.Applied("9", null, true));
    }

    @Test
    void a_conflict_with_something_that_is_not_ours_is_refused_in_its_words() {
        String nothing = "{\"results\":[],\"external_references\":{}}";
        target.then(status(200, TOKEN.formatted("t1")))
                .then(status(200, nothing))
                .then(status(409, "{\"errors\":[{\"type\":\"conflict\",\"message\":\"exists\"}]}"))
                .then(status(200, nothing));
        assertThat(routes.deliver(markTransferred(false))).isEqualTo(new Answer.Refused("conflict", "exists"));
        assertThat(target.heard()).hasSize(4);
    }

    @Test
    void a_token_is_fetched_once_and_kept() {
        String found =
                "{\"results\":[{\"id\":\"9\"}],\"external_references\":{\"9\":{\"id\":\"9\",\"subject_type\":\"TimeEntry\"}}}";
        target.then(status(200, TOKEN.formatted("t1"))).then(status(200, found)).then(status(200, found));
        routes.deliver(markTransferred(false));
        routes.deliver(markTransferred(false));
        assertThat(target.heard())
                .extracting(ScriptedTarget.Heard::target)
                .first()
                .isEqualTo("/kantata-token");
        assertThat(target.heard()).hasSize(3);
        assertThat(target.heard().get(0).header("Authorization")).startsWith("Basic ");
        assertThat(target.heard().get(0).body()).isEqualTo("grant_type=client_credentials");
        assertThat(target.heard().get(2).header("Authorization")).isEqualTo("Bearer t1");
    }

    @Test
    void a_token_that_is_no_longer_accepted_is_renewed_once() {
        String found =
                "{\"results\":[{\"id\":\"9\"}],\"external_references\":{\"9\":{\"id\":\"9\",\"subject_type\":\"TimeEntry\"}}}";
        target.then(status(200, TOKEN.formatted("old")))
                .then(status(401, ""))
                .then(status(200, TOKEN.formatted("new")))
                .then(status(200, found));
        assertThat(routes.deliver(markTransferred(false))).isInstanceOf(Answer.Applied.class);
        assertThat(target.heard().get(3).header("Authorization")).isEqualTo("Bearer new");
    }

    @Test
    void a_second_401_is_a_refusal() {
        target.then(status(200, TOKEN.formatted("old")))
                .then(status(401, ""))
                .then(status(200, TOKEN.formatted("new")))
                .then(status(401, ""));
        assertThat(routes.deliver(markTransferred(false))).isEqualTo(new Answer.Refused("401", "HTTP status 401"));
    }

    @Test
    void no_token_means_the_system_is_down_for_us() {
        target.then(status(401, "{\"error\":\"invalid_client\",\"error_description\":\"wrong secret\"}"));
        assertThat(routes.deliver(markTransferred(false)))
                .isEqualTo(new Answer.Down("kantata gives no access token: wrong secret"));
    }

    @Test
    void an_operation_the_system_does_not_have_is_refused() {
        Delivery odd = new Delivery(
                1,
                Step.of("x", "scim", "explode", "worker:W-0002", JSON.createObjectNode()),
                "e-1",
                "e-1/x",
                1,
                false,
                Map.of());
        assertThat(routes.deliver(odd)).isEqualTo(new Answer.Refused("OPERATION", "scim has no operation 'explode'"));
    }

    @Test
    void a_payload_its_mapping_does_not_accept_is_refused_before_anything_is_sent() {
        Delivery unknown = new Delivery(
                1,
                Step.of(
                        "x",
                        "scim",
                        "activate",
                        "worker:W-0002",
                        JSON.createObjectNode().put("workerId", "W-0002")),
                "e-1",
                "e-1/x",
                1,
                false,
                Map.of());
        assertThat(routes.deliver(unknown))
                .isEqualTo(
                        new Answer.Refused("MAPPING", "scim/activate.out: no account is known for worker:W-0002@scim"));
        assertThat(target.heard()).isEmpty();
    }

    @Test
    void every_route_has_the_policy_description_and_group_it_names() {
        assertThat(routes.main().getCamelContext().getRoutes()).hasSize(9).allSatisfy(route -> {
            assertThat(route.getConfigurationId()).isEqualTo(route.getId().endsWith(".call") ? "call" : "fetch");
            assertThat(route.getDescription()).isNotBlank();
            assertThat(route.getGroup()).isEqualTo("systems");
        });
    }

    @Test
    void headers_of_the_caller_never_reach_the_target() {
        target.then(status(200, "{\"id\":\"8f1c\"}"));
        routes.main()
                .getCamelContext()
                .createProducerTemplate()
                .requestBodyAndHeaders(
                        "direct:scim.call",
                        activate(),
                        Map.of(
                                "CamelHttpPath", "/stolen",
                                "CAmelHttpUri", "http://169.254.169.254/",
                                "CamelHttpQuery", "x={{throughline.systems.scim.url}}",
                                "Authorization", "Bearer of somebody else",
                                "JMSDestination", "queue"));
        assertThat(target.heard()).singleElement().satisfies(heard -> {
            assertThat(heard.target()).isEqualTo("/scim/Users/8f1c%2F0a52%20%C3%BC");
            assertThat(heard.header("Authorization")).isEqualTo("Bearer scim-secret");
            assertThat(heard.headers()).doesNotContainKey("Jmsdestination");
        });
    }
}
