package systems;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Answer;
import io.throughline.contract.Delivery;
import io.throughline.contract.Step;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the SCIM connector promises, whatever server is behind it. */
abstract class ScimConnectorContract {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String worker = "W-" + UUID.randomUUID().toString().substring(0, 8);
    private final HttpClient http = HttpClient.newHttpClient();
    private CallRoutes routes;

    /** Base URL of the SCIM server. */
    abstract String url();

    /** Its bearer token. */
    abstract String token();

    @BeforeEach
    void start() {
        routes = new CallRoutes(
                Map.of("throughline.systems.scim.url", url(), "throughline.systems.scim.token", token()),
                Clock.systemUTC(),
                new Scim());
    }

    @AfterEach
    void stop() {
        routes.close();
    }

    @Test
    void an_account_is_created_for_a_worker() throws Exception {
        Answer answer = deliver("user", worker("ACTIVE"), Map.of());

        String id = ((Answer.Applied) answer).reference();
        assertThat(answer).isEqualTo(new Answer.Applied(id, null, false));
        JsonNode account = get("/Users/" + id);
        assertThat(account.path("externalId").asText()).isEqualTo(worker);
        assertThat(account.path("userName").asText()).isEqualTo(login());
        assertThat(account.path("active").asBoolean()).isTrue();
        assertThat(account.path("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User")
                        .path("costCenter")
                        .asText())
                .isEqualTo("CC-1100");
    }

    @Test
    void the_same_account_asked_for_again_is_adopted() throws Exception {
        Answer.Applied first = (Answer.Applied) deliver("user", worker("ACTIVE"), Map.of());
        Answer.Applied again = (Answer.Applied) deliver("user", worker("ACTIVE"), Map.of());

        assertThat(again.adopted()).isTrue();
        assertThat(again.reference()).isEqualTo(first.reference());
        assertThat(accounts()).isEqualTo(1);
    }

    @Test
    void somebody_hired_for_later_gets_an_inactive_account_that_can_be_opened_and_closed() throws Exception {
        Answer.Applied created = (Answer.Applied) deliver("user", worker("PREHIRE"), Map.of());
        Map<String, String> known = Map.of("worker:" + worker + "@scim", created.reference());
        assertThat(active(created)).isFalse();

        assertThat(deliver("activate", worker("ACTIVE"), known)).isInstanceOf(Answer.Applied.class);
        assertThat(active(created)).isTrue();
        assertThat(deliver("activate", worker("ACTIVE"), known)).isInstanceOf(Answer.Applied.class);

        assertThat(deliver("deactivate", worker("TERMINATED"), known)).isInstanceOf(Answer.Applied.class);
        assertThat(active(created)).isFalse();
    }

    @Test
    void an_account_with_the_login_name_and_nobodys_id_is_adopted_and_gets_ours() throws Exception {
        String id = post(JSON.createObjectNode().put("userName", login()));

        Answer.Applied adopted = (Answer.Applied) deliver("user", worker("ACTIVE"), Map.of());

        assertThat(adopted.adopted()).isTrue();
        assertThat(adopted.reference()).isEqualTo(id);
        assertThat(get("/Users/" + id).path("externalId").asText()).isEqualTo(worker);
        assertThat(accounts()).isEqualTo(1);
    }

    @Test
    void an_account_with_the_login_name_of_somebody_else_is_not_taken_over() throws Exception {
        post(JSON.createObjectNode().put("userName", login()).put("externalId", "W-other"));

        Answer answer = deliver("user", worker("ACTIVE"), Map.of());

        assertThat(answer).isInstanceOf(Answer.Refused.class);
        assertThat(((Answer.Refused) answer).code()).isEqualTo("uniqueness");
        assertThat(((Answer.Refused) answer).reason()).contains(login());
        assertThat(accounts()).isEqualTo(1);
    }

    @Test
    void an_account_that_is_not_there_is_refused() {
        Answer answer = deliver("activate", worker("ACTIVE"), Map.of("worker:" + worker + "@scim", "no-such-id"));
        assertThat(answer).isInstanceOf(Answer.Refused.class);
    }

    private String login() {
        return worker.toLowerCase(java.util.Locale.ROOT) + "@meridian-harbor.example";
    }

    private ObjectNode worker(String status) {
        ObjectNode payload = JSON.createObjectNode();
        payload.put("workerId", worker).put("workerType", "EMPLOYEE").put("status", status);
        payload.put("workEmail", worker + "@meridian-harbor.example");
        payload.putObject("name").putObject("legal").put("given", "Tom").put("family", "O'Brien");
        payload.putObject("job").put("title", "Senior Architect");
        payload.putObject("employment").put("legalEntityId", "LE-US");
        payload.putObject("org").put("costCenterId", "CC-1100").put("timeZone", "America/New_York");
        return payload;
    }

    private Answer deliver(String operation, ObjectNode payload, Map<String, String> references) {
        Step step = Step.of("identity", "scim", operation, "worker:" + worker, payload);
        return routes.deliver(new Delivery(1, step, "e-1", "e-1/identity", 1, false, references));
    }

    private boolean active(Answer.Applied account) throws IOException, InterruptedException {
        return get("/Users/" + account.reference()).path("active").asBoolean();
    }

    private int accounts() throws IOException, InterruptedException {
        String filter = URLEncoder.encode("userName eq \"" + login() + "\"", StandardCharsets.UTF_8);
        return get("/Users?filter=" + filter).path("totalResults").asInt();
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        return JSON.readTree(http.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofByteArray())
                .body());
    }

    private String post(ObjectNode account) throws IOException, InterruptedException {
        account.putArray("schemas").add("urn:ietf:params:scim:schemas:core:2.0:User");
        HttpRequest request = request("/Users")
                .header("Content-Type", "application/scim+json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(account)))
                .build();
        return JSON.readTree(http.send(request, HttpResponse.BodyHandlers.ofByteArray())
                        .body())
                .path("id")
                .asText();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url() + path)).header("Authorization", "Bearer " + token());
    }
}
