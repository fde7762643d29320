package journeys;

import static journeys.RunningProduct.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Json;
import io.throughline.money.Invoice;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import journeys.EdgeFirm.Time;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Invoices that SAP posted are paid, fall due and are unpaid again in SAP: nobody tells, it is found by asking. */
class SapPaymentsJourneyTest {

    private static final String EURO = "INV-DE-2026-1004-10";
    private static final String YEN = "INV-JP-2026-1007-10";

    @TempDir
    static Path folder;

    private static EdgeFirm firm;

    @BeforeAll
    static void start() throws Exception {
        firm = EdgeFirm.at(folder, "2026-10-22T12:00:00Z");
        firm.product().startRoute("sap.poll");
        firm.hire("W-0022", "W-0033", "W-0034");
        ObjectNode customer = firm.next("customers", "C-05");
        ((ObjectNode) customer.path("eInvoice")).put("buyerReference", "QM-4711");
        firm.post(firm.event("customer.updated.v1", "C-05", customer));
        firm.open("P-1004", "P-1007");
        firm.told(
                Time.of("T-4001", "W-0022", "P-1004", "2026-10-21", 480),
                Time.of("T-4002", "W-0034", "P-1007", "2026-10-21", 480));
        firm.clock().set(Instant.parse("2026-11-02T15:00:00Z"));
        firm.until("project:P-1004", () -> known(EURO) != null && known(EURO).number() != null);
        firm.until("project:P-1007", () -> known(YEN) != null && known(YEN).number() != null);
    }

    @AfterAll
    static void stop() {
        firm.close();
    }

    @Test
    void payments_arrears_and_resets_in_sap_become_the_state_of_the_invoice_here_and_in_the_crm() throws Exception {
        String last = an_invoice_is_paid_in_two_parts();
        firm.clock().set(Instant.parse("2026-11-03T15:00:00Z"));
        a_reset_takes_the_second_part_back(last);
        it_is_paid_again();
        firm.clock().set(dayAfter(known(YEN)));
        an_invoice_is_overdue_and_is_told_once();
    }

    private String an_invoice_is_paid_in_two_parts() throws Exception {
        Invoice invoice = known(EURO);
        pay(invoice, "100.00", "2026-11-02");
        state(EURO, Invoice.Status.PARTIALLY_PAID, "100.00");
        crm(EURO, "Partially paid", "100.00");

        String rest = invoice.gross().subtract(new BigDecimal("100.00")).toPlainString();
        String last = pay(invoice, rest, "2026-11-02");
        state(EURO, Invoice.Status.PAID, invoice.gross().toPlainString());
        crm(EURO, "Paid", invoice.gross().toPlainString());
        aFewPolls();
        assertThat(events("invoice.paid.v1")).as("each told once").hasSize(2);
        return last;
    }

    private void a_reset_takes_the_second_part_back(String document) throws Exception {
        order("resets", order().put("company", "2000").put("document", document));
        state(EURO, Invoice.Status.PARTIALLY_PAID, "100.00");
        crm(EURO, "Partially paid", "100.00");
        aFewPolls();
        assertThat(events("invoice.paid.v1")).hasSize(3);
    }

    private void it_is_paid_again() throws Exception {
        firm.clock().advance(Duration.ofMinutes(1));
        Invoice invoice = known(EURO);
        String rest = invoice.gross().subtract(new BigDecimal("100.00")).toPlainString();
        pay(invoice, rest, "2026-11-03");
        state(EURO, Invoice.Status.PAID, invoice.gross().toPlainString());
        aFewPolls();
        assertThat(events("invoice.paid.v1")).hasSize(4);
    }

    private void an_invoice_is_overdue_and_is_told_once() throws Exception {
        eventually().until(() -> events("invoice.overdue.v1").equals(List.of(YEN)));
        eventually()
                .until(() -> inCrm(YEN).path("Overdue__c").asBoolean()
                        && inCrm(YEN).path("Status__c").asText().equals("Issued"));
        aFewPolls();
        assertThat(events("invoice.overdue.v1")).as("told once").hasSize(1);

        pay(known(YEN), known(YEN).gross().toPlainString(), "2026-11-30");
        state(YEN, Invoice.Status.PAID, known(YEN).gross().toPlainString());
        assertThat(known(YEN).paid().scale()).as("yen have no decimals").isZero();
        crm(YEN, "Paid", known(YEN).gross().toPlainString());
        assertThat(inCrm(YEN).path("Overdue__c").asBoolean()).isFalse();
        assertThat(firm.product().get("/api/v1/exceptions").body()).doesNotContain("V-PMT");
    }

    private static Invoice known(String id) {
        return firm.product()
                .product()
                .wiring()
                .stores()
                .knowledge()
                .latest("invoice", id, Invoice.class)
                .orElse(null);
    }

    private static Instant dayAfter(Invoice invoice) {
        return invoice.dueDate().plusDays(1).atTime(9, 0).toInstant(ZoneOffset.UTC);
    }

    private static void state(String id, Invoice.Status status, String paid) throws Exception {
        firm.until(
                "invoice:" + id,
                () -> known(id).status() == status && known(id).paid().compareTo(new BigDecimal(paid)) == 0);
    }

    private static void crm(String id, String status, String paid) {
        eventually()
                .until(() -> inCrm(id).path("Status__c").asText().equals(status)
                        && inCrm(id).path("Paid_Amount__c").decimalValue().compareTo(new BigDecimal(paid)) == 0);
    }

    private static JsonNode inCrm(String id) {
        return firm.vendors().records("salesforce", "MHA_Invoice__c").stream()
                .filter(row -> row.path("MHA_Integration_Key__c").asText().equals(id))
                .findFirst()
                .orElse(Json.mapper().missingNode());
    }

    private static void aFewPolls() throws InterruptedException {
        Thread.sleep(1500);
    }

    private static String pay(Invoice invoice, String amount, String date) throws Exception {
        String[] number = invoice.number().split("/");
        ObjectNode payment = order().put("company", number[1]).put("invoice", number[0]);
        payment.put("amount", amount).put("currency", invoice.currency()).put("date", date);
        return order("payments", payment);
    }

    private static ObjectNode order() {
        return Json.mapper().createObjectNode();
    }

    /** What a person enters in SAP; the number of the document. */
    private static String order(String what, ObjectNode order) throws Exception {
        URI address = URI.create(
                "http://127.0.0.1:" + firm.product().setting("throughline.sandbox.port") + "/sandbox/sap/" + what);
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(address)
                                .POST(BodyPublishers.ofString(Json.write(order)))
                                .build(),
                        BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Json.tree(answer.body()).path("document").asText();
    }

    private static List<String> events(String type) {
        return firm.product().product().wiring().stores().database().read(connection -> {
            List<String> found = new ArrayList<>();
            try (var select =
                    connection.prepareStatement("select subject from event where type = ? order by event_no")) {
                select.setString(1, type);
                try (var rows = select.executeQuery()) {
                    while (rows.next()) {
                        found.add(rows.getString(1));
                    }
                }
            }
            return found;
        });
    }
}
