package journeys;

import static journeys.RunningProduct.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** An expense waits for its rate, is posted and invoiced; the invoice is paid; pay becomes a rate that says no more. */
@TestMethodOrder(OrderAnnotation.class)
class ExpenseJourneyTest extends Journey {

    private static final AdjustableClock CLOCK = AdjustableClock.from(Instant.parse("2026-10-05T12:00:00Z"));

    @BeforeAll
    static void start() throws Exception {
        start(CLOCK);
        hire("0041");
        openProject();
    }

    @Test
    @Order(1)
    void an_expense_without_a_rate_waits_and_is_posted_by_itself_when_the_rate_is_loaded() throws Exception {
        JsonNode receipt = product.dropAndAwait(
                "kantata",
                "expenses.csv",
                """
                expense_id,worker_id,project_id,date,category,amount,currency,billable,status
                X-06,W-0041,P-1003,2026-10-02,HOTEL,189.00,GBP,Y,approved
                X-07,W-0041,P-1003,2026-10-02,HOTEL,-10.00,USD,Y,approved: refund
                """);
        assertThat(receipt.path("held").asInt()).as(receipt.toString()).isEqualTo(2);
        assertThat(receipt.toString()).contains("fx-rate@throughline:GBP-USD", "V-EXP-06");
        assertThat(vendors.records("netsuite", "expenseReport")).isEmpty();

        product.dropAndAwait(
                "netsuite", "gbp.csv", "from,to,rate,valid_on,type\nGBP,USD,1.2700000000,2026-10-01,closing\n");

        eventually().until(() -> vendors.records("netsuite", "expenseReport").size() == 1);
        JsonNode line = vendors.records("netsuite", "expenseReport")
                .get(0)
                .path("expense")
                .path("items")
                .get(0);
        assertThat(line.path("amount").decimalValue()).isEqualByComparingTo("240.03");
        assertThat(line.path("customer").path("externalId").asText()).isEqualTo("P-1003");
    }

    @Test
    @Order(2)
    void pay_becomes_a_rate_and_nothing_that_can_be_asked_says_what_is_paid() throws Exception {
        JsonNode receipt = product.dropAndAwait(
                "hr-pay",
                "pay.csv",
                """
                worker_id,salary,currency,on_cost_pct,benefits,standard_annual_hours,vacation_days,holidays,sick_days,effective_from
                W-0041,96123.45,USD,21.5,0,2080,30,11,5,2026-10-01
                """);
        assertThat(receipt.path("accepted").asInt()).as(receipt.toString()).isEqualTo(1);
        assertThat(receipt.toString()).doesNotContain("96123");
        assertThat(product.trace("worker:W-0041").toString())
                .contains("worker.payprofiled")
                .doesNotContain("96123");
        for (int number = 1; number < 80; number++) {
            HttpResponse<String> payload = product.get("/api/v1/payloads/" + number);
            assertThat(payload.body()).doesNotContain("96123");
        }
        assertThat(product.read("/api/v1/workers/W-0041").toString()).doesNotContain("96123");
    }

    @Test
    @Order(3)
    void the_expense_is_on_the_next_invoice_and_a_payment_is_told_to_the_crm() throws Exception {
        JsonNode held = product.read("/api/v1/projects/P-1003/billing-readiness?cycle=2026-10A");
        assertThat(held.path("gates").get(3).path("open").asBoolean())
                .as(held.toString())
                .isFalse();
        String refund = product.read("/api/v1/exceptions").findParents("id").stream()
                .filter(one -> one.toString().contains("V-EXP-06"))
                .findFirst()
                .orElseThrow()
                .path("id")
                .asText();
        HttpResponse<String> discarded =
                product.post("/api/v1/exceptions/" + refund + "/discard", "{\"reason\":\"the refund was a mistake\"}");
        assertThat(discarded.statusCode()).as(discarded.body()).isLessThan(300);

        CLOCK.set(Instant.parse("2026-10-17T15:00:00Z"));
        try {
            eventually().until(() -> vendors.records("netsuite", "invoice").size() == 1);
        } catch (org.awaitility.core.ConditionTimeoutException late) {
            throw new AssertionError(
                    product.read("/api/v1/projects/P-1003/billing-readiness?cycle=2026-10A") + "\n"
                            + product.trace("project:P-1003"),
                    late);
        }
        JsonNode invoice = vendors.records("netsuite", "invoice").get(0);
        assertThat(invoice.path("total").decimalValue()).isEqualByComparingTo("240.03");
        String id = invoice.path("externalId").asText();

        product.dropAndAwait(
                "netsuite",
                "payments.csv",
                "payment_id,invoice_id,date,amount,currency\n7001," + id + ",2026-10-17,100.00,USD\n7002," + id
                        + ",2026-10-17,140.03,USD\n");

        eventually().until(() -> vendors.records("salesforce", "MHA_Invoice__c").stream()
                .anyMatch(row -> row.path("Status__c").asText().equals("Paid")));
        assertThat(vendors.records("salesforce", "MHA_Invoice__c")
                        .get(0)
                        .path("Paid_Amount__c")
                        .decimalValue())
                .isEqualByComparingTo("240.03");
    }

    @Test
    @Order(4)
    void a_voided_invoice_is_billed_again_as_the_second_of_its_cycle() throws Exception {
        product.dropAndAwait(
                "netsuite",
                "reversed.csv",
                "payment_id,invoice_id,date,amount,currency\n7003,INV-US-2026-1003-10A,2026-10-18,-240.03,USD\n");
        product.dropAndAwait(
                "netsuite",
                "void.csv",
                "invoice_id,status,date,reason\nINV-US-2026-1003-10A,voided,2026-10-18,wrong purchase order\n");

        CLOCK.set(Instant.parse("2026-10-18T15:20:00Z"));
        try {
            eventually().until(() -> vendors.records("netsuite", "invoice").stream()
                    .anyMatch(invoice -> invoice.path("externalId").asText().equals("INV-US-2026-1003-10A-2")));
        } catch (org.awaitility.core.ConditionTimeoutException late) {
            throw new AssertionError(
                    product.trace("invoice:INV-US-2026-1003-10A").toString(), late);
        }
    }
}
