package journeys;

import static journeys.RunningProduct.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import journeys.EdgeFirm.Time;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.MethodName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Edge cases of deals and customers: opened again, known twice, lost on the way. */
@TestMethodOrder(MethodName.class)
class EdgeCaseDealsJourneyTest {

    @TempDir
    static Path folder;

    private static EdgeFirm firm;

    @BeforeAll
    static void start() throws Exception {
        firm = EdgeFirm.at(folder, "2026-10-12T12:00:00Z", "throughline.desk.millis", "200");
        firm.hire("W-0010", "W-0027", "W-0031");
        firm.product()
                .dropAndAwait(
                        "netsuite",
                        "rate_card.csv",
                        """
                        project_id,role,currency,bill_rate,effective_from,effective_to_exclusive
                        P-1012,CON,EUR,125.0000,2026-01-01,
                        """);
    }

    @AfterAll
    static void stop() {
        firm.close();
    }

    @Test
    void E04_opportunity_re_opened() throws Exception {
        ObjectNode customer = firm.next("customers", "C-09");
        customer.putArray("taxIds")
                .addObject()
                .put("type", "VAT")
                .put("value", "ESB12345674")
                .put("country", "ES");
        firm.post(firm.event("customer.updated.v1", "C-09", customer));
        firm.product().send("intake.salesforce", firm.vendors().win("006Hs00000Q1012IAB"));
        firm.until("opportunity:OPP-1012", () -> firm.status("P-1012").equals("PENDING"));
        firm.product()
                .dropAndAwait(
                        "netsuite",
                        "signed.csv",
                        """
                        project_id,customer_id,name,billing_type,currency,billing_entity,opportunity_id,status,price_or_cap,note
                        P-1012,C-09,ERP assessment,TM,EUR,LE-DE,006Hs00000Q1012,active,,signed
                        """);
        firm.clock().advance(Duration.ofDays(1));
        firm.until("project:P-1012", () -> firm.status("P-1012").equals("ACTIVE"));
        firm.told(Time.of("T-0401", "W-0031", "P-1012", "2026-10-12", 240));
        firm.until("time:T-0401", () -> firm.steps("time:T-0401", "sap").contains("time DONE"));

        firm.clock().advance(Duration.ofMinutes(1));
        firm.product().send("intake.salesforce", firm.vendors().moved("reopen", "006Hs00000Q1012IAB"));
        firm.until("project:P-1012", () -> firm.status("P-1012").equals("SUSPENDED"));
        firm.until("project:P-1012", () -> !firm.cases("WF-09-COST", "P-1012").isEmpty());
        firm.until(
                "project:P-1012",
                () -> inOpenAir("P-1012").path("active").asText().equals("0"));
        String id = inOpenAir("P-1012").path("id").asText();
        JsonNode task = firm.onlyCase("WF-09-COST", "P-1012");
        assertThat(task.toString()).contains("4.00 h were booked on P-1012", "billed, moved or written off");
        JsonNode readiness = firm.product().read("/api/v1/projects/P-1012/billing-readiness?cycle=2026-10");
        assertThat(readiness.path("ready").asBoolean())
                .as("nothing is billed before finance has decided: " + readiness)
                .isFalse();
        JsonNode refused = firm.post(assignment("A-0401", "P-1012"));
        assertThat(refused.path("status").asText()).as(refused.toString()).isEqualTo("held");
        assertThat(firm.onlyCase("V-ASG-02", "P-1012 is SUSPENDED")).isNotNull();
        firm.told(Time.of("T-0402", "W-0031", "P-1012", "2026-10-12", 60));
        assertThat(firm.onlyCase("V-TIM-04", "P-1012 is SUSPENDED")).isNotNull();

        firm.clock().advance(Duration.ofMinutes(1));
        firm.product().send("intake.salesforce", firm.vendors().win("006Hs00000Q1012IAB"));
        firm.until("project:P-1012", () -> firm.status("P-1012").equals("ACTIVE"));
        firm.until(
                "project:P-1012",
                () -> inOpenAir("P-1012").path("active").asText().equals("1"));
        assertThat(inOpenAir("P-1012").path("id").asText()).isEqualTo(id);
        assertThat(firm.events("opportunity:OPP-1012", "opportunity.won.v1")).hasSize(2);
        assertThat(firm.vendors().records("openair", "Project"))
                .filteredOn(one -> one.path("notes").asText().endsWith("OPP-1012"))
                .hasSize(1);
    }

    /** The only record that OpenAir has of a project. */
    private static JsonNode inOpenAir(String projectId) {
        List<JsonNode> found = firm.records("openair", "Project", "externalid", projectId);
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    @Test
    void E05_duplicate_customer() throws Exception {
        JsonNode suspect = firm.onlyCase("V-CUS-01", "C-12", "C-03", "same tax id DE811234567", "name 100 % alike");
        assertThat(suspect.path("state").asText()).isEqualTo("OPEN");
        assertThat(firm.product().get("/api/v1/customers/C-12").statusCode()).isEqualTo(404);
        assertThat(firm.vendors().records("sap", "BusinessPartner"))
                .noneMatch(one -> one.toString().contains("C-12"));

        ObjectNode merge = Json.mapper().createObjectNode();
        merge.put("mergedId", "C-12")
                .put("version", 1)
                .put("object", "customer")
                .put("into", "C-03");
        JsonNode merged = firm.post(firm.event("customer.merged.v1", "C-12", merge));
        assertThat(merged.path("status").asText()).as(merged.toString()).isEqualTo("accepted");

        var gone = firm.product().get("/api/v1/customers/C-12");
        assertThat(gone.statusCode()).isEqualTo(410);
        assertThat(Json.tree(gone.body()).path("redirectTo").asText()).isEqualTo("/api/v1/customers/C-03");
        assertThat(leadsTo("001Hs00000AbC12")).isEqualTo("C-03");
        assertThat(leadsTo("001Hs00000AbC03")).isEqualTo("C-03");
    }

    @Test
    void E17_salesforce_gap_event() throws Exception {
        String gap = Files.readString(Path.of("src/main/resources/samples/salesforce/opportunity_gap_event.json"));
        firm.vendors().win("006Hs00000Q1003IAB");
        JsonNode told = Json.tree(firm.product().post("/hooks/salesforce", gap).body());
        assertThat(told.path("status").asText()).as(told.toString()).isEqualTo("accepted");
        firm.until("opportunity:OPP-1003", () -> firm.status("P-1003").equals("ACTIVE"));
        assertThat(firm.steps("opportunity:OPP-1003", "salesforce")).contains("read-opportunity DONE");
        firm.product().post("/hooks/salesforce", gap.replace("0001f2c4", "0003f2c4"));
        firm.until(
                "opportunity:OPP-1003",
                () -> firm.steps("opportunity:OPP-1003", "salesforce").stream()
                                .filter("read-opportunity DONE"::equals)
                                .count()
                        == 2);
        assertThat(firm.events("opportunity:OPP-1003", "opportunity.won.v1"))
                .as("read again, the same as known")
                .hasSize(1);

        Instant lost = firm.clock().instant();
        firm.vendors().win("006Hs00000Q1009IAB");
        firm.vendors().moved("reopen", "006Hs00000Q1003IAB");
        firm.clock().advance(Duration.ofHours(3));
        firm.product().startRoute("salesforce.poll");
        try {
            Instant begun = readUpTo();
            firm.clock().advance(Duration.ofMinutes(1));
            eventually().until(() -> readUpTo().isAfter(begun));
            assertThat(firm.status("P-1009"))
                    .as("the reading begins after what was lost")
                    .doesNotContain("ACTIVE");

            JsonNode overflow = Json.tree(firm.product()
                    .post(
                            "/hooks/salesforce",
                            gap.replace("GAP_UPDATE", "GAP_OVERFLOW")
                                    .replace("006Hs00000Q1003IAB", "000000000000000AAA")
                                    .replace("0001f2c4", "0002f2c4")
                                    .replaceAll(
                                            "\"commitTimestamp\":\\d+", "\"commitTimestamp\":" + lost.toEpochMilli()))
                    .body());
            assertThat(overflow.path("status").asText()).as(overflow.toString()).isEqualTo("accepted");
            firm.until("opportunity:OPP-1009", () -> firm.status("P-1009").equals("ACTIVE"));
            firm.until("opportunity:OPP-1003", () -> firm.status("P-1003").equals("SUSPENDED"));
        } finally {
            firm.product()
                    .product()
                    .main()
                    .getCamelContext()
                    .getRouteController()
                    .stopRoute("salesforce.poll");
        }
    }

    private static Instant readUpTo() {
        return firm.product().product().wiring().stores().watermarks().position("salesforce");
    }

    /** The customer an account of the CRM leads to, over the redirect of one that was merged. */
    private static String leadsTo(String account) throws Exception {
        String id = firm.product()
                .product()
                .wiring()
                .stores()
                .knowledge()
                .canonicalId("customer", "salesforce", account)
                .orElseThrow();
        var answer = firm.product().get("/api/v1/customers/" + id);
        String redirect = Json.tree(answer.body()).path("redirectTo").asText();
        return answer.statusCode() == 410 ? redirect.substring(redirect.lastIndexOf('/') + 1) : id;
    }

    private static ObjectNode assignment(String id, String projectId) {
        ObjectNode data = Json.mapper().createObjectNode();
        data.put("assignmentId", id)
                .put("version", 1)
                .put("workerId", "W-0031")
                .put("projectId", projectId)
                .put("roleId", "CON")
                .put("status", "APPROVED")
                .put("from", "2026-10-19")
                .put("to", "2026-11-01")
                .put("billable", true)
                .put("sourceSystem", "openair");
        data.putObject("allocation").put("minutesPerDay", 240);
        return firm.event("urn:mha:psa:openair:mha", "assignment.approved.v1", id, data)
                .put("partitionkey", "worker:W-0031");
    }
}
