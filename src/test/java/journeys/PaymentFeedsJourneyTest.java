package journeys;

import static journeys.RunningProduct.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Json;
import io.throughline.money.Invoice;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nobody drops a file: what the ERP knows of payments and what the bank says of salaries is found by asking for it. */
class PaymentFeedsJourneyTest {

    private static final AdjustableClock CLOCK = AdjustableClock.from(Instant.parse("2026-10-28T13:00:00Z"));
    private static final String INVOICE = "INV-US-2026-1003-10B";
    private static final String BATCH = "PAY-DE-2026-10-V1";

    @TempDir
    static Path folder;

    private static Vendors vendors;
    private static RunningProduct product;

    @BeforeAll
    static void start() throws Exception {
        vendors = new Vendors(CLOCK);
        product = RunningProduct.in(folder, CLOCK, vendors.settings());
        Vendors.teachTheFirm(product);
        product.startRoute("netsuite.poll");
        product.startRoute("sepa.poll");
    }

    @AfterAll
    static void stop() {
        product.close();
        vendors.close();
    }

    @Test
    void payments_and_arrears_come_from_netsuite_and_the_fate_of_salaries_from_the_bank() throws Exception {
        salaries_are_settled();
        CLOCK.set(Instant.parse("2026-11-02T09:00:00Z"));
        an_invoice_is_paid_in_parts_and_a_payment_is_corrected();
        CLOCK.set(Instant.parse("2026-12-01T09:00:00Z"));
        an_invoice_is_overdue();
    }

    private void salaries_are_settled() throws Exception {
        product.dropAndAwait(
                "datev",
                "bank_accounts.csv",
                """
                personnel_number,legal_entity,holder,iban,bic,valid_from
                ,LE-DE,Meridian Harbor Advisory GmbH,DE89 3704 0044 0532 0130 00,COBADEFFXXX,2026-01-01
                """);
        account("W-0021", "Lena Fischer", "DE02120300000000202051");
        account("W-0025", "Mehmet Yildiz", "DE02100500000054540402");
        event(
                "payroll.calculated.v1",
                BATCH,
                "salary:LE-DE",
                """
                {"batchId": "PAY-DE-2026-10-V1", "legalEntityId": "LE-DE", "period": "2026-10", "executionDate": "2026-10-30",
                 "payments": [{"workerId": "W-0021", "amount": "2105.55", "currency": "EUR"},
                              {"workerId": "W-0025", "amount": "5725.00", "currency": "EUR"}]}
                """);
        eventually().until(() -> vendors.records("sepa", "payment").size() == 2);
        settle("{\"rejected\": {\"SAL-202610-W-0025\": \"AC04\"}}");

        eventually().until(() -> events("payroll.paid.v1").equals(List.of("SAL-202610-W-0021")));
        eventually().until(() -> product.get("/api/v1/exceptions").body().contains("AC04"));
        CLOCK.advance(Duration.ofMinutes(5));
        settle("{}");
        aFewPolls();
        assertThat(events("payroll.paid.v1")).as("told once").hasSize(1);
        assertThat(events("payroll.rejected.v1")).hasSize(1);
    }

    private void an_invoice_is_paid_in_parts_and_a_payment_is_corrected() throws Exception {
        ObjectNode sample =
                (ObjectNode) Json.tree(Files.readString(Path.of("src/test/resources/canonical/invoice_issued.json")));
        sample.put("time", CLOCK.instant().toString());
        product.post("/api/v1/events", Json.write(sample));
        invoice("2026-11-30");
        payment("7001", "29930.00", "9000.00");

        eventually().until(() -> known().status() == Invoice.Status.PARTIALLY_PAID);
        assertThat(known().paid()).isEqualByComparingTo("9000.00");

        CLOCK.advance(Duration.ofMinutes(1));
        payment("7001", "29930.00", "8000.00");
        eventually().until(() -> known().paid().intValue() == 8000);
        CLOCK.advance(Duration.ofMinutes(1));
        payment("7002", "29930.00", "1000.00");
        eventually().until(() -> known().paid().intValue() == 9000);
        aFewPolls();
        assertThat(events("invoice.paid.v1")).containsExactly(INVOICE + "-7001", INVOICE + "-7001", INVOICE + "-7002");
    }

    private void an_invoice_is_overdue() throws Exception {
        eventually().until(() -> events("invoice.overdue.v1").equals(List.of(INVOICE)));
        aFewPolls();
        assertThat(events("invoice.overdue.v1")).as("told once").hasSize(1);
    }

    private static Invoice known() {
        return product.product()
                .wiring()
                .stores()
                .knowledge()
                .latest("invoice", INVOICE, Invoice.class)
                .orElseThrow();
    }

    private static void aFewPolls() throws InterruptedException {
        Thread.sleep(1500);
    }

    private static void invoice(String due) {
        vendors.seed(
                "netsuite",
                "{\"recordType\":\"invoice\",\"id\":\"5001\",\"externalId\":\"" + INVOICE
                        + "\",\"tranDate\":\"2026-10-31\",\"dueDate\":\"" + due
                        + "\",\"currency\":{\"id\":\"1\"},\"subsidiary\":{\"id\":\"1\"},\"total\":29930.00}");
    }

    private static void payment(String id, String total, String amount) {
        vendors.seed(
                "netsuite",
                "{\"recordType\":\"customerPayment\",\"id\":\"" + id
                        + "\",\"tranDate\":\"2026-11-02\",\"currency\":{\"id\":\"1\",\"refName\":\"USD\"},\"total\":"
                        + total
                        + ",\"apply\":{\"items\":[{\"doc\":{\"id\":\"5001\",\"externalId\":\"" + INVOICE
                        + "\"},\"apply\":true,\"amount\":" + amount + "}]}}");
    }

    private static List<String> events(String type) {
        return product.product().wiring().stores().database().read(connection -> {
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

    private static void account(String owner, String holder, String iban) throws Exception {
        event(
                "bankaccount.changed.v1",
                owner,
                "bankaccount:" + owner,
                "{\"ownerId\":\"" + owner + "\",\"version\":1,\"holder\":\"" + holder + "\",\"iban\":\"" + iban
                        + "\"}");
    }

    private static void event(String type, String subject, String key, String data) throws Exception {
        ObjectNode event = Json.mapper().createObjectNode();
        event.put("specversion", "1.0").put("source", "urn:test:salaries").put("id", type + "-" + subject);
        event.put("type", "com.example." + type)
                .put("subject", subject)
                .put("time", CLOCK.instant().toString())
                .put("partitionkey", key)
                .put("sequence", 1)
                .set("data", Json.tree(data));
        JsonNode answer =
                Json.tree(product.post("/api/v1/events", Json.write(event)).body());
        assertThat(answer.path("status").asText()).as(answer.toString()).isEqualTo("accepted");
    }

    /** The bank executes what it accepted. */
    private static void settle(String order) throws Exception {
        URI address =
                URI.create("http://127.0.0.1:" + product.setting("throughline.sandbox.port") + "/sandbox/sepa/settle");
        HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(address)
                                .POST(BodyPublishers.ofString(order))
                                .build(),
                        BodyHandlers.discarding());
    }
}
