package journeys;

import static journeys.RunningProduct.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Json;
import io.throughline.money.Invoice;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import journeys.EdgeFirm.Time;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.MethodName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Edge cases of deals, customers and projects: opened again, known twice, closed too early, lost on the way. */
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
        JsonNode task = firm.onlyCase("WF-09-COST", "P-1012");
        assertThat(task.toString()).contains("4.00 h were booked on P-1012", "billed, moved or written off");
        JsonNode refused = firm.post(assignment("A-0401", "P-1012"));
        assertThat(refused.path("status").asText()).as(refused.toString()).isEqualTo("held");
        assertThat(firm.onlyCase("V-ASG-02", "P-1012 is SUSPENDED")).isNotNull();
        firm.told(Time.of("T-0402", "W-0031", "P-1012", "2026-10-12", 60));
        assertThat(firm.onlyCase("V-TIM-04", "P-1012 is SUSPENDED")).isNotNull();

        firm.clock().advance(Duration.ofMinutes(1));
        firm.product().send("intake.salesforce", firm.vendors().win("006Hs00000Q1012IAB"));
        firm.until("project:P-1012", () -> firm.status("P-1012").equals("ACTIVE"));
        assertThat(firm.events("opportunity:OPP-1012", "opportunity.won.v1")).hasSize(2);
        assertThat(firm.records("openair", "Project", "externalid", "P-1012")).hasSize(1);
    }

    @Test
    void E05_duplicate_customer() throws Exception {
        JsonNode suspect = firm.onlyCase("V-CUS-01", "C-12", "C-03", "DE811234567");
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
    void E06_project_closed_with_unapproved_time() throws Exception {
        firm.open("P-1011");
        Time[] week = new Time[5];
        for (int i = 0; i < 5; i++) {
            week[i] = Time.of("T-060" + i, "W-0031", "P-1011", "2026-10-" + (12 + i), i == 4 ? 360 : 480)
                    .with("status", "SUBMITTED");
        }
        firm.told(week);
        JsonNode closed = firm.post(firm.event(
                "urn:mha:psa:openair:mha",
                "project.closed.v1",
                "P-1011",
                firm.next("projects", "P-1011").put("status", "CLOSED")));

        assertThat(closed.path("status").asText()).as(closed.toString()).isEqualTo("held");
        JsonNode held = firm.onlyCase("R1", "5 time entries of project P-1011", "38.00 h worth EUR 4750.00");
        assertThat(held.at("/project/id").asText()).as(held.toString()).isEqualTo("P-1011");
        JsonNode readiness = firm.product().read("/api/v1/projects/P-1011/billing-readiness?cycle=2026-10");
        assertThat(readiness.path("ready").asBoolean()).as(readiness.toString()).isFalse();
        assertThat(readiness.at("/gates/0/open").asBoolean())
                .as(readiness.toString())
                .isFalse();
        assertThat(firm.status("P-1011")).isEqualTo("ACTIVE");
    }

    @Test
    void E14_retroactive_rate_change() throws Exception {
        firm.clock().set(Instant.parse("2026-10-22T12:00:00Z"));
        firm.hire("W-0030");
        firm.open("P-1014");
        firm.post(firm.event(
                "urn:mha:psa:openair:mha",
                "project.updated.v1",
                "P-1014",
                firm.next("projects", "P-1014").put("start", "2026-09-01")));
        firm.vendors().seed("sap", "{\"recordType\":\"period\",\"id\":\"2000/2026/09\",\"open\":true}");
        List<Time> september = new ArrayList<>();
        LocalDate day = LocalDate.parse("2026-09-01");
        for (int i = 0; i < 19; day = day.plusDays(1)) {
            if (day.getDayOfWeek().getValue() < 6) {
                september.add(Time.of("T-14" + (10 + i), "W-0030", "P-1014", day.toString(), i == 18 ? 360 : 480));
                i++;
            }
        }
        firm.told(september.toArray(Time[]::new));
        firm.until("project:P-1014", () -> invoiced("INVDE2026101409").compareTo(new BigDecimal("24000")) == 0);

        firm.product()
                .dropAndAwait(
                        "netsuite",
                        "retro.csv",
                        """
                        project_id,role,currency,bill_rate,effective_from,effective_to_exclusive
                        P-1014,SAR,EUR,160.0000,2026-01-01,2026-09-01
                        P-1014,SAR,EUR,168.0000,2026-09-01,
                        P-1014,ANL,EUR,88.0000,2026-01-01,
                        """);
        firm.told(Time.of("T-1430", "W-0030", "P-1014", "2026-10-20", 480));
        firm.until("time:T-1430", () -> firm.steps("time:T-1430", "sap").contains("time DONE"));
        firm.clock().set(Instant.parse("2026-11-01T15:00:00Z"));

        firm.until("project:P-1014", () -> invoiced("INVDE2026101410").signum() > 0);
        assertThat(invoiced("INVDE2026101410"))
                .as("8 h at 168 and 1200.00 for 150 h of September")
                .isEqualByComparingTo("2544.00");
        firm.until("project:P-1014", () -> stored("INV-DE-2026-1014-10").isPresent());
        Invoice october = stored("INV-DE-2026-1014-10").orElseThrow();
        assertThat(october.lines())
                .filteredOn(line -> line.kind() == Invoice.Line.Kind.TRUE_UP)
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.amount()).isEqualByComparingTo("1200.00");
                    assertThat(line.description()).contains("2026-09");
                });
        assertThat(invoiced("INVDE2026101409")).isEqualByComparingTo("24000.00");
    }

    private static Optional<Invoice> stored(String id) {
        return firm.product().product().wiring().stores().knowledge().latest("invoice", id, Invoice.class);
    }

    /** Revenue that SAP has for a reference of ours. */
    private static BigDecimal invoiced(String reference) throws Exception {
        BigDecimal sum = BigDecimal.ZERO;
        for (JsonNode record : firm.product().records("sap")) {
            if (record.path("DocumentReferenceID").asText().equals(reference)
                    && record.path("GLAccount").asText().matches("000084[01]000")) {
                sum = sum.subtract(new BigDecimal(
                        record.path("AmountInTransactionCurrency").asText()));
            }
        }
        return sum;
    }

    @Test
    void E17_salesforce_gap_event() throws Exception {
        String gap = Files.readString(Path.of("src/main/resources/samples/salesforce/opportunity_gap_event.json"));
        firm.vendors().win("006Hs00000Q1003IAB");
        JsonNode told = Json.tree(firm.product().post("/hooks/salesforce", gap).body());
        assertThat(told.path("status").asText()).as(told.toString()).isEqualTo("accepted");
        firm.until("opportunity:OPP-1003", () -> firm.status("P-1003").equals("ACTIVE"));
        assertThat(firm.steps("opportunity:OPP-1003", "salesforce")).contains("read-opportunity DONE");

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
