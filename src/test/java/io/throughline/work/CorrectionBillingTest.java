package io.throughline.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.contract.Plan;
import io.throughline.money.BilledFees;
import io.throughline.money.ExpenseFact;
import io.throughline.money.Invoice;
import io.throughline.money.Money;
import io.throughline.money.Rate;
import io.throughline.money.TimeFact;
import io.throughline.people.Canon;
import io.throughline.people.InMemorySnapshots;
import io.throughline.people.Routing;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** V-INV-04: corrections of billed time that outweigh the work of the next cycle, or come to the same. */
class CorrectionBillingTest {

    private static final String CYCLE = "BC-P-1003-2026-10B";
    private static final String NEXT = "BC-P-1003-2026-11A";
    private static final Clock NOW = Clock.fixed(Instant.parse("2026-11-20T21:00:00Z"), ZoneOffset.UTC);

    private final InMemorySnapshots known = Deals.snapshots().put("project", "P-1003", Deals.PROJECT);
    private final InMemoryFacts facts = new InMemoryFacts();
    private final BillProjectRules rules = new BillProjectRules(known, facts, facts, Routing.shipped(), NOW);

    CorrectionBillingTest() {
        facts.invoices.add(Canon.with(
                Canon.with(Canon.sample("invoice_issued.json", Invoice.class), "billingCycleId", "BC-P-1003-2026-10A"),
                "invoiceId",
                "INV-US-2026-1003-10A"));
        entry("T-1", "2026-10-05", 480, null, "INV-US-2026-1003-10A");
        entry("T-1-v2", "2026-10-05", -480, "T-1", null);
    }

    private void entry(String id, String date, int minutes, String correctionOf, String invoiceId) {
        facts.time.add(new TimeFact(
                id,
                1,
                "W-0007",
                "P-1003",
                null,
                "SAR",
                LocalDate.parse(date),
                minutes,
                true,
                false,
                invoiceId == null ? TimeFact.State.TRANSFERRED : TimeFact.State.BILLED,
                Rate.hourly("215.0000", "USD"),
                "LE-US",
                "CC-1200",
                correctionOf,
                invoiceId,
                null));
    }

    private Plan plan(String cycle) {
        Event ready = Canon.event("billing.ready.v1", cycle, Deals.PROJECT);
        return rules.plan(ready, cycle);
    }

    private Invoice document(Plan plan) {
        return Json.read(plan.steps().get(0).payload(), Invoice.class);
    }

    @Test
    void what_outweighs_the_work_is_a_credit_note_of_the_invoice_it_corrects() {
        entry("T-2", "2026-10-20", 120, null, null);

        Plan plan = plan(CYCLE);
        Invoice note = document(plan);

        assertThat(Canon.steps(plan)).containsExactly("credit-note netsuite invoice");
        assertThat(plan.steps().get(0).then()).isEqualTo("bill-project.invoice-done");
        assertThat(note.type()).isEqualTo(Invoice.Type.CREDIT_NOTE);
        assertThat(note.invoiceId()).isEqualTo("CN-US-2026-1003-10B-C");
        assertThat(note.correctsInvoiceId()).isEqualTo("INV-US-2026-1003-10A");
        assertThat(note.net()).as("8 h less 2 h at 215").isEqualByComparingTo("1290.00");
        assertThat(note.lines())
                .extracting(line ->
                        line.quantity() + " x " + line.unitPrice() + " = " + line.amount() + " " + line.entryIds())
                .containsExactlyInAnyOrder("-2.00 x 215.0000 = -430.00 [T-2]", "8.00 x 215.0000 = 1720.00 [T-1-v2]");
    }

    @Test
    void it_counts_as_billed_less_also_when_the_invoice_it_names_is_voided_and_is_a_document_of_its_cycle() {
        Invoice note = document(plan(CYCLE));
        Invoice voided = Canon.with(facts.invoices.get(0), "status", "VOIDED");
        assertThat(BilledFees.of(List.of(voided, note), one -> true, "USD")).isEqualTo(Money.of("-1720.00", "USD"));

        facts.invoices.add(note);
        facts.time.replaceAll(fact -> fact.invoiceId() != null ? fact : billed(fact, note.invoiceId()));
        assertThat(plan(CYCLE)).isEqualTo(Plan.NOTHING);
        assertThat(rules.nextVersion(CYCLE)).isEqualTo(2);
        entry("T-3", "2026-10-21", 60, null, null);
        assertThat(document(plan(CYCLE)).invoiceId()).isEqualTo("INV-US-2026-1003-10B-2");
    }

    @Test
    void what_comes_to_nothing_has_no_document_and_goes_with_the_next_cycle() {
        entry("T-2", "2026-10-20", 480, null, null);
        entry("T-3", "2026-11-03", 60, null, null);

        assertThat(plan(CYCLE)).isEqualTo(Plan.NOTHING);
        Invoice next = document(plan(NEXT));
        assertThat(next.net()).isEqualByComparingTo("215.00");
        assertThat(next.lines())
                .flatExtracting(Invoice.Line::entryIds)
                .containsExactlyInAnyOrder("T-1-v2", "T-2", "T-3");
    }

    @Test
    void while_some_of_a_cycle_is_not_approved_nothing_of_it_goes_with_the_next() {
        entry("T-2", "2026-10-20", 480, null, null);
        entry("T-3", "2026-11-03", 60, null, null);
        TimeFact open = facts.time.get(2);
        facts.time.add(new TimeFact(
                "T-4",
                1,
                open.workerId(),
                open.projectId(),
                null,
                open.roleId(),
                LocalDate.parse("2026-10-22"),
                60,
                true,
                false,
                TimeFact.State.SUBMITTED,
                null,
                "LE-US",
                "CC-1200",
                null,
                null,
                null));

        assertThat(plan(CYCLE).findings().get(0).rule()).isEqualTo("R1");
        assertThat(document(plan(NEXT)).net()).isEqualByComparingTo("215.00");
        assertThat(document(plan(NEXT)).lines())
                .flatExtracting(Invoice.Line::entryIds)
                .containsExactly("T-3");
    }

    @Test
    void a_refund_of_a_billed_expense_is_given_back_with_a_price_that_is_not_negative() {
        facts.time.clear();
        facts.spent.expenses.add(spent("X-1", "45.00", null, "INV-US-2026-1003-10A"));
        facts.spent.expenses.add(spent("X-1-v2", "-45.00", "X-1", null));

        Invoice note = document(plan(CYCLE));

        assertThat(note.correctsInvoiceId()).isEqualTo("INV-US-2026-1003-10A");
        assertThat(note.lines().get(0).quantity()).isEqualByComparingTo("1.00");
        assertThat(note.lines().get(0).unitPrice()).isEqualByComparingTo("45.00");
        assertThat(note.net()).isEqualByComparingTo(new BigDecimal("45.00"));
    }

    private static ExpenseFact spent(String id, String amount, String correctionOf, String invoiceId) {
        return new ExpenseFact(
                id,
                1,
                "W-0007",
                "P-1003",
                LocalDate.of(2026, 10, 6),
                "TAXI",
                null,
                Money.of(amount, "USD"),
                true,
                invoiceId == null ? ExpenseFact.State.POSTED : ExpenseFact.State.BILLED,
                Money.of(amount, "USD"),
                correctionOf,
                invoiceId);
    }

    private static TimeFact billed(TimeFact fact, String invoiceId) {
        return new TimeFact(
                fact.timeEntryId(),
                fact.version(),
                fact.workerId(),
                fact.projectId(),
                fact.taskId(),
                fact.roleId(),
                fact.workDate(),
                fact.minutes(),
                true,
                false,
                TimeFact.State.BILLED,
                fact.billRate(),
                fact.legalEntityId(),
                fact.costCenterId(),
                fact.correctionOf(),
                invoiceId,
                null);
    }
}
