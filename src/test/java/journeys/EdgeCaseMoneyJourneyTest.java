package journeys;

import static journeys.RunningProduct.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Json;
import io.throughline.money.TimeFact;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import journeys.EdgeFirm.Time;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Edge cases of money: caps, gaps between rates, rates of exchange that are missing, answers that get lost, invoices that are voided. */
@TestMethodOrder(OrderAnnotation.class)
class EdgeCaseMoneyJourneyTest {

    @TempDir
    static Path folder;

    private static EdgeFirm firm;

    @BeforeAll
    static void start() throws Exception {
        firm = EdgeFirm.at(
                folder,
                "2026-10-22T12:00:00Z",
                "throughline.desk.millis",
                "200",
                "throughline.systems.netsuite.timeout",
                "2000");
        firm.hire("W-0003", "W-0006", "W-0010", "W-0014", "W-0033", "W-0034");
        ObjectNode customer = firm.next("customers", "C-05");
        ((ObjectNode) customer.path("eInvoice")).put("buyerReference", "QM-4711");
        firm.post(firm.event("customer.updated.v1", "C-05", customer));
        firm.open("P-1001", "P-1003", "P-1007", "P-1009");
        firm.told(
                Time.of("T-1001", "W-0034", "P-1007", "2026-10-20", 200),
                Time.of("T-2001", "W-0003", "P-1001", "2026-10-21", 480),
                Time.of("T-2201", "W-0014", "P-1009", "2026-10-15", 480));
    }

    @AfterAll
    static void stop() {
        firm.close();
    }

    @Test
    @Order(1)
    void E26_rate_gap_or_overlap() throws Exception {
        JsonNode receipt = firm.product()
                .dropAndAwait(
                        "netsuite",
                        "rates.csv",
                        """
                        project_id,role,currency,bill_rate,effective_from,effective_to_exclusive
                        P-1009,ANL,USD,95.0000,2026-01-01,2026-11-01
                        P-1009,ANL,USD,97.0000,2026-11-02,
                        P-1009,PM,USD,200.0000,2026-01-01,
                        P-1009,PM,USD,205.0000,2026-10-01,
                        """);
        assertThat(receipt.path("accepted").asInt()).as(receipt.toString()).isEqualTo(1);

        assertThat(validated("ANL", "2026-10-31").body()).contains("95.0000");
        assertThat(validated("ANL", "2026-11-01").statusCode()).isBetween(400, 499);
        assertThat(validated("ANL", "2026-11-01").body()).contains("RATE_NOT_FOUND");
        assertThat(validated("ANL", "2026-11-02").body()).contains("97.0000");
        assertThat(validated("PM", "2026-10-20").body()).contains("RATE_AMBIGUOUS");
        firm.told(
                Time.of("T-2601", "W-0014", "P-1009", "2026-11-01", 60),
                Time.of("T-2602", "W-0003", "P-1009", "2026-10-20", 60));
        assertThat(firm.onlyCase("V-TIM-10", "RATE_NOT_FOUND", "2026-11-01")).isNotNull();
        assertThat(firm.onlyCase("V-TIM-10", "RATE_AMBIGUOUS", "2026-10-20")).isNotNull();
        assertThat(firm.bills("T-2601")).isEmpty();
        assertThat(firm.bills("T-2602")).isEmpty();

        firm.product()
                .dropAndAwait(
                        "netsuite",
                        "rates_put_right.csv",
                        """
                        project_id,role,currency,bill_rate,effective_from,effective_to_exclusive
                        P-1009,ANL,USD,95.0000,2026-01-01,
                        P-1009,PM,USD,205.0000,2026-01-01,
                        """);
        firm.told(
                Time.of("T-2601", "W-0014", "P-1009", "2026-11-01", 60).version(2),
                Time.of("T-2602", "W-0003", "P-1009", "2026-10-20", 60).version(2));
        firm.awaitBill("T-2601", "1:00");
        firm.awaitBill("T-2602", "1:00");
    }

    @Test
    @Order(2)
    void E21_fx_missing() throws Exception {
        JsonNode receipt = firm.product()
                .dropAndAwait(
                        "kantata",
                        "expenses.csv",
                        """
                        expense_id,worker_id,project_id,date,category,amount,currency,billable,status
                        X-06,W-0003,P-1001,2026-10-22,HOTEL,189.00,GBP,Y,approved
                        """);
        assertThat(receipt.path("held").asInt()).as(receipt.toString()).isEqualTo(1);
        JsonNode waiting = firm.product().read("/api/v1/exceptions?view=waiting");
        assertThat(waiting.toString()).contains("FX_MISSING", "P-1001", "C-01", "189.00", "GBP");
        assertThat(firm.vendors().records("netsuite", "expenseReport")).isEmpty();

        firm.product()
                .dropAndAwait(
                        "netsuite", "gbp.csv", "from,to,rate,valid_on,type\nGBP,USD,1.2700000000,2026-10-22,closing\n");
        eventually()
                .until(() -> firm.vendors().records("netsuite", "expenseReport").size() == 1);
        assertThat(firm.vendors()
                        .records("netsuite", "expenseReport")
                        .get(0)
                        .at("/expense/items/0/amount")
                        .decimalValue())
                .isEqualByComparingTo("240.03");
        eventually().until(() -> !firm.product()
                .get("/api/v1/exceptions?view=waiting")
                .body()
                .contains("FX_MISSING"));
    }

    @Test
    @Order(3)
    void E19_cap_crossed_inside_a_line() throws Exception {
        ObjectNode earlier =
                (ObjectNode) Json.tree(Files.readString(Path.of("src/test/resources/canonical/invoice_issued.json")));
        earlier.put("id", "earlier").put("subject", "INV-US-2026-1003-09B");
        ObjectNode data = (ObjectNode) earlier.get("data");
        data.put("invoiceId", "INV-US-2026-1003-09B")
                .put("billingCycleId", "BC-P-1003-2026-09B")
                .put("issueDate", "2026-09-30")
                .put("net", "248900.00")
                .put("gross", "248900.00");
        data.putObject("servicePeriod").put("from", "2026-09-16").put("to", "2026-09-30");
        data.putArray("lines")
                .addObject()
                .put("lineNo", 1)
                .put("quantity", "1.00")
                .put("unit", "EA")
                .put("unitPrice", "248900.0000")
                .put("amount", "248900.00");
        assertThat(firm.post(earlier).path("status").asText()).isEqualTo("accepted");

        firm.told(Time.of("T-1901", "W-0006", "P-1003", "2026-10-08", 672));
        firm.until("project:P-1003", () -> !invoice("INV-US-2026-1003-10A").isEmpty());
        JsonNode invoice = invoice("INV-US-2026-1003-10A").get(0);
        assertThat(invoice.path("total").decimalValue()).isEqualByComparingTo("1100");
        assertThat(invoice.at("/item/items").findValuesAsText("amount"))
                .extracting(BigDecimal::new)
                .usingElementComparator(BigDecimal::compareTo)
                .containsExactly(new BigDecimal("1680"), new BigDecimal("-580"));
        JsonNode reached = firm.onlyCase("CAP_REACHED", "USD 580.00", "USD 250000.00");
        assertThat(reached.path("message").asText()).contains("P-1003", "INV-US-2026-1003-10A");
        eventually().until(() -> firm.product()
                .read("/api/v1/alerts")
                .findValuesAsText("reason")
                .contains("CAP_REACHED"));
    }

    @Test
    @Order(5)
    void E10_currency_without_minor_unit() throws Exception {
        firm.until("time:T-1001", () -> firm.steps("time:T-1001", "sap").contains("time DONE"));
        invoices();
        firm.until("project:P-1007", () -> !firm.files("einvoice", ".*xml").isEmpty());
        String ubl = Files.readString(firm.files("einvoice", ".*xml").get(0));
        assertThat(ubl)
                .contains(">61605</cbc:LineExtensionAmount>")
                .doesNotContainPattern("currencyID=\"JPY\">\\d+\\.");
        List<JsonNode> posted = firm.vendors().records("sap", "JournalEntryItem");
        assertThat(firm.product().trace("project:P-1007").toString()).contains("invoice.issued.v1");
        assertThat(posted.toString()).doesNotContain("61605.");
    }

    @Test
    @Order(4)
    void E20_unknown_outcome() throws Exception {
        firm.awaitBill("T-2001", "8:00");
        firm.vendors().fault("netsuite", "{\"kind\":\"timeout-after\",\"millis\":4000,\"match\":\"/invoice\"}");
        invoices();
        firm.until(
                "project:P-1001",
                () -> invoice("INV-US-2026-1001-10").size() == 1
                        && fact("T-2001").state() == TimeFact.State.BILLED);

        List<JsonNode> writes = firm.vendors().applied("netsuite", "invoice", "INV-US-2026-1001-10");
        assertThat(writes).extracting(write -> write.path("method").asText()).containsOnly("PUT");
        assertThat(invoice("INV-US-2026-1001-10")).hasSize(1);
        assertThat(firm.events("project:P-1001", "invoice.issued.v1")).hasSize(1);
    }

    @Test
    @Order(6)
    void E22_invoice_voided_after_revenue_recognised() throws Exception {
        firm.awaitBill("T-2201", "8:00");
        invoices();
        firm.until(
                "project:P-1009",
                () -> invoice("INV-US-2026-1009-10").size() == 1
                        && fact("T-2201").state() == TimeFact.State.BILLED);
        BigDecimal billed = invoice("INV-US-2026-1009-10").get(0).path("total").decimalValue();
        assertThat(billed).isGreaterThanOrEqualTo(new BigDecimal("760"));
        firm.close("LE-US", "2026-10");
        String earned = revenue();
        firm.told(Time.of("T-2202", "W-0014", "P-1009", "2026-10-16", 60).with("status", "SUBMITTED"));
        firm.clock().set(Instant.parse("2026-11-03T12:00:00Z"));

        firm.product()
                .dropAndAwait(
                        "netsuite",
                        "void.csv",
                        "invoice_id,status,date,reason\nINV-US-2026-1009-10,voided,2026-11-03,wrong customer address\n");

        firm.until(
                "project:P-1009",
                () -> firm.vendors().records("netsuite", "creditMemo").size() == 1);
        JsonNode note = firm.vendors().records("netsuite", "creditMemo").get(0);
        assertThat(note.path("externalId").asText()).isEqualTo("CN-US-2026-1009-10");
        assertThat(note.path("tranDate").asText()).isEqualTo("2026-11-03");
        assertThat(note.at("/item/items").findValuesAsText("amount").stream()
                        .map(BigDecimal::new)
                        .reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo(billed);
        firm.until("project:P-1009", () -> fact("T-2201").state() == TimeFact.State.TRANSFERRED);
        assertThat(fact("T-2201").invoiceId()).isNull();
        assertThat(billable("P-1009", "2026-10")).isEqualTo(billed.setScale(2).toPlainString());
        assertThat(revenue()).isEqualTo(earned);
    }

    /** The day on which the invoices of October are due. */
    private static void invoices() {
        if (firm.clock().instant().isBefore(Instant.parse("2026-11-01T15:00:00Z"))) {
            firm.clock().set(Instant.parse("2026-11-01T15:00:00Z"));
        }
    }

    private static String revenue() throws Exception {
        JsonNode answer = Json.tree(
                firm.product().post("/api/v1/close/LE-US/2026-10/extract", "{}").body());
        return Files.readString(Path.of(answer.path("folder").asText()).resolve("canonical_revenue.csv"));
    }

    private static HttpResponse<String> validated(String role, String day) throws Exception {
        return firm.product()
                .post(
                        "/api/v1/rates/validate",
                        "{\"projectId\":\"P-1009\",\"roleId\":\"" + role + "\",\"workDate\":\"" + day
                                + "\",\"currency\":\"USD\"}");
    }

    private static List<JsonNode> invoice(String id) {
        return firm.records("netsuite", "invoice", "externalId", id);
    }

    private static TimeFact fact(String timeEntryId) {
        return firm.product()
                .product()
                .wiring()
                .stores()
                .times()
                .latest(timeEntryId)
                .orElseThrow();
    }

    private static String billable(String projectId, String cycle) throws Exception {
        return firm.product()
                .read("/api/v1/projects/" + projectId + "/billing-readiness?cycle=" + cycle)
                .at("/billable/amount")
                .asText();
    }
}
