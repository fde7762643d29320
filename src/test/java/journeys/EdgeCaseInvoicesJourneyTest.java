package journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.close.Reconciliation;
import io.throughline.close.Results;
import io.throughline.close.Scope;
import io.throughline.contract.Json;
import io.throughline.money.TimeFact;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import journeys.EdgeFirm.Time;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Edge cases of invoices: answers that get lost, currencies without cents, caps, invoices that are voided. */
@TestMethodOrder(OrderAnnotation.class)
class EdgeCaseInvoicesJourneyTest {

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
                "throughline.alerts.millis",
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
    void E20_unknown_outcome() throws Exception {
        firm.awaitBill("T-2001", "8:00");
        firm.awaitBill("T-2201", "8:00");
        firm.vendors().fault("netsuite", "{\"kind\":\"timeout-after\",\"millis\":4000,\"match\":\"INV-US-2026-1001\"}");
        firm.vendors().fault("netsuite", "{\"kind\":\"500\",\"match\":\"INV-US-2026-1009\"}");
        firm.clock().set(Instant.parse("2026-11-01T15:00:00Z"));

        firm.until(
                "project:P-1001",
                () -> invoice("INV-US-2026-1001-10").size() == 1 && state("T-2001") == TimeFact.State.BILLED);
        JsonNode step = invoiceStep("project:P-1001");
        assertThat(step.path("attempts").asInt()).as(step.toString()).isEqualTo(2);
        assertThat(step.path("targetReference").asText())
                .isEqualTo(invoice("INV-US-2026-1001-10").get(0).path("id").asText());
        assertThat(firm.vendors().applied("netsuite", "invoice", "INV-US-2026-1001-10"))
                .as("found and adopted, not written again")
                .hasSize(1);
        assertThat(firm.events("project:P-1001", "invoice.issued.v1")).hasSize(1);

        firm.until("project:P-1009", () -> state("T-2201") == TimeFact.State.BILLED);
        assertThat(invoiceStep("project:P-1009").path("attempts").asInt()).isEqualTo(2);
        assertThat(firm.vendors().applied("netsuite", "invoice", "INV-US-2026-1009-10"))
                .as("not found, written with the same key")
                .hasSize(1);
    }

    @Test
    @Order(2)
    void E10_currency_without_minor_unit() throws Exception {
        firm.until("project:P-1007", () -> !firm.files("einvoice", ".*xml").isEmpty());
        String ubl = Files.readString(firm.files("einvoice", ".*xml").get(0));
        assertThat(ubl)
                .contains(
                        "<cbc:InvoicedQuantity unitCode=\"HUR\">3.33<",
                        ">18500</cbc:PriceAmount>",
                        ">61605</cbc:LineExtensionAmount>")
                .doesNotContainPattern("currencyID=\"JPY\">-?\\d*\\.");
        firm.until("contract:CT-1007", () -> yen("Revenue CT-1007").size() == 2);
        assertThat(yen("")).isNotEmpty().allMatch(amount -> amount.matches("-?\\d+"));
        assertThat(yen("Revenue CT-1007")).containsExactlyInAnyOrder("61605", "-61605");
        assertThat(firm.records("openair", "Project", "externalid", "P-1007")
                        .get(0)
                        .path("budget")
                        .asText())
                .matches("\\d+");

        JsonNode lent = firm.told(Time.of("T-1002", "W-0006", "P-1007", "2026-11-01", 200));
        assertThat(lent.path("status").asText()).as(lent.toString()).isEqualTo("accepted");
        firm.until(
                "time:T-1002",
                () -> firm.records("sap", "timeSheetEntry", "PersonWorkAgreementExternalID", "W-0006")
                                .size()
                        == 1);
        JsonNode guest = firm.records("sap", "workAgreement", "PersonWorkAgreementExternalID", "W-0006")
                .get(0);
        assertThat(guest.path("CompanyCode").asText() + " "
                        + guest.path("CostCenter").asText())
                .as("the company in which people of LE-US are guests, and its cost centre")
                .isEqualTo("2000 CC-4100");
        firm.until("project:P-1007", () -> workspace("P-1007")
                .filter(one -> one.path("open_for_time").asBoolean())
                .isPresent());
        JsonNode shared = workspace("P-1007").orElseThrow();
        assertThat(shared.path("currency").asText()).isEqualTo("JPY");
        assertThat(shared.path("price_in_cents").asText())
                .as("yen, not hundredths")
                .isEqualTo("80500000");
        String user = firm.records("kantata", "users", "email_address", "w0006@meridian-harbor.example")
                .get(0)
                .path("id")
                .asText();
        String entry = firm.vendors()
                .kantata(
                        "time_entries",
                        """
                        {"time_entry":{"workspace_id":"%s","user_id":"%s","date_performed":"2026-11-02","role_id":"32",
                         "time_in_minutes":200,"billable":true,"rate_in_cents":14200,"notes":"yen"}}"""
                                .formatted(shared.path("id").asText(), user));
        firm.vendors().approve(entry);
        byte[] page = firm.vendors().timeEntry(entry);
        assertThat(Json.tree(page).findValues("currency_base_unit"))
                .extracting(JsonNode::asInt)
                .containsOnly(1);
        firm.product().send("intake.kantata", page);
        firm.until(
                "time:T-" + entry,
                () -> firm.events("time:T-" + entry, "time.approved.v1").size() == 1);
    }

    @Test
    @Order(3)
    void E19_cap_crossed_inside_a_line() throws Exception {
        firm.clock().set(Instant.parse("2026-11-01T16:00:00Z"));
        firm.post(firm.event(
                "urn:mha:psa:kantata:mha",
                "project.updated.v1",
                "P-1003",
                firm.next("projects", "P-1003").put("start", "2026-09-01")));
        firm.netsuite("2026-09", false);
        firm.product()
                .dropAndAwait(
                        "netsuite",
                        "partner.csv",
                        """
                        project_id,role,currency,bill_rate,effective_from,effective_to_exclusive
                        P-1003,CON,USD,150.0000,2026-01-01,
                        P-1003,PRT,USD,1555.6250,2026-01-01,
                        """);
        List<Time> september = new ArrayList<>();
        for (LocalDate day = LocalDate.parse("2026-09-01"); september.size() < 20; day = day.plusDays(1)) {
            if (day.getDayOfWeek().getValue() < 6 && !day.equals(LocalDate.parse("2026-09-07"))) {
                september.add(Time.of("T-19" + (10 + september.size()), "W-0006", "P-1003", day.toString(), 480)
                        .with("roleId", "PRT"));
            }
        }
        firm.told(september.toArray(Time[]::new));
        firm.until(
                "project:P-1003",
                () -> total("INV-US-2026-1003-09A")
                                .add(total("INV-US-2026-1003-09B"))
                                .intValue()
                        == 248900);

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
        assertThat(reached.at("/revenueExposure/direct/amount").asText())
                .as("work in progress over the cap")
                .isEqualTo("580.00");
        assertThat(reached.at("/client/id").asText()).isEqualTo("C-02");
        firm.until("project:P-1003", () -> alert("CAP_REACHED").isPresent());
        JsonNode alert = alert("CAP_REACHED").orElseThrow();
        assertThat(alert.at("/project/id").asText()).isEqualTo("P-1003");
        assertThat(alert.at("/client/id").asText()).isEqualTo("C-02");
        assertThat(alert.at("/revenueExposure/direct/amount").asText()).isEqualTo("580.00");
        assertThat(alert.at("/revenueExposure/direct/currency").asText()).isEqualTo("USD");
        firm.until("contract:CT-1003", () -> revenue("CT-1003").compareTo(new BigDecimal("250000")) == 0);
        assertThat(firm.product().trace("contract:CT-1003").toString()).doesNotContain("V-REV-01");
    }

    @Test
    @Order(4)
    void E22_invoice_voided_after_revenue_recognised() throws Exception {
        assertThat(total("INV-US-2026-1009-10")).isEqualByComparingTo("760.00");
        firm.until("contract:CT-1009", () -> revenue("CT-1009").compareTo(new BigDecimal("760")) == 0);
        assertThat(asset("2026-11")).isEqualByComparingTo("0.00");
        firm.close("LE-US", "2026-10");
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
        assertThat(note.path("total").decimalValue()).isEqualByComparingTo("760.00");
        firm.until("project:P-1009", () -> state("T-2201") == TimeFact.State.TRANSFERRED);
        assertThat(firm.product()
                        .read("/api/v1/projects/P-1009/billing-readiness?cycle=2026-10")
                        .at("/billable/amount")
                        .asText())
                .isEqualTo("760.00");
        assertThat(revenue("CT-1009")).isEqualByComparingTo("760");
        firm.until(
                "project:P-1009",
                () -> firm.events("project:P-1009", "invoice.credited.v1").size() == 1);
        assertThat(asset("2026-10")).as("October is closed").isEqualByComparingTo("0.00");
        assertThat(asset("2026-11")).as("rises by what is not billed any more").isEqualByComparingTo("760.00");
    }

    /** The contract asset of CT-1009 at the end of a month, as the close reconciles it. */
    private static BigDecimal asset(String month) throws Exception {
        Path ours = Path.of(Json.tree(firm.product()
                        .post("/api/v1/close/LE-US/" + month + "/extract", "{}")
                        .body())
                .path("folder")
                .asText());
        Path theirs = Files.createDirectories(folder.resolve("erp-" + month));
        Files.writeString(theirs.resolve("balances_erp.csv"), "contract_id,currency,asset,liability\n");
        Scope scope = Scope.of("LE-US", YearMonth.parse(month), ZoneId.of("America/New_York"), "USD");
        try (Reconciliation close = new Reconciliation(scope, ours, theirs, folder.resolve("work"))) {
            close.run("C5");
            List<Results.Row> rows = new ArrayList<>();
            close.results().all(rows::add);
            return rows.stream()
                    .filter(row -> row.key().equals("CT-1009 asset"))
                    .map(Results.Row::expected)
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(rows.toString()));
        }
    }

    /** What NetSuite's journals have as revenue of a contract. */
    private static BigDecimal revenue(String contractId) {
        BigDecimal sum = BigDecimal.ZERO;
        for (JsonNode journal : firm.vendors().records("netsuite", "journalEntry")) {
            for (JsonNode line : journal.at("/line/items")) {
                if (line.path("memo").asText().startsWith("Revenue " + contractId)
                        && line.toString().contains("\"4000\"")) {
                    sum = sum.add(line.path("credit").decimalValue())
                            .subtract(line.path("debit").decimalValue());
                }
            }
        }
        return sum;
    }

    /** Amounts of items in JPY that SAP has posted with a text. */
    private static List<String> yen(String text) {
        return firm.vendors().records("sap", "documentItem").stream()
                .filter(item -> item.path("TransactionCurrency").asText().equals("JPY"))
                .filter(item -> item.path("DocumentItemText").asText().startsWith(text))
                .map(item -> item.path("AmountInTransactionCurrency").asText())
                .toList();
    }

    private static Optional<JsonNode> workspace(String projectId) {
        return firm.vendors().records("kantata", "workspaces").stream()
                .filter(one -> one.toString().contains(projectId))
                .findFirst();
    }

    private static Optional<JsonNode> alert(String reason) throws Exception {
        return StreamSupport.stream(firm.product().read("/api/v1/alerts").spliterator(), false)
                .filter(one -> one.path("reason").asText().equals(reason))
                .findFirst();
    }

    private static JsonNode invoiceStep(String key) throws Exception {
        return StreamSupport.stream(firm.product().trace(key).path("events").spliterator(), false)
                .flatMap(event -> StreamSupport.stream(event.path("steps").spliterator(), false))
                .filter(step -> step.path("operation").asText().equals("invoice"))
                .findFirst()
                .orElseThrow();
    }

    private static List<JsonNode> invoice(String id) {
        return firm.records("netsuite", "invoice", "externalId", id);
    }

    private static BigDecimal total(String invoiceId) {
        return invoice(invoiceId).stream()
                .map(one -> one.path("total").decimalValue())
                .findFirst()
                .orElse(BigDecimal.ZERO);
    }

    private static TimeFact.State state(String timeEntryId) {
        return firm.fact(timeEntryId).state();
    }
}
