package io.throughline.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.contract.Json;
import io.throughline.contract.Plan;
import io.throughline.money.ExpenseFact;
import io.throughline.money.Invoice;
import io.throughline.money.Money;
import io.throughline.money.PostingPeriods;
import io.throughline.people.Canon;
import io.throughline.people.InMemorySnapshots;
import io.throughline.people.Routing;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Expenses that a client pays beside a fee or a fixed price: on which document they are. */
class ExpenseBillingTest {

    private static final String OCTOBER = "BC-P-1010-2026-10";
    private static final String NOVEMBER = "BC-P-1010-2026-11";
    private static final Clock NOW = Clock.fixed(Instant.parse("2026-12-02T12:00:00Z"), ZoneOffset.UTC);
    private static final Contract RETAINER = Months.contract(
            "1010", "RETAINER", "USD", "LE-US", ",\"price\":{\"amount\":\"18000.00\",\"currency\":\"USD\"}");

    private final InMemorySnapshots known =
            Deals.snapshots().put("contract", "CT-1010", RETAINER).put("project", "P-1010", Months.project(RETAINER));
    private final InMemoryFacts facts = new InMemoryFacts();
    private final PostingPeriods periods = new PostingPeriods(known, NOW);
    private final BillProjectRules projects = new BillProjectRules(known, facts, facts, Routing.shipped(), NOW);
    private final BillFixedPriceRules billing = new BillFixedPriceRules(
            known,
            facts,
            projects,
            new MilestoneCredit(known, facts, projects, Routing.shipped(), periods, NOW),
            Routing.shipped(),
            periods);

    @Test
    void the_invoice_of_a_fee_has_the_expenses_of_its_month_and_no_later_ones() {
        spent("X-1", "2026-10-22", "189.00", ExpenseFact.State.POSTED, null);
        spent("X-2", "2026-11-02", "50.00", ExpenseFact.State.POSTED, null);
        spent("X-3", "2026-10-23", "7.00", ExpenseFact.State.APPROVED, null);
        Invoice october = document(billing.retainer(OCTOBER));
        assertThat(october.lines())
                .extracting(line -> line.lineNo() + " " + line.kind() + " " + line.amount() + " " + line.entryIds())
                .containsExactly("1 RETAINER 18000.00 []", "2 EXPENSE 189.00 [X-1]");
        assertThat(october.net()).isEqualTo("18189.00");
        assertThat(october.lines().get(1).servicePeriod().from()).isEqualTo("2026-10-22");
        assertThat(document(billing.retainer(NOVEMBER)).lines())
                .as("October has its invoice to come")
                .flatExtracting(Invoice.Line::entryIds)
                .containsExactly("X-2");

        facts.invoices.add(october);
        facts.spent.expenses.clear();
        spent("X-1", "2026-10-22", "189.00", ExpenseFact.State.BILLED, october.invoiceId());
        spent("X-3", "2026-10-23", "7.00", ExpenseFact.State.POSTED, null);
        assertThat(document(billing.retainer(NOVEMBER)).lines())
                .as("late, and on the next invoice")
                .flatExtracting(Invoice.Line::entryIds)
                .containsExactly("X-3");
    }

    @Test
    void expenses_of_a_fixed_price_are_an_invoice_of_their_own_by_the_month() {
        fixed();
        assertThat(billing.expenses(OCTOBER)).as("nothing was spent").isEqualTo(Plan.NOTHING);
        spent("X-1", "2026-10-22", "189.00", ExpenseFact.State.APPROVED, null);
        assertThat(Canon.rules(billing.expenses(OCTOBER).findings())).containsExactly("R3 HOLD");
        facts.spent.expenses.clear();
        spent("X-1", "2026-10-22", "189.00", ExpenseFact.State.POSTED, null);
        Plan plan = billing.expenses(OCTOBER);
        assertThat(Canon.steps(plan)).containsExactly("invoice netsuite invoice");
        Invoice invoice = document(plan);
        assertThat(invoice.invoiceId()).isEqualTo("INV-US-2026-1010-10");
        assertThat(invoice.billingCycleId()).isEqualTo(OCTOBER);
        assertThat(invoice.net()).isEqualTo("189.00");
        assertThat(invoice.lines()).singleElement().satisfies(line -> assertThat(line.kind())
                .isEqualTo(Invoice.Line.Kind.EXPENSE));
        assertThat(billing.expenses(NOVEMBER))
                .as("October's are not November's")
                .isEqualTo(Plan.NOTHING);
        facts.invoices.add(invoice);
        assertThat(billing.expenses(OCTOBER)).isEqualTo(Plan.NOTHING);
    }

    @Test
    void a_refund_of_what_is_billed_is_credited_and_a_voided_invoice_is_billed_again() {
        fixed();
        spent("X-1", "2026-10-22", "189.00", ExpenseFact.State.POSTED, null);
        Invoice october = document(billing.expenses(OCTOBER));
        facts.invoices.add(Canon.with(october, "status", "VOIDED"));
        Invoice again = document(billing.expenses(OCTOBER));
        assertThat(again.invoiceId()).isEqualTo("INV-US-2026-1010-10-2");
        assertThat(again.net()).isEqualTo("189.00");

        facts.invoices.set(0, october);
        facts.spent.expenses.clear();
        spent("X-1", "2026-10-22", "189.00", ExpenseFact.State.BILLED, october.invoiceId());
        spent("X-1-v2", "2026-10-22", "-9.00", ExpenseFact.State.POSTED, null);
        Plan back = billing.expenses(NOVEMBER);
        assertThat(Canon.steps(back)).containsExactly("credit-note netsuite invoice");
        Invoice note = document(back);
        assertThat(note.type() + " " + note.net()).isEqualTo("CREDIT_NOTE 9.00");
    }

    private void fixed() {
        Contract fixed = Canon.with(RETAINER, "billingType", "FIXED_MILESTONE");
        known.put("contract", "CT-1010", fixed).put("project", "P-1010", Months.project(fixed));
    }

    private void spent(String id, String day, String amount, ExpenseFact.State state, String invoiceId) {
        Expense expense = Json.read(
                Json.toTree(Expenses.of(Expenses.HOTEL, amount, "USD"))
                        .put("expenseId", id)
                        .put("projectId", "P-1010")
                        .put("date", day),
                Expense.class);
        Money asked = state == ExpenseFact.State.APPROVED ? null : Money.of(amount, "USD");
        facts.spent.expenses.add(Expenses.fact(expense, state, asked, invoiceId));
    }

    private static Invoice document(Plan plan) {
        assertThat(plan.findings()).isEqualTo(List.of());
        return Json.read(plan.steps().get(0).payload(), Invoice.class);
    }
}
