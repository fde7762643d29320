package io.throughline.work;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.contract.Plan;
import io.throughline.contract.Settled;
import io.throughline.contract.Step;
import io.throughline.money.ExpenseFact;
import io.throughline.money.ExpenseLines;
import io.throughline.money.Money;
import io.throughline.people.Canon;
import io.throughline.people.InMemorySnapshots;
import io.throughline.people.Routing;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PostExpenseRulesTest {

    private static final Clock NOW = Clock.fixed(Instant.parse("2026-10-31T21:00:00Z"), ZoneOffset.UTC);
    private static final Expense DOLLARS = Expenses.of(Expenses.HOTEL, "189.00", "USD");

    private final InMemorySnapshots known = Deals.snapshots().put("project", "P-1003", Deals.PROJECT);
    private final InMemoryFacts.Spent spent = new InMemoryFacts().spent;
    private final PostExpenseRules rules =
            new PostExpenseRules(known, spent, ExpensePolicy.shipped(), Routing.shipped(), NOW);

    private Plan plan(Expense expense) {
        return rules.plan(event(expense), expense);
    }

    private static Event event(Expense expense) {
        return Canon.event("expense.approved.v1", expense.expenseId(), expense);
    }

    private List<String> held(Expense expense) {
        return Canon.rules(plan(expense).findings());
    }

    private void rate(String from, String to, String date, String rate) {
        JsonNode closing = (JsonNode) Expenses.closing(from, to, date, rate);
        known.put("fx-rate", closing.path("fxRateId").asText(), closing);
    }

    @Test
    void an_expense_becomes_a_report_in_the_erp_of_the_workers_entity() {
        Step step = plan(DOLLARS).steps().get(0);
        assertThat(step.name() + " " + step.system() + " " + step.operation()).isEqualTo("erp netsuite expense");
        assertThat(step.lane()).isEqualTo("expense:X-06");
        assertThat(step.needs()).containsExactly("worker:W-0007@netsuite", "project:P-1003@netsuite");
        assertThat(step.payload().path("account").asText()).isEqualTo("6250");
        assertThat(step.payload().path("companyAmount").path("amount").asText()).isEqualTo("189.00");
        assertThat(step.payload().path("billableAmount").path("amount").asText())
                .isEqualTo("189.00");
    }

    @Test
    void what_was_posted_is_announced_with_what_the_client_pays() {
        known.put("contract", "CT-1003", Canon.with(Deals.CONTRACT, "markupPct", "0.0500"));
        Step step = plan(DOLLARS).steps().get(0);
        Plan after = rules.afterErp(new Settled(event(DOLLARS), step, "4501", null));
        Event posted = after.emits().get(0);
        assertThat(posted.type()).isEqualTo("expense.posted.v1");
        assertThat(posted.idempotencyKey()).isEqualTo("expense:X-06:1");
        Expense expense = Json.read(posted.data(), Expense.class);
        assertThat(expense.status()).isEqualTo(Expense.Status.POSTED);
        assertThat(expense.billableAmount()).isEqualTo(Money.of("198.45", "USD"));
        assertThat(after.steps()).isEmpty();
    }

    @Test
    void payroll_hears_of_it_only_when_payroll_pays_it_back() {
        Expense expense = Canon.with(DOLLARS, "paymentMethod", "PAYROLL");
        Step step = plan(expense).steps().get(0);
        assertThat(Canon.steps(rules.afterErp(new Settled(event(expense), step, "4501", null))))
                .containsExactly("payroll adp reimbursement");
    }

    @Test
    void an_amount_is_converted_and_rounded_before_the_mark_up() {
        assertThat(ExpenseLines.billable(
                        Money.of("189.00", "GBP"), new BigDecimal("1.2735"), new BigDecimal("0.0500"), "USD"))
                .isEqualTo(Money.of("252.72", "USD"));
        assertThat(ExpenseLines.billable(
                        Money.of("96.40", "EUR"), new BigDecimal("162.0500000000"), new BigDecimal("0.10"), "JPY"))
                .isEqualTo(Money.of("17184", "JPY"));
        assertThat(ExpenseLines.billable(Money.of("4380", "JPY"), BigDecimal.ONE, null, "JPY"))
                .isEqualTo(Money.of("4380", "JPY"));
    }

    @Test
    void without_the_rate_of_the_day_it_waits_for_any_rate_of_the_pair() {
        Plan plan = plan(Expenses.HOTEL);
        assertThat(plan.waitsFor()).isEqualTo("fx-rate@throughline:GBP-USD");
        assertThat(plan.steps()).isEmpty();
        assertThat(Canon.rules(plan.findings())).containsExactly("V-EXP-02 WARN");
        assertThat(plan.findings().get(0).message()).startsWith("FX_MISSING").contains("GBP 189.00", "2026-10-22");
        rate("GBP", "USD", "2026-10-14", "1.2600000000");
        rate("GBP", "USD", "2026-10-23", "1.2600000000");
        rate("USD", "GBP", "2026-10-22", "0.7900000000");
        assertThat(plan(Expenses.HOTEL).waitsFor()).isEqualTo("fx-rate@throughline:GBP-USD");
        rate("GBP", "USD", "2026-10-21", "1.2700000000");
        JsonNode payload = plan(Expenses.HOTEL).steps().get(0).payload();
        assertThat(payload.path("companyAmount").path("amount").asText()).isEqualTo("240.03");
        assertThat(payload.path("fxRate").asText()).isEqualTo("1.2700000000");
    }

    @Test
    void a_category_without_account_and_an_amount_over_the_limit_are_held() {
        assertThat(held(Canon.with(DOLLARS, "category", "YACHT"))).containsExactly("V-EXP-01 HOLD");
        Expense dear = Expenses.of(DOLLARS, "400.01", "USD");
        assertThat(held(dear)).containsExactly("V-EXP-03 HOLD");
        assertThat(held(Expenses.of(DOLLARS, "400.00", "USD"))).isEmpty();
        assertThat(held(Canon.with(dear, "ext", Map.of("accepted", List.of("V-EXP-03")))))
                .isEmpty();
    }

    @Test
    void the_same_receipt_twice_is_held() {
        Expense other = Canon.with(DOLLARS, "expenseId", "X-60");
        spent.expenses.add(Expenses.fact(other, ExpenseFact.State.POSTED, null, null));
        assertThat(held(DOLLARS)).containsExactly("V-EXP-04 HOLD");
        assertThat(held(Canon.with(DOLLARS, "merchant", "Ritz"))).isEmpty();
        spent.expenses.set(0, Expenses.fact(other, ExpenseFact.State.REVERSED, null, null));
        assertThat(held(DOLLARS)).isEmpty();
    }

    @Test
    void a_client_pays_expenses_beside_a_fixed_price_unless_the_price_includes_them() {
        Contract fixed = Canon.with(Deals.CONTRACT, "billingType", "FIXED_MILESTONE");
        known.put("contract", "CT-1003", fixed);
        JsonNode charged = plan(DOLLARS).steps().get(0).payload();
        assertThat(charged.path("billable").asBoolean()).isTrue();
        assertThat(charged.at("/billableAmount/amount").asText()).isEqualTo("189.00");
        known.put("contract", "CT-1003", Canon.with(fixed, "expensesIncluded", true));
        JsonNode included = plan(DOLLARS).steps().get(0).payload();
        assertThat(included.path("billable").asBoolean(true))
                .as("cost of the project")
                .isFalse();
        assertThat(included.has("billableAmount")).isFalse();
        assertThat(included.at("/companyAmount/amount").asText()).isEqualTo("189.00");
    }

    @Test
    void nobody_pays_expenses_of_internal_work_and_a_person_may_take_them_as_cost() {
        known.put("project", "P-1003", Canon.with(Deals.PROJECT, "billingType", "INTERNAL"));
        assertThat(held(DOLLARS)).containsExactly("V-EXP-05 HOLD");
        assertThat(held(Canon.with(DOLLARS, "billable", false))).isEmpty();
        Expense asCost =
                Json.read(Json.toTree(DOLLARS).set("ext", Json.tree("{\"accepted\":[\"V-EXP-05\"]}")), Expense.class);
        JsonNode cost = plan(asCost).steps().get(0).payload();
        assertThat(cost.path("billable").asBoolean(true))
                .as("cost of the project")
                .isFalse();
        assertThat(cost.has("billableAmount")).isFalse();
        assertThat(cost.at("/companyAmount/amount").asText()).isEqualTo("189.00");
    }

    @Test
    void a_mark_up_over_that_of_the_contract_is_held() {
        known.put("contract", "CT-1003", Canon.with(Deals.CONTRACT, "markupPct", "0.0500"));
        assertThat(held(Canon.with(DOLLARS, "markupPct", "0.0600"))).containsExactly("V-EXP-05 HOLD");
    }

    @Test
    void a_refund_names_what_it_refunds_and_is_not_more() {
        Expense refund = Canon.with(Expenses.of(DOLLARS, "-140.00", "USD"), "expenseId", "X-07");
        assertThat(held(refund)).containsExactly("V-EXP-06 HOLD");
        Expense linked = Canon.with(refund, "correctionOf", "X-06");
        assertThat(held(linked)).containsExactly("V-EXP-06 HOLD");
        spent.expenses.add(Expenses.fact(DOLLARS, ExpenseFact.State.POSTED, null, null));
        assertThat(held(linked)).isEmpty();
        assertThat(plan(linked)
                        .steps()
                        .get(0)
                        .payload()
                        .path("billableAmount")
                        .path("amount")
                        .asText())
                .isEqualTo("-140.00");
        spent.expenses.add(
                Expenses.fact(Canon.with(linked, "expenseId", "X-08"), ExpenseFact.State.POSTED, null, null));
        assertThat(held(linked)).containsExactly("V-EXP-06 HOLD");
    }

    @Test
    void one_that_is_taken_back_is_reversed_by_a_document_of_its_own() {
        Expense reversed = Canon.with(Canon.with(DOLLARS, "status", "REVERSED"), "version", 2);
        assertThat(plan(reversed)).isEqualTo(Plan.NOTHING);
        spent.expenses.add(Expenses.fact(DOLLARS, ExpenseFact.State.POSTED, null, null));
        known.put("expense", "X-06", DOLLARS);
        Step step = plan(reversed).steps().get(0);
        assertThat(step.name() + " " + step.operation()).isEqualTo("reverse expense");
        assertThat(step.payload().path("expenseId").asText()).isEqualTo("X-06-R");
        assertThat(step.payload().path("amount").path("amount").asText()).isEqualTo("-189.00");
        assertThat(step.payload().path("correctionOf").asText()).isEqualTo("X-06");
        assertThat(rules.afterErp(new Settled(event(reversed), step, "4502", null)))
                .isEqualTo(Plan.NOTHING);
    }

    @Test
    void payroll_takes_back_what_it_was_told_to_pay_and_nothing_else() {
        Expense payroll = Canon.with(DOLLARS, "paymentMethod", "PAYROLL");
        Step step = plan(payroll).steps().get(0);
        Expense posted = Json.read(
                rules.afterErp(new Settled(event(payroll), step, "4501", null))
                        .emits()
                        .get(0)
                        .data(),
                Expense.class);
        Expense reversed = Canon.with(Canon.with(payroll, "status", "REVERSED"), "version", 2);
        spent.expenses.add(Expenses.fact(payroll, ExpenseFact.State.POSTED, null, null));
        known.put("expense", "X-06", posted);
        known.put(
                "worker",
                payroll.workerId(),
                Canon.with(
                        known.latest("worker", payroll.workerId(), io.throughline.people.Worker.class)
                                .orElseThrow(),
                        "payrollId",
                        "210009"));

        Plan back = plan(reversed);

        assertThat(Canon.steps(back)).containsExactly("reverse netsuite expense", "payroll adp reimbursement");
        Step taken = back.steps().get(1);
        assertThat(taken.payload().at("/companyAmount/amount").asText()).isEqualTo("-189.00");
        assertThat(taken.payload().path("expenseId").asText())
                .as("a document of its own, the payment stays what it was")
                .isEqualTo("X-06-R");
        assertThat(taken.payload().path("payrollId").asText()).isEqualTo("210009");
        assertThat(taken.lane()).isEqualTo("expense:X-06");

        known.put("expense", "X-06", payroll);
        assertThat(Canon.steps(plan(reversed)))
                .as("payroll was not told yet")
                .containsExactly("reverse netsuite expense");
        known.put("expense", "X-06", Canon.with(posted, "paymentMethod", "PERSONAL"));
        assertThat(Canon.steps(plan(reversed))).containsExactly("reverse netsuite expense");
    }

    @Test
    void one_on_an_invoice_is_corrected_by_the_difference() {
        spent.expenses.add(
                Expenses.fact(DOLLARS, ExpenseFact.State.BILLED, Money.of("189.00", "USD"), "INV-US-2026-1003-10B"));
        Expense cheaper = Canon.with(Expenses.of(DOLLARS, "150.00", "USD"), "version", 2);
        Event correction = plan(cheaper).emits().get(0);
        assertThat(correction.type()).isEqualTo("expense.approved.v1");
        assertThat(correction.subject()).isEqualTo("X-06-v2");
        assertThat(correction.data().path("amount").path("amount").asText()).isEqualTo("-39.00");
        assertThat(held(Json.read(correction.data(), Expense.class))).isEmpty();
        Expense back = Canon.with(Canon.with(DOLLARS, "status", "REVERSED"), "version", 3);
        assertThat(plan(back)
                        .emits()
                        .get(0)
                        .data()
                        .path("amount")
                        .path("amount")
                        .asText())
                .isEqualTo("-189.00");
    }

    @Test
    void tax_is_taken_back_with_the_expense_and_corrected_in_proportion() {
        Expense taxed = Canon.with(DOLLARS, "tax", new Expense.Tax("VAT19", Money.of("30.18", "USD")));
        spent.expenses.add(Expenses.fact(taxed, ExpenseFact.State.POSTED, null, null));
        known.put("expense", "X-06", taxed);
        Expense reversed = Canon.with(Canon.with(taxed, "status", "REVERSED"), "version", 2);
        assertThat(plan(reversed)
                        .steps()
                        .get(0)
                        .payload()
                        .at("/tax/amount/amount")
                        .asText())
                .isEqualTo("-30.18");

        spent.expenses.set(
                0, Expenses.fact(taxed, ExpenseFact.State.BILLED, Money.of("189.00", "USD"), "INV-US-2026-1003-10B"));
        Expense cheaper = Canon.with(Expenses.of(taxed, "150.00", "USD"), "version", 2);
        assertThat(plan(Canon.with(cheaper, "tax", new Expense.Tax("VAT19", Money.of("23.95", "USD"))))
                        .emits()
                        .get(0)
                        .data()
                        .at("/tax/amount/amount")
                        .asText())
                .as("23.95 x -39.00 / 150.00 = -6.227")
                .isEqualTo("-6.23");
    }

    @Test
    void it_waits_for_the_worker_and_the_project() {
        assertThat(plan(Canon.with(DOLLARS, "workerId", "W-9999")).waitsFor()).isEqualTo("worker@throughline:W-9999");
        assertThat(plan(Canon.with(DOLLARS, "projectId", "P-9999")).waitsFor()).isEqualTo("project@throughline:P-9999");
    }
}
