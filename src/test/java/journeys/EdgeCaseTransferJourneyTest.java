package journeys;

import static journeys.RunningProduct.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Json;
import io.throughline.money.TimeFact;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import journeys.EdgeFirm.Time;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A worker changes entity in the middle of an engagement that is billed: what moves, in whose books, and what does not. */
@TestMethodOrder(OrderAnnotation.class)
class EdgeCaseTransferJourneyTest {

    private static final Path TRANSFER = Path.of("src/main/resources/samples/workday/raas_worker_changes.xml");
    private static final String RECLASS = "RC-2026-09-W-0002-P-1003-";

    @TempDir
    static Path folder;

    private static EdgeFirm firm;
    private static int invoices;

    @BeforeAll
    static void start() throws Exception {
        firm = EdgeFirm.at(
                folder, "2026-10-08T12:00:00Z", "throughline.desk.millis", "200", "throughline.alerts.millis", "200");
        firm.hire("W-0001", "W-0010");
        ObjectNode reyes = EdgeFirm.hired("W-0002");
        ((ObjectNode) reyes.get("data"))
                .putArray("xref")
                .addObject()
                .put("system", "workday:mha_demo")
                .put("type", "Employee_ID")
                .put("value", "210002")
                .put("primary", true);
        firm.post(reyes);
        firm.product().eventuallyDone("worker:W-0002", 4);
        septemberIsBilledAndClosed();
    }

    private static void septemberIsBilledAndClosed() throws Exception {
        firm.open("P-1003");
        firm.post(firm.event(
                "urn:mha:psa:kantata:mha",
                "project.updated.v1",
                "P-1003",
                firm.next("projects", "P-1003").put("start", "2026-09-01")));
        firm.netsuite("2026-09", false);
        List<Time> september = new ArrayList<>();
        LocalDate day = LocalDate.parse("2026-09-14");
        for (int i = 0; i < 13; day = day.plusDays(1)) {
            if (day.getDayOfWeek().getValue() < 6) {
                september.add(Time.of("T-03" + (10 + i++), "W-0002", "P-1003", day.toString(), 480));
            }
        }
        firm.told(september.toArray(Time[]::new));
        firm.until(
                "project:P-1003",
                () -> fact("T-0310").state() == TimeFact.State.BILLED
                        && fact("T-0322").state() == TimeFact.State.BILLED);
        firm.netsuite("2026-09", true);
        firm.close("LE-US", "2026-09");
        invoices = firm.vendors().applied("netsuite", "invoice", null).size();
    }

    @AfterAll
    static void stop() {
        firm.close();
    }

    @Test
    @Order(1)
    void E03_transfer_effective_last_month_with_time_already_billed() throws Exception {
        JsonNode receipt = firm.product().dropAndAwait("workday", "transfer.xml", Files.readAllBytes(TRANSFER));
        assertThat(receipt.path("held").asInt()).as(receipt.toString()).isEqualTo(1);
        JsonNode held = firm.onlyCase(
                "MARGIN_IMPACT", "104.00 h", "intercompany USD 8417.70", "for the client USD 0.00 changes");
        marginIsTold();
        assertThat(firm.product()
                        .read("/api/v1/workers/W-0002")
                        .at("/employment/legalEntityId")
                        .asText())
                .isEqualTo("LE-US");
        assertThat(journals()).as("nothing moves before somebody agrees").isEmpty();

        var agreed = firm.product()
                .post(
                        "/api/v1/exceptions/" + held.path("id").asText() + "/resubmit",
                        "{\"patch\":{\"ext\":{\"throughline\":{\"approvedBy\":\"controller\"}}},\"reason\":\"agreed\"}");

        assertThat(agreed.statusCode()).as(agreed.body()).isEqualTo(200);
        assertThat(firm.onlyCase("PAYROLL_RETRO", "W-0002").toString()).contains("correct both payrolls by hand");
        assertThat(centerOn("2026-09-14")).isEqualTo("CC-4200");
        assertThat(centerOn("2026-09-13")).isEqualTo("CC-1100");
        assertThat(firm.events("worker:W-0002", "worker.changeassessed.v1")).hasSize(1);

        posted(1);
        JsonNode american = journals().get(0);
        assertThat(american.path("externalId").asText()).isEqualTo(RECLASS + "1-LE-US");
        assertThat(american.path("tranDate").asText()).isEqualTo("2026-10-08");
        assertThat(netsuite(american))
                .containsExactly(
                        "2250 9620.00 P-1003 2026-09 W-0002",
                        "5000 -9620.00 P-1003 2026-09 W-0002",
                        "5100 8417.70 P-1003 2026-09 W-0002",
                        "2090 -8417.70 P-1003 2026-09 W-0002 LE-DE");
        assertThat(german())
                .extracting(EdgeCaseTransferJourneyTest::sap)
                .containsExactly(
                        "2026-10-08 0000420000 7652.46 USD P-1003 2026-09 W-0002",
                        "2026-10-08 0000174000 -7652.46 USD P-1003 2026-09 W-0002",
                        "2026-10-08 0000166000 8417.70 USD P-1003 2026-09 W-0002 LE-US",
                        "2026-10-08 0000845000 -8417.70 USD P-1003 2026-09 W-0002");
        clientPaysTheSame();
    }

    /** The alert has margin, invoices and every open project of the worker with client and cycle, before anything is applied. */
    private static void marginIsTold() throws Exception {
        eventually().until(() -> alert("MARGIN_IMPACT") != null);
        JsonNode alert = alert("MARGIN_IMPACT");
        assertThat(alert.path("workflow").asText()).isEqualTo("WF-02 worker change");
        assertThat(alert.at("/owner/escalation").asText()).isEqualTo("project-manager W-0010");
        assertThat(alert.path("workers")).hasSize(1);
        JsonNode worker = alert.at("/workers/0");
        assertThat(worker.path("id").asText()).isEqualTo("W-0002");
        assertThat(worker.path("projects")).hasSize(1);
        JsonNode project = worker.at("/projects/0");
        assertThat(project.path("id").asText()).isEqualTo("P-1003");
        assertThat(project.at("/client/id").asText()).isEqualTo("C-02");
        assertThat(project.at("/billingCycle/id").asText()).isEqualTo("BC-P-1003-2026-10A");
        JsonNode impact = worker.at("/change/impact");
        assertThat(impact.at("/minutes/BILLED").asInt()).isEqualTo(6240);
        assertThat(impact.at("/revenue/amount").asText()).isEqualTo("22360.00");
        assertThat(impact.at("/clientDelta/amount").asText()).isEqualTo("0.00");
        assertThat(impact.at("/costDelta/amount").asText()).isEqualTo("-1967.54");
        assertThat(impact.at("/marginDelta/amount").asText()).isEqualTo("1967.54");
        assertThat(impact.path("marginBefore").asText()).isEqualTo("0.5698");
        assertThat(impact.path("marginAfter").asText()).isEqualTo("0.6578");
        assertThat(impact.path("entityMarginAfter").asText()).isEqualTo("0.6235");
        assertThat(impact.at("/intercompany/amount").asText()).isEqualTo("8417.70");
        assertThat(impact.path("invoices"))
                .extracting(JsonNode::asText)
                .containsExactly("INV-US-2026-1003-09A", "INV-US-2026-1003-09B");
        assertThat(impact.path("timing")).as("all of it is billed").isEmpty();
        assertThat(impact.path("payrollRetro").asBoolean()).isTrue();
    }

    private static JsonNode alert(String reason) throws Exception {
        for (JsonNode alert : firm.product().read("/api/v1/alerts")) {
            if (alert.path("reason").asText().equals(reason)) {
                return alert;
            }
        }
        return null;
    }

    @Test
    @Order(2)
    void the_transfer_told_again_and_time_that_comes_late_move_nothing_more() throws Exception {
        JsonNode again = firm.product().dropAndAwait("workday", "transfer-again.xml", Files.readAllBytes(TRANSFER));
        assertThat(again.path("duplicate").asInt()).as(again.toString()).isEqualTo(1);
        firm.told(Time.of("T-0330", "W-0002", "P-1003", "2026-10-07", 480));
        firm.awaitBill("T-0330", "8:00");
        assertThat(fact("T-0330").legalEntityId()).isEqualTo("LE-DE");

        assertThat(journals()).hasSize(1);
        assertThat(german()).hasSize(4);
        assertThat(firm.events("worker:W-0002", "cost.reclassed.v1")).hasSize(1);
    }

    @Test
    @Order(3)
    void a_transfer_that_is_taken_back_is_reversed_and_no_posted_document_is_edited() throws Exception {
        long version = firm.next("workers", "W-0002").path("version").asLong();
        ObjectNode back = Json.mapper().createObjectNode();
        back.put("workerId", "W-0002")
                .put("version", version)
                .put("effectiveDate", "2026-09-14")
                .put("knownAt", firm.clock().instant().toString());
        change(back, "employment.legalEntityId", "LE-DE", "LE-US");
        change(back, "org.costCenterId", "CC-4200", "CC-1100");
        back.putObject("ext").putObject("throughline").put("approvedBy", "controller");
        ObjectNode event = firm.event("urn:mha:hris:workday:mha_demo", "worker.orgchanged.v1", "W-0002", back);
        event.put("effectivedate", "2026-09-14");
        JsonNode answer = firm.post(event);
        assertThat(answer.path("status").asText()).as(answer.toString()).isEqualTo("accepted");

        posted(2);
        Map<String, BigDecimal> books = new TreeMap<>();
        journals().forEach(journal -> netsuite(journal)
                .forEach(line -> add(books, "US " + line.split(" ")[0], line.split(" ")[1])));
        german().forEach(item -> add(
                books,
                "DE " + item.path("GLAccount").asText(),
                item.path("AmountInTransactionCurrency").asText()));
        assertThat(books).hasSize(8);
        assertThat(books.values()).allSatisfy(sum -> assertThat(sum).isZero());
        assertThat(firm.vendors().applied("netsuite", "journalEntry", RECLASS + "1-LE-US"))
                .hasSize(1);
        clientPaysTheSame();
    }

    private static void change(ObjectNode back, String field, String old, String fresh) {
        back.withArray("changes")
                .addObject()
                .put("field", field)
                .put("old", old)
                .put("new", fresh);
    }

    private static void add(Map<String, BigDecimal> books, String account, String amount) {
        books.merge(account, new BigDecimal(amount), BigDecimal::add);
    }

    /** Waits until every entity has posted so many runs. */
    private static void posted(int runs) throws Exception {
        firm.until("worker:W-0002", () -> journals().size() == runs && german().size() == 4 * runs);
    }

    private static void clientPaysTheSame() throws Exception {
        assertThat(firm.vendors().applied("netsuite", "invoice", null)).hasSize(invoices);
        assertThat(firm.vendors().applied("netsuite", "creditMemo", null)).isEmpty();
        assertThat(fact("T-0310").state()).isEqualTo(TimeFact.State.BILLED);
    }

    private static List<JsonNode> journals() {
        return firm.vendors().records("netsuite", "journalEntry").stream()
                .filter(journal -> journal.path("externalId").asText().startsWith(RECLASS))
                .toList();
    }

    private static List<String> netsuite(JsonNode journal) {
        List<String> lines = new ArrayList<>();
        for (JsonNode line : journal.at("/line/items")) {
            BigDecimal amount = line.has("credit")
                    ? line.path("credit").decimalValue().negate()
                    : line.path("debit").decimalValue();
            lines.add(line.at("/account/externalId").asText() + " "
                    + amount.setScale(2).toPlainString() + " "
                    + line.path("memo").asText());
        }
        return lines;
    }

    private static List<JsonNode> german() {
        return firm.vendors().records("sap", "documentItem").stream()
                .filter(item -> item.path("DocumentItemText").asText().contains("2026-09 W-0002"))
                .toList();
    }

    private static String sap(JsonNode item) {
        return String.join(
                " ",
                Instant.ofEpochMilli(
                                Long.parseLong(item.path("PostingDate").asText().replaceAll("\\D", "")))
                        .toString()
                        .substring(0, 10),
                item.path("GLAccount").asText(),
                item.path("AmountInTransactionCurrency").asText(),
                item.path("TransactionCurrency").asText(),
                item.path("DocumentItemText").asText());
    }

    private static String centerOn(String day) throws Exception {
        return firm.product()
                .read("/api/v1/workers/W-0002?asOf=" + day)
                .at("/org/costCenterId")
                .asText();
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
}
