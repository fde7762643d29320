package journeys;

import static journeys.RunningProduct.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Json;
import io.throughline.people.Canon;
import io.throughline.people.Told;
import io.throughline.work.Deals;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A fact that comes before what it is about waits in sight, and goes through when that has come, without anybody's help. */
class FactFirstJourneyTest extends Journey {

    private static final AdjustableClock CLOCK = AdjustableClock.from(Instant.parse("2026-10-20T12:00:00Z"));

    @BeforeAll
    static void start() throws Exception {
        start(CLOCK);
    }

    @Test
    void an_assignment_that_comes_first_waits_for_its_worker_then_for_its_project_and_is_kept() throws Exception {
        Instant before = CLOCK.instant();
        JsonNode answer = post(
                "assignment.approved.v1",
                "A-9001",
                """
                {"assignmentId":"A-9001","version":1,"workerId":"W-0951","projectId":"P-9951","roleId":"CON",
                 "status":"APPROVED","from":"2026-10-26","to":"2026-11-07","allocation":{"pct":"0.5000"},"billable":false}""");
        assertThat(answer.path("status").asText()).as(answer.toString()).isEqualTo("parked");
        assertThat(Instant.parse(
                        waitsFor("worker@throughline:W-0951").path("since").asText()))
                .isBetween(before.minusSeconds(1), CLOCK.instant());

        product.send("intake.canonical", Json.write(Told.hire("W-0951")));

        eventually().until(() -> !waitsFor("project@throughline:P-9951").isMissingNode());
        assertThat(waitsFor("worker@throughline:W-0951").isMissingNode()).isTrue();
        assertThat(status("A-9001")).isEqualTo(404);

        post(
                "project.created.v1",
                "P-9951",
                Json.write(Canon.with(Canon.with(Deals.PROJECT, "projectId", "P-9951"), "opportunityId", "OPP-9951")));

        eventually().until(() -> status("A-9001") == 200);
        assertThat(product.read("/api/v1/events/A-9001").path("state").asText()).isEqualTo("ACCEPTED");
        assertThat(waitsFor("project@throughline:P-9951").isMissingNode()).isTrue();
        assertThat(product.get("/api/v1/exceptions").body()).doesNotContain("A-9001");
    }

    @Test
    void a_won_deal_that_comes_first_waits_for_its_customer_and_opens_the_project_then() throws Exception {
        ObjectNode deal = Json.toTree(Deals.WON);
        deal.put("opportunityId", "OPP-9952").put("customerId", "C-952").put("letterOfIntent", true);
        deal.remove(List.of("contractId", "projectId", "xref"));
        JsonNode answer = post("opportunity.won.v1", "OPP-9952", Json.write(deal));
        assertThat(answer.path("status").asText()).as(answer.toString()).isEqualTo("parked");
        assertThat(waitsFor("customer@throughline:C-952").path("since").asText())
                .startsWith("2026-10-20T");

        post(
                "customer.created.v1",
                "C-952",
                Json.write(Canon.with(
                        Canon.with(Deals.CALDER, "customerId", "C-952"), "legalName", "Wharfside Mills Holding")));

        eventually().until(() -> status("OPP-9952") == 200);
        eventually()
                .until(() -> vendors.applied("netsuite", "customer", "C-952").size() == 1);
        eventually().until(() -> vendors.applied("netsuite", "job", "P-9952").size() == 1);
        assertThat(waitsFor("customer@throughline:C-952").isMissingNode()).isTrue();
        assertThat(product.get("/api/v1/exceptions?view=waiting").body()).doesNotContain("OPP-9952");
    }

    @Test
    void a_hire_that_is_held_says_which_assignments_wait_for_it_and_what_they_are_worth() throws Exception {
        post(
                "assignment.approved.v1",
                "A-9003",
                """
                {"assignmentId":"A-9003","version":1,"workerId":"W-0953","projectId":"P-9953","roleId":"CON",
                 "status":"APPROVED","from":"2026-10-26","to":"2026-11-07","allocation":{"minutesPerDay":480},
                 "billable":true,"billRateOverride":{"amount":"100.0000","currency":"USD","unit":"HUR"}}""");
        ObjectNode hire = Told.hire("W-0953");
        ((ObjectNode) hire.at("/data/org")).put("costCenterId", "CC-0000");
        product.send("intake.canonical", Json.write(hire));

        eventually().until(() -> held("V-WRK-02").has("workers"));
        JsonNode worker = held("V-WRK-02").at("/workers/0");
        assertThat(worker.path("id").asText()).isEqualTo("W-0953");
        assertThat(worker.path("startDate").asText()).isEqualTo("2026-03-02");
        assertThat(worker.at("/projects/0/id").asText()).isEqualTo("P-9953");
        assertThat(worker.at("/projects/0/assignments/0").asText()).isEqualTo("A-9003");
        assertThat(worker.at("/projects/0/from").asText()).isEqualTo("2026-10-26");
        assertThat(worker.at("/projects/0/exposure/0/amount").asText())
                .as("the first week of the booking: 40 h at 100")
                .isEqualTo("4000.00");
    }

    private static JsonNode held(String rule) throws Exception {
        for (JsonNode one : product.read("/api/v1/exceptions")) {
            if (one.path("rule").asText().equals(rule)) {
                return one;
            }
        }
        return Json.mapper().missingNode();
    }

    private static JsonNode post(String type, String id, String data) throws Exception {
        ObjectNode event = Json.mapper().createObjectNode();
        event.put("specversion", "1.0").put("source", "urn:test:first").put("id", id);
        event.put("type", "com.example." + type)
                .put("subject", id)
                .put("time", CLOCK.instant().toString());
        String object = type.substring(0, type.indexOf('.'));
        event.put("partitionkey", object + ":" + id).put("sequence", 1);
        event.set("data", Json.tree(data));
        return Json.tree(product.post("/api/v1/events", Json.write(event)).body());
    }

    private static int status(String id) throws Exception {
        return product.get("/api/v1/events/" + id).statusCode();
    }

    /** What waits for a reference, as the desk shows it. */
    private static JsonNode waitsFor(String reference) throws Exception {
        for (JsonNode waiting : product.read("/api/v1/exceptions?view=waiting")) {
            if (waiting.path("waitsFor").asText().equals(reference)) {
                return waiting;
            }
        }
        return Json.mapper().missingNode();
    }
}
