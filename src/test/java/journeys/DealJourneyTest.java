package journeys;

import static journeys.RunningProduct.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A won opportunity opens one project everywhere, however often and by whatever way Salesforce says so. */
class DealJourneyTest extends Journey {

    private static final AdjustableClock CLOCK = AdjustableClock.from(Instant.parse("2026-10-02T12:00:00Z"));

    @BeforeAll
    static void start() throws Exception {
        start(CLOCK);
    }

    @Test
    void a_deal_told_over_jms_and_by_webhook_opens_one_project_with_its_codes_everywhere() throws Exception {
        String notice = vendors.win("006Hs00000Q1003IAB");
        product.send("intake.salesforce", notice);
        product.eventuallyDone("opportunity:OPP-1003", 1);
        JsonNode second = Json.tree(product.post("/hooks/salesforce", notice).body());
        product.eventuallyDone("project:P-1003", 1);
        eventually().until(() -> workspace("P-1003").path("open_for_time").asBoolean());

        assertThat(second.path("status").asText()).as(second.toString()).isEqualTo("duplicate");
        assertThat(vendors.applied("netsuite", "customer", "C-02")).hasSize(1);
        assertThat(vendors.applied("netsuite", "job", "P-1003")).hasSize(1);
        assertThat(vendors.records("kantata", "workspaces"))
                .filteredOn(one -> one.toString().contains("P-1003"))
                .hasSize(1);
        assertThat(workspace("P-1003").path("erp_project_code").asText()).isEqualTo("P-1003");
        eventually().untilAsserted(() -> assertThat(vendors.records("salesforce", "Account"))
                .filteredOn(account ->
                        account.path("MHA_Integration_Key__c").asText().equals("C-02"))
                .singleElement()
                .satisfies(account ->
                        assertThat(account.path("ERP_Customer_Id__c").asText()).isNotEmpty()));
        assertThat(vendors.records("salesforce", "Opportunity"))
                .filteredOn(deal -> deal.path("MHA_Integration_Key__c").asText().equals("OPP-1003"))
                .singleElement()
                .satisfies(deal ->
                        assertThat(deal.path("ERP_Project_Code__c").asText()).isEqualTo("P-1003"));
        assertThat(product.read("/api/v1/projects/P-1003").path("status").asText())
                .isEqualTo("ACTIVE");
    }

    @Test
    void a_gap_in_the_feed_is_read_up_on_and_wins_nothing_twice() throws Exception {
        product.send("intake.salesforce", vendors.win("006Hs00000Q1009IAB"));
        product.eventuallyDone("project:P-1009", 1);
        String gap = Files.readString(Path.of("src/main/resources/samples/salesforce/opportunity_gap_event.json"))
                .replace("006Hs00000Q1003IAB", "006Hs00000Q1009IAB");

        JsonNode first = Json.tree(product.post("/hooks/salesforce", gap).body());
        JsonNode again = Json.tree(product.post("/hooks/salesforce", gap).body());

        assertThat(List.of(first.path("status").asText(), again.path("status").asText()))
                .containsExactly("accepted", "duplicate");
        JsonNode read = product.read("/api/v1/events/" + first.path("id").asText());
        assertThat(read.path("type").asText()).isEqualTo("opportunity.changed.v1");
        product.eventuallyDone("opportunity:OPP-1009", 3);
        assertThat(product.trace("opportunity:OPP-1009").path("events").findValuesAsText("type"))
                .filteredOn("opportunity.won.v1"::equals)
                .hasSize(1);
        assertThat(vendors.applied("netsuite", "job", "P-1009")).hasSize(1);
    }

    @Test
    void a_notice_that_was_lost_is_made_up_for_by_the_sweep_and_changes_nothing_when_it_comes_late() throws Exception {
        product.startRoute("salesforce.poll");
        try {
            String notice = vendors.win("006Hs00000Q1001IAB");
            product.eventuallyDone("project:P-1001", 1);
            Instant seen = readUpTo();
            eventually().until(() -> readUpTo().isAfter(seen));

            JsonNode late = Json.tree(product.post("/hooks/salesforce", notice).body());
            assertThat(late.path("status").asText()).isEqualTo("accepted");
            product.eventuallyDone("opportunity:OPP-1001", 1);
            Instant then = readUpTo();
            eventually().until(() -> readUpTo().isAfter(then));
        } finally {
            product.product().main().getCamelContext().getRouteController().stopRoute("salesforce.poll");
        }

        JsonNode events = product.trace("opportunity:OPP-1001").path("events");
        assertThat(events.findValuesAsText("type"))
                .filteredOn("opportunity.won.v1"::equals)
                .hasSize(1);
        assertThat(events.findValuesAsText("operation"))
                .filteredOn("read-opportunity"::equals)
                .hasSize(1);
        assertThat(vendors.applied("netsuite", "job", "P-1001")).hasSize(1);
        assertThat(vendors.records("kantata", "workspaces"))
                .filteredOn(one -> one.toString().contains("P-1001"))
                .hasSize(1);
    }

    @Test
    void a_deal_that_is_reopened_suspends_its_project_and_a_second_win_goes_on_with_it() throws Exception {
        product.dropAndAwait(
                "netsuite",
                "rate_card.csv",
                ("project_id,role,currency,bill_rate,effective_from,effective_to_exclusive\n"
                                + "P-1012,CON,EUR,125.0000,2026-01-01,\n")
                        .getBytes(StandardCharsets.UTF_8));
        product.send("intake.salesforce", vendors.win("006Hs00000Q1012IAB"));
        eventually()
                .until(() ->
                        status("P-1012").equals("ACTIVE") || status("P-1012").equals("PENDING"));
        eventually().until(() -> delivery("OPP-1012").matches("Pending|Active"));

        CLOCK.advance(Duration.ofMinutes(1));
        product.send("intake.salesforce", vendors.moved("reopen", "006Hs00000Q1012IAB"));
        eventually().until(() -> status("P-1012").equals("SUSPENDED"));
        eventually().until(() -> delivery("OPP-1012").equals("Suspended"));

        CLOCK.advance(Duration.ofMinutes(1));
        product.send("intake.salesforce", vendors.win("006Hs00000Q1012IAB"));
        eventually().until(() -> status("P-1012").matches("PENDING|ACTIVE"));
        eventually().until(() -> delivery("OPP-1012").matches("Pending|Active"));
        assertThat(product.trace("opportunity:OPP-1012").path("events").findValuesAsText("type"))
                .contains("opportunity.reopened.v1")
                .filteredOn("opportunity.won.v1"::equals)
                .hasSize(2);
    }

    @Test
    void a_setup_that_the_erp_refuses_is_labelled_in_the_psa_and_told_to_the_crm() throws Exception {
        vendors.fault("netsuite", "{\"kind\":\"400\",\"match\":\"/job/\",\"times\":-1}");
        try {
            product.send("intake.salesforce", vendors.win("006Hs00000Q1010IAB"));
            eventually().until(() -> delivery("OPP-1010").equals("Setup failed"));
            eventually()
                    .until(() -> workspace("P-1010").path("status").path("key").asInt() == 400);
            assertThat(workspace("P-1010").path("title").asText()).startsWith("[setup failed");
        } finally {
            vendors.healed("netsuite");
        }
    }

    @Test
    void a_deal_that_a_rule_holds_is_told_to_the_crm_too() throws Exception {
        ObjectNode customer = (ObjectNode) product.read("/api/v1/customers/C-11");
        customer.put("version", customer.path("version").asLong() + 1).put("hold", true);
        ObjectNode event = Json.mapper().createObjectNode();
        event.put("specversion", "1.0")
                .put("id", "C-11-on-hold")
                .put("source", "urn:mha:erp:netsuite:1234567")
                .put("type", "com.example.customer.updated.v1")
                .put("subject", "C-11")
                .put("time", CLOCK.instant().toString())
                .set("data", customer);
        event.put("sequence", customer.path("version").asLong());
        assertThat(product.post("/api/v1/events", Json.write(event)).body()).contains("accepted");
        product.send("intake.salesforce", vendors.win("006Hs00000Q1014IAB"));
        eventually().until(() -> delivery("OPP-1014").equals("Setup held"));
        assertThat(product.read("/api/v1/exceptions").findValuesAsText("message"))
                .anyMatch(message -> message.contains("customer C-11 is on hold"));
    }

    private static String status(String projectId) {
        try {
            return product.read("/api/v1/projects/" + projectId).path("status").asText();
        } catch (Exception notThere) {
            return "";
        }
    }

    private static String delivery(String opportunityId) {
        return vendors.records("salesforce", "Opportunity").stream()
                .filter(deal -> deal.path("MHA_Integration_Key__c").asText().equals(opportunityId))
                .map(deal -> deal.path("Delivery_Status__c").asText())
                .findFirst()
                .orElse("");
    }

    private static Instant readUpTo() {
        return product.product().wiring().stores().watermarks().position("salesforce");
    }

    private static JsonNode workspace(String projectId) {
        return vendors.records("kantata", "workspaces").stream()
                .filter(one -> one.toString().contains(projectId))
                .findFirst()
                .orElseGet(Json.mapper()::createObjectNode);
    }
}
