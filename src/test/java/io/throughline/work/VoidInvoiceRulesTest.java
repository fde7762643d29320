package io.throughline.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.contract.Plan;
import io.throughline.contract.Settled;
import io.throughline.money.FiscalPeriod;
import io.throughline.money.Invoice;
import io.throughline.money.InvoiceChange;
import io.throughline.people.Canon;
import io.throughline.people.DemoFirm;
import io.throughline.people.InMemorySnapshots;
import io.throughline.people.Routing;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** E22: an invoice voided after its period was closed. */
class VoidInvoiceRulesTest {

    private static final String ID = "INV-US-2026-1003-10B";
    private static final InvoiceChange VOID = new InvoiceChange(
            ID, 1, InvoiceChange.Kind.VOIDED, LocalDate.of(2026, 11, 3), "wrong purchase order", null, null);
    private static final Event TOLD = Canon.event("invoice.voided.v1", ID, VOID);

    private final Invoice issued = Canon.sample("invoice_issued.json", Invoice.class);
    private final InMemorySnapshots known =
            Deals.snapshots().put("project", "P-1003", Deals.PROJECT).put("invoice", ID, issued);
    private final VoidInvoiceRules rules = new VoidInvoiceRules(
            known, Routing.shipped(), Clock.fixed(Instant.parse("2026-11-03T15:00:00Z"), ZoneOffset.UTC));

    private void close(String month) {
        known.put("fiscal-period", "LE-US-" + month, DemoFirm.period("LE-US", month, FiscalPeriod.State.CLOSED));
    }

    @Test
    void in_a_closed_period_a_credit_note_is_posted_in_the_month_of_the_void() {
        close("2026-10");
        Plan plan = rules.plan(TOLD, VOID);
        assertThat(Canon.steps(plan))
                .containsExactly("crm salesforce invoice-status", "credit-note netsuite credit-note");
        Invoice note = Json.read(Canon.step(plan, "credit-note").payload(), Invoice.class);
        assertThat(note.invoiceId()).isEqualTo("CN-US-2026-1003-10B");
        assertThat(note.type()).isEqualTo(Invoice.Type.CREDIT_NOTE);
        assertThat(note.issueDate()).isEqualTo(LocalDate.of(2026, 11, 3));
        assertThat(note.memo()).isEqualTo("Credits " + ID + ", posting 2026-11");
        assertThat(note.net()).isEqualByComparingTo("29930.00");
        assertThat(note.correctsInvoiceId()).isEqualTo(ID);
        assertThat(note.lines()).allSatisfy(line -> assertThat(line.entryIds()).isEmpty());
        Event credited = rules.afterCredit(new Settled(TOLD, Canon.step(plan, "credit-note"), "5001", null))
                .emits()
                .get(0);
        assertThat(credited.type()).isEqualTo("invoice.credited.v1");
        assertThat(credited.data().path("number").asText()).isEqualTo("5001");
    }

    @Test
    void the_invoice_is_voided_and_nothing_is_said_of_revenue() {
        close("2026-10");
        Plan plan = rules.plan(TOLD, VOID);
        assertThat(plan.emits()).extracting(Event::type).containsExactly("invoice.statuschanged.v1");
        assertThat(Json.read(plan.emits().get(0).data(), Invoice.class).status())
                .isEqualTo(Invoice.Status.VOIDED);
    }

    @Test
    void in_an_open_period_the_void_of_the_erp_is_enough() {
        assertThat(Canon.steps(rules.plan(TOLD, VOID))).containsExactly("crm salesforce invoice-status");
    }

    @Test
    void a_void_is_done_once_and_not_over_money_that_came_in_or_into_a_closed_period() {
        known.put("invoice", ID, Canon.with(issued, "paid", "10.00"));
        assertThat(Canon.rules(rules.plan(TOLD, VOID).findings())).containsExactly("V-INV-07 HOLD");
        known.put("invoice", ID, issued);
        close("2026-10");
        close("2026-11");
        assertThat(Canon.rules(rules.plan(TOLD, VOID).findings())).containsExactly("V-INV-08 HOLD");
        known.put("invoice", ID, Canon.with(issued, "status", "VOIDED"));
        assertThat(rules.plan(TOLD, VOID)).isEqualTo(Plan.NOTHING);
    }

    @Test
    void an_invoice_that_is_not_known_yet_is_waited_for() {
        InvoiceChange other =
                new InvoiceChange("INV-9", 1, InvoiceChange.Kind.VOIDED, VOID.date(), "wrong", null, null);
        assertThat(rules.plan(TOLD, other).waitsFor()).isEqualTo("invoice@throughline:INV-9");
    }

    @Test
    void what_is_void_already_and_a_credit_note_are_left_alone() {
        known.put("invoice", ID, Canon.with(issued, "status", "VOIDED"));
        assertThat(rules.plan(TOLD, VOID)).isEqualTo(Plan.NOTHING);
        known.put("invoice", ID, Canon.with(issued, "type", "CREDIT_NOTE"));
        assertThat(rules.plan(TOLD, VOID)).isEqualTo(Plan.NOTHING);
    }

    @Test
    void only_what_was_really_paid_stands_in_the_way() {
        known.put("invoice", ID, Canon.with(issued, "paid", "0.00"));
        assertThat(rules.plan(TOLD, VOID).findings()).isEmpty();
        known.put("invoice", ID, Canon.with(issued, "paid", "0.01"));
        assertThat(Canon.rules(rules.plan(TOLD, VOID).findings())).containsExactly("V-INV-07 HOLD");
    }

    @Test
    void a_period_that_finance_may_still_post_to_is_not_closed() {
        known.put(
                "fiscal-period", "LE-US-2026-10", DemoFirm.period("LE-US", "2026-10", FiscalPeriod.State.SOFT_CLOSED));
        assertThat(Canon.steps(rules.plan(TOLD, VOID))).containsExactly("crm salesforce invoice-status");
    }
}
