package io.throughline.work;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.contract.Json;
import io.throughline.contract.Plan;
import io.throughline.money.Invoice;
import io.throughline.money.InvoiceChange;
import io.throughline.money.InvoicePayment;
import io.throughline.money.Money;
import io.throughline.people.Canon;
import io.throughline.people.InMemorySnapshots;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ReportPaymentRulesTest {

    private static final String ID = "INV-US-2026-1003-10B";

    private final Invoice issued = Canon.sample("invoice_issued.json", Invoice.class);
    private final InMemorySnapshots known =
            Deals.snapshots().put("project", "P-1003", Deals.PROJECT).put("invoice", ID, issued);
    private final ReportPaymentRules rules =
            new ReportPaymentRules(known, Clock.fixed(Instant.parse("2026-12-01T09:00:00Z"), ZoneOffset.UTC));

    private Plan pay(String number, String amount, String currency) {
        InvoicePayment payment = new InvoicePayment(
                ID + "-" + number, 1, ID, number, LocalDate.of(2026, 12, 1), Money.of(amount, currency), null, null);
        Plan plan = rules.paid(Canon.event("invoice.paid.v1", payment.paymentId(), payment), payment);
        known.put("invoice-payment", payment.paymentId(), payment);
        plan.emits().forEach(event -> known.put("invoice", ID, event.data()));
        return plan;
    }

    private Plan change(InvoiceChange.Kind kind) {
        InvoiceChange change = new InvoiceChange(ID, 1, kind, LocalDate.of(2026, 12, 2), "hours", null, null);
        return rules.changed(Canon.event("invoice.changed.v1", ID, change), change);
    }

    private Invoice invoice() {
        return known.latest("invoice", ID, Invoice.class).orElseThrow();
    }

    @Test
    void payments_of_an_invoice_add_up_until_it_is_paid() {
        JsonNode crm = pay("7001", "10000.00", "USD").steps().get(0).payload();
        assertThat(invoice().status()).isEqualTo(Invoice.Status.PARTIALLY_PAID);
        assertThat(crm.path("status").asText()).isEqualTo("PARTIALLY_PAID");
        assertThat(crm.path("outstanding").asText()).isEqualTo("19930.00");
        assertThat(crm.path("opportunityId").asText()).isEqualTo("OPP-1003");

        Plan last = pay("7002", "19930.00", "USD");
        assertThat(Canon.steps(last)).containsExactly("crm salesforce invoice-status");
        assertThat(last.findings()).isEmpty();
        assertThat(invoice().status()).isEqualTo(Invoice.Status.PAID);
        assertThat(invoice().paid()).isEqualByComparingTo("29930.00");
    }

    @Test
    void the_same_payment_again_counts_once_and_one_that_is_taken_back_counts_no_more() {
        pay("7001", "10000.00", "USD");
        pay("7001", "10000.00", "USD");
        assertThat(invoice().paid()).isEqualByComparingTo("10000.00");
        pay("7003", "-10000.00", "USD");
        assertThat(invoice().status()).isEqualTo(Invoice.Status.ISSUED);
        assertThat(invoice().paid()).isEqualByComparingTo("0.00");
    }

    @Test
    void more_than_is_due_is_a_remark_and_another_currency_is_held() {
        assertThat(Canon.rules(pay("7001", "29930.01", "USD").findings())).containsExactly("V-PMT-03 WARN");
        assertThat(invoice().status()).isEqualTo(Invoice.Status.PAID);
        assertThat(Canon.rules(pay("7002", "1.00", "EUR").findings())).containsExactly("V-PMT-02 HOLD");
    }

    @Test
    void a_payment_on_an_unknown_invoice_waits_and_one_on_a_voided_is_held() {
        known.put("invoice", ID, Canon.with(issued, "status", "VOIDED"));
        assertThat(Canon.rules(pay("7001", "1.00", "USD").findings())).containsExactly("V-PMT-01 HOLD");
        InvoicePayment stray = new InvoicePayment(
                "INV-9-1", 1, "INV-9", "1", LocalDate.of(2026, 12, 1), Money.of("1.00", "USD"), null, null);
        assertThat(rules.paid(Canon.event("invoice.paid.v1", "INV-9-1", stray), stray)
                        .waitsFor())
                .isEqualTo("invoice@throughline:INV-9");
    }

    @Test
    void the_crm_hears_that_an_invoice_is_disputed_or_overdue() {
        assertThat(change(InvoiceChange.Kind.OVERDUE)
                        .steps()
                        .get(0)
                        .payload()
                        .path("overdue")
                        .asBoolean())
                .isTrue();
        Plan disputed = change(InvoiceChange.Kind.DISPUTED);
        assertThat(disputed.steps().get(0).payload().path("reason").asText()).isEqualTo("hours");
        assertThat(Json.read(disputed.emits().get(0).data(), Invoice.class).status())
                .isEqualTo(Invoice.Status.DISPUTED);
        pay("7001", "29930.00", "USD");
        assertThat(change(InvoiceChange.Kind.OVERDUE)).isEqualTo(Plan.NOTHING);
    }
}
