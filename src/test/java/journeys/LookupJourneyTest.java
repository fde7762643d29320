package journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Json;
import io.throughline.people.Told;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whoever knows a worker by any of his ids finds him, and whoever asks what a change would do is told without it being done. */
class LookupJourneyTest extends Journey {

    private static final AdjustableClock CLOCK = AdjustableClock.from(Instant.parse("2026-10-08T12:00:00Z"));

    @BeforeAll
    static void start() throws Exception {
        start(CLOCK);
        for (String id : new String[] {"W-0921", "W-0922"}) {
            ObjectNode hire = Told.hire(id);
            ((ObjectNode) hire.get("data"))
                    .putArray("xref")
                    .addObject()
                    .put("system", id.equals("W-0921") ? "workday:mha" : "bamboohr:mha")
                    .put("type", "Employee_ID")
                    .put("value", "4711")
                    .put("primary", true);
            post("/api/v1/events", hire);
            product.eventuallyDone("worker:" + id, 4);
        }
    }

    @Test
    void the_id_of_a_system_leads_to_the_worker_and_an_id_of_two_systems_to_a_conflict() throws Exception {
        assertThat(get("/api/v1/workers?system=workday&id=4711", null).body()).contains("W-0921");
        assertThat(get("/api/v1/workers?system=bamboohr&id=4711", null).body()).contains("W-0922");
        HttpResponse<String> several = get("/api/v1/workers?id=4711", null);
        assertThat(several.statusCode()).isEqualTo(409);
        assertThat(Json.tree(several.body()).path("candidates").toString()).isEqualTo("[\"W-0921\",\"W-0922\"]");
        assertThat(get("/api/v1/workers?system=workday&id=4712", null).statusCode())
                .isEqualTo(404);
        assertThat(get("/api/v1/workers", null).statusCode()).isEqualTo(400);
        assertThat(get("/api/v1/workers?system=workday&id=4711&asOf=2020-01-01", null)
                        .statusCode())
                .isEqualTo(404);
        assertThat(get("/api/v1/workers/W-0921?asOf=yesterday", null).statusCode())
                .isEqualTo(400);
    }

    @Test
    void who_has_the_answer_already_is_told_that_nothing_changed() throws Exception {
        HttpResponse<String> first = get("/api/v1/workers/W-0921", null);
        String tag = first.headers().firstValue("ETag").orElseThrow();
        HttpResponse<String> again = get("/api/v1/workers/W-0921", tag);
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(get("/api/v1/workers/W-0921?asOf=2026-03-02", "\"other\"").statusCode())
                .isEqualTo(200);
    }

    @Test
    void who_was_merged_leads_to_who_stays() throws Exception {
        ObjectNode merged = Told.hire("W-0923");
        merged.put("type", "com.example.worker.merged.v1").put("id", "W-0923-merged");
        merged.putObject("data")
                .put("mergedId", "W-0923")
                .put("version", 1)
                .put("object", "worker")
                .put("into", "W-0922");
        post("/api/v1/events", merged);
        HttpResponse<String> gone = get("/api/v1/workers/W-0923", null);
        assertThat(gone.statusCode()).isEqualTo(410);
        assertThat(Json.tree(gone.body()).path("redirectTo").asText()).isEqualTo("/api/v1/workers/W-0922");
    }

    @Test
    void a_change_and_a_staffing_are_valued_without_being_done() throws Exception {
        JsonNode answer = Json.tree(product.post(
                        "/api/v1/staffing-changes/assess",
                        """
                        {"workerId":"W-0921","effectiveDate":"2026-10-12","changes":[
                         {"field":"employment.legalEntityId","new":"LE-DE"},{"field":"org.costCenterId","new":"CC-1100"}]}""")
                .body());
        assertThat(answer.at("/impact/costDelta/amount").asText())
                .as(answer.toString())
                .isEqualTo("0.00");
        assertThat(answer.at("/findings/0/rule").asText()).isEqualTo("V-WRK-10");
        assertThat(product.read("/api/v1/workers/W-0921")
                        .at("/employment/legalEntityId")
                        .asText())
                .isEqualTo("LE-US");
        assertThat(product.post("/api/v1/staffing-changes/assess", "{}").statusCode())
                .isEqualTo(400);
        assertThat(product.post(
                                "/api/v1/staffing-changes/assess",
                                """
                                {"projectId":"P-9999","roleId":"SAR","on":"2026-11-02","hours":"168.00",
                                 "candidates":[{"legalEntityId":"LE-US"}]}""")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void what_the_source_does_not_own_waits_at_the_desk_and_is_not_applied() throws Exception {
        ObjectNode proposal = Told.change("W-0922", 2, "2026-10-05", "org.costCenterId", "CC-1100", "CC-1200");
        proposal.put("source", "urn:mha:idp:scim:mha");
        String answer = product.post("/api/v1/events", Json.write(proposal)).body();
        assertThat(Json.tree(answer).path("status").asText()).as(answer).isEqualTo("held");
        assertThat(product.get("/api/v1/exceptions").body())
                .contains("org.costCenterId is owned by hris; idp proposes CC-1200 instead of CC-1100");
        assertThat(product.read("/api/v1/workers/W-0922")
                        .at("/org/costCenterId")
                        .asText())
                .isEqualTo("CC-1100");
    }

    private static void post(String path, ObjectNode event) throws Exception {
        HttpResponse<String> answer = product.post(path, Json.write(event));
        assertThat(Json.tree(answer.body()).path("status").asText())
                .as(answer.body())
                .isEqualTo("accepted");
    }

    private static HttpResponse<String> get(String path, String tag) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + product.setting("throughline.http.port") + path))
                .header("Authorization", "Bearer " + product.operatorKey());
        if (tag != null) {
            request.header("If-None-Match", tag);
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
