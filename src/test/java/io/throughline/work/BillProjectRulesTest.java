package io.throughline.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.contract.Plan;
import io.throughline.contract.Settled;
import io.throughline.contract.Step;
import io.throughline.money.BillingCycle;
import io.throughline.money.BillingReadiness;
import io.throughline.money.ExpenseFact;
import io.throughline.money.ExpenseLines;
import io.throughline.money.FiscalPeriod;
import io.throughline.money.FxRate;
import io.throughline.money.Invoice;
import io.throughline.money.InvoiceCycle;
import io.throughline.money.InvoiceRules;
import io.throughline.money.Money;
import io.throughline.money.Rate;
import io.throughline.money.ServicePeriod;
import io.throughline.money.TimeFact;
import io.throughline.people.Canon;
import io.throughline.people.DemoFirm;
import io.throughline.people.InMemorySnapshots;
import io.throughline.people.Routing;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class BillProjectRulesTest {

    private static final String CYCLE = "BC-P-1003-2026-10B";
    private static final Clock NOW = Clock.fixed(Instant.parse("2026-10-31T21:00:00Z"), ZoneOffset.UTC);

    private final InMemorySnapshots known = Deals.snapshots().put("project", "P-1003", Deals.PROJECT);
    private final InMemoryFacts facts = new InMemoryFacts();
    private final BillProjectRules rules = new BillProjectRules(known, facts, facts, Routing.shipped(), NOW);
    private final Event ready = Canon.event("billing.ready.v1", CYCLE, Deals.PROJECT);

    BillProjectRulesTest() {
        for (int day = 16; day <= 30; day++) {
            LocalDate date = LocalDate.of(2026, 10, day);
            if (date.getDayOfWeek().getValue() <= 5) {
                int minutes = day == 30 ? 120 : 480;
                facts.time.add(fact("T-S" + day, "W-0007", "SAR", date, minutes, "215.0000"));
                facts.time.add(fact("T-C" + day, "W-0006", "CON", date, minutes, "150.0000"));
            }
        }
    }

    private static TimeFact fact(String id, String worker, String role, LocalDate date, int minutes, String rate) {
        return new TimeFact(
                id,
                1,
                worker,
                "P-1003",
                null,
                role,
                date,
                minutes,
                true,
                false,
                TimeFact.State.TRANSFERRED,
                rate == null ? null : Rate.hourly(rate, "USD"),
                "LE-US",
                "CC-1200",
                null,
                null,
                null);
    }

    private static TimeFact as(TimeFact f, TimeFact.State state, String invoiceId) {
        return new TimeFact(
                f.timeEntryId(),
                f.version(),
                f.workerId(),
                f.projectId(),
                f.taskId(),
                f.roleId(),
                f.workDate(),
                f.minutes(),
                f.billable(),
                f.overtime(),
                state,
                f.billRate(),
                f.legalEntityId(),
                f.costCenterId(),
                f.correctionOf(),
                invoiceId,
                f.noteHash());
    }

    private Invoice invoice() {
        return Json.read(rules.plan(ready, CYCLE).steps().get(0).payload(), Invoice.class);
    }

    private List<String> gates() {
        return rules.readiness(CYCLE).orElseThrow().blockers().stream()
                .map(BillingReadiness.Blocker::gate)
                .toList();
    }

    @Test
    void a_cycle_in_a_foreign_currency_waits_for_the_rate_to_the_books_of_the_entity() {
        known.put("contract", "CT-1003", Json.tree(Json.write(Deals.CONTRACT).replace("USD", "GBP")));
        facts.time.replaceAll(fact -> fact.at(Rate.hourly("100.0000", "GBP")));
        BillingReadiness.Blocker blocker =
                rules.readiness(CYCLE).orElseThrow().blockers().get(0);
        assertThat(gates()).containsExactly("R10");
        assertThat(blocker.owner()).isEqualTo("finance-ops");
        assertThat(blocker.reason()).isEqualTo("no exchange rate from GBP to USD on 2026-10-31");
        assertThat(blocker.amount()).isEqualTo(Money.of("16400.00", "GBP"));
        assertThat(rules.plan(ready, CYCLE).findings().get(0).rule()).isEqualTo("R10");

        known.put("fx-rate", "OLD", rate("GBP", "USD", "2026-10-23"));
        assertThat(gates()).as("eight days old").containsExactly("R10");
        known.put("fx-rate", "INVERSE", rate("USD", "GBP", "2026-10-31"));
        assertThat(gates()).as("never inverted").containsExactly("R10");
        known.put("fx-rate", "NEW", rate("GBP", "USD", "2026-10-30"));
        assertThat(gates()).isEmpty();
    }

    private static FxRate rate(String from, String to, String date) {
        return new FxRate(
                "FX-" + from + "-" + to,
                1,
                from,
                to,
                FxRate.Type.CLOSING,
                LocalDate.parse(date),
                null,
                new BigDecimal("1.2500000000"),
                null,
                null,
                null,
                List.of(),
                null);
    }

    @Test
    void a_ready_cycle_becomes_one_invoice_with_a_line_per_worker_and_rate() {
        Plan plan = rules.plan(ready, CYCLE);
        assertThat(Canon.steps(plan)).containsExactly("invoice netsuite invoice");
        assertThat(plan.steps().get(0).needs()).containsExactly("customer:C-02@netsuite", "project:P-1003@netsuite");
        assertThat(plan.steps().get(0).then()).isEqualTo("bill-project.invoice-done");
        Invoice sample = Canon.sample("invoice_issued.json", Invoice.class);
        Invoice invoice = invoice();
        assertThat(invoice.invoiceId()).isEqualTo(sample.invoiceId());
        assertThat(invoice.net()).isEqualTo(sample.net());
        assertThat(invoice.gross()).isEqualTo(sample.gross());
        assertThat(invoice.issueDate()).isEqualTo(sample.issueDate());
        assertThat(invoice.dueDate()).isEqualTo(sample.dueDate());
        assertThat(invoice.servicePeriod()).isEqualTo(sample.servicePeriod());
        assertThat(invoice.billingCycleId()).isEqualTo(sample.billingCycleId());
        assertThat(invoice.lines())
                .extracting(line ->
                        line.roleId() + " " + line.quantity() + " " + line.amount() + " " + line.timeEntryCount())
                .containsExactly("CON 82.00 12300.00 11", "SAR 82.00 17630.00 11");
    }

    @Test
    void the_number_of_the_erp_is_published_with_the_invoice() {
        Plan plan = rules.plan(ready, CYCLE);
        Plan after = rules.afterInvoice(new Settled(ready, plan.steps().get(0), "88120", null));
        Event issued = after.emits().get(0);
        assertThat(issued.type()).isEqualTo("invoice.issued.v1");
        assertThat(issued.data().path("number").asText()).isEqualTo("88120");
        assertThat(issued.data().path("status").asText()).isEqualTo("ISSUED");
    }

    @Test
    void time_that_the_psa_has_is_marked_there_with_the_invoice_and_the_crm_is_told() {
        Step step = rules.plan(ready, CYCLE).steps().get(0);
        List<String> charged = Json.read(step.payload(), Invoice.class).lines().stream()
                .flatMap(line -> line.entryIds().stream())
                .toList();
        known.external("time", charged.get(0), "kantata", "880100");

        Plan after = rules.afterInvoice(new Settled(ready, step, "88120", null));

        assertThat(charged).hasSizeGreaterThan(1);
        assertThat(Canon.step(after, "crm").payload().path("status").asText()).isEqualTo("ISSUED");
        assertThat(Canon.step(after, "crm").payload().path("number").asText()).isEqualTo("88120");
        assertThat(after.steps()).hasSize(2).first().satisfies(mark -> {
            assertThat(mark.name()).isEqualTo("billed-" + charged.get(0));
            assertThat(mark.system() + " " + mark.operation() + " " + mark.lane())
                    .isEqualTo("kantata time-billed time:" + charged.get(0));
            assertThat(mark.payload().path("invoiceId").asText()).isEqualTo("INV-US-2026-1003-10B");
            assertThat(mark.payload().path("number").asText()).isEqualTo("88120");
        });
    }

    @Test
    void a_cycle_is_invoiced_once() {
        facts.invoices.add(invoice());
        assertThat(rules.plan(ready, CYCLE)).isEqualTo(Plan.NOTHING);
    }

    @Test
    void time_that_came_after_the_invoice_of_its_cycle_is_on_the_next_one_with_its_own_days() {
        facts.invoices.add(invoiceOf("BC-P-1003-2026-10A"));
        facts.time.add(fact("T-LATE", "W-0006", "CON", LocalDate.of(2026, 10, 8), 120, "150.0000"));
        assertThat(rules.readiness(CYCLE).orElseThrow().billable()).isEqualTo(Money.of("30230.00", "USD"));
        Invoice invoice = invoice();
        assertThat(invoice.net()).isEqualTo(new BigDecimal("30230.00"));
        Invoice.Line late = invoice.lines().get(2);
        assertThat(late.entryIds() + " " + late.quantity() + " " + late.amount())
                .isEqualTo("[T-LATE] 2.00 300.00");
        assertThat(late.servicePeriod())
                .isEqualTo(new ServicePeriod(LocalDate.of(2026, 10, 1), LocalDate.of(2026, 10, 15)));
        assertThat(late.description()).contains("2026-10-01..2026-10-15");
        assertThat(invoice.lines().get(0).servicePeriod()).isNull();
    }

    @Test
    void a_correction_of_billed_time_lowers_the_next_invoice() {
        facts.invoices.add(invoiceOf("BC-P-1003-2026-10A"));
        facts.time.add(fact("T-LESS", "W-0006", "CON", LocalDate.of(2026, 10, 8), -120, "150.0000"));
        assertThat(invoice().net()).isEqualTo(new BigDecimal("29630.00"));
    }

    @Test
    void late_time_belongs_to_the_first_cycle_without_an_invoice_and_to_no_other() {
        facts.time.add(fact("T-LATE", "W-0006", "CON", LocalDate.of(2026, 10, 8), 120, "150.0000"));
        assertThat(invoice().net()).isEqualTo(new BigDecimal("29930.00"));
        facts.invoices.add(invoiceOf("BC-P-1003-2026-10A"));
        assertThat(rules.plan(ready, "BC-P-1003-2026-11A")).isEqualTo(Plan.NOTHING);
        assertThat(invoice().net()).isEqualTo(new BigDecimal("30230.00"));
    }

    @Test
    void a_late_expense_belongs_to_the_first_cycle_without_an_invoice_and_to_no_other() {
        Expense hotel = Canon.with(Expenses.of(Expenses.HOTEL, "189.00", "USD"), "date", "2026-10-05");
        facts.spent.expenses.add(Expenses.fact(hotel, ExpenseFact.State.POSTED, Money.of("100.00", "USD"), null));
        assertThat(invoice().net()).isEqualTo(new BigDecimal("29930.00"));
        facts.invoices.add(invoiceOf("BC-P-1003-2026-10A"));
        assertThat(rules.plan(ready, "BC-P-1003-2026-11A")).isEqualTo(Plan.NOTHING);
        assertThat(invoice().net()).isEqualTo(new BigDecimal("30030.00"));
    }

    private Invoice invoiceOf(String cycleId) {
        return Canon.with(invoice(), "billingCycleId", cycleId);
    }

    @Test
    void a_cycle_without_time_has_no_invoice() {
        assertThat(rules.plan(ready, "BC-P-1003-2026-10A")).isEqualTo(Plan.NOTHING);
    }

    @Test
    void what_stands_in_the_way_is_named_with_the_money_it_holds() {
        facts.time.set(0, as(facts.time.get(0), TimeFact.State.SUBMITTED, null));
        facts.time.set(1, as(facts.time.get(1), TimeFact.State.APPROVED, null));
        facts.time.add(fact("T-X", "W-0006", "CON", LocalDate.of(2026, 10, 29), 60, null));
        facts.exceptions.add("T-8801: department CC-1200 inactive");
        known.put("customer", "C-02", Canon.with(Deals.CALDER, "country", "ES"));
        assertThat(gates()).containsExactly("R1", "R2", "R4", "R5", "R9");
        BillingReadiness readiness = rules.readiness(CYCLE).orElseThrow();
        assertThat(readiness.blockers().get(0).amount()).isEqualTo(Money.of("1720.00", "USD"));
        assertThat(readiness.blockers().get(1).amount()).isEqualTo(Money.of("1200.00", "USD"));
        assertThat(Canon.rules(rules.plan(ready, CYCLE).findings())).contains("R1 HOLD", "R4 HOLD");
    }

    @Test
    void purchase_order_cap_and_period_stand_in_the_way() {
        known.put("contract", "CT-1003", Canon.with(Canon.with(Deals.CONTRACT, "poRequired", true), "poNumber", null));
        facts.billed = Money.of("250000.00", "USD");
        known.put("fiscal-period", "LE-US-2026-10", DemoFirm.period("LE-US", "2026-10", FiscalPeriod.State.CLOSED));
        assertThat(gates()).containsExactly("R6", "R8", "R11");
    }

    @Test
    void a_cycle_of_a_closed_month_is_dated_in_the_first_open_one_and_keeps_cycle_and_service() {
        Invoice open = dated("2027-01-05");
        assertThat(open.issueDate())
                .as("nobody told: the month before this is open")
                .isEqualTo("2026-12-31");
        for (FiscalPeriod.State state : FiscalPeriod.State.values()) {
            known.put("fiscal-period", "LE-US-2026-10", DemoFirm.period("LE-US", "2026-10", state));
            known.put("fiscal-period", "LE-US-2026-11", DemoFirm.period("LE-US", "2026-11", state));
            boolean closed = state == FiscalPeriod.State.CLOSED;
            assertThat(dated("2026-12-03").issueDate())
                    .as(state.name())
                    .isEqualTo(closed ? "2026-12-03" : "2026-10-31");
        }
        known.put("fiscal-period", "LE-US-2026-11", DemoFirm.period("LE-US", "2026-11", FiscalPeriod.State.OPEN));
        Invoice moved = dated("2026-12-03");
        assertThat(moved.issueDate())
                .as("the last day of the month that is open")
                .isEqualTo("2026-11-30");
        assertThat(moved.dueDate()).isEqualTo("2026-12-30");
        assertThat(moved.invoiceId()).isEqualTo("INV-US-2026-1003-10B");
        assertThat(moved.billingCycleId()).isEqualTo(CYCLE);
        assertThat(moved.servicePeriod())
                .isEqualTo(new ServicePeriod(LocalDate.of(2026, 10, 16), LocalDate.of(2026, 10, 31)));
        assertThat(moved.lines()).isEqualTo(open.lines());
    }

    @Test
    void the_rate_of_an_invoice_of_a_closed_month_is_that_of_its_date() {
        known.put("contract", "CT-1003", Json.tree(Json.write(Deals.CONTRACT).replace("USD", "GBP")));
        facts.time.replaceAll(fact -> fact.at(Rate.hourly("100.0000", "GBP")));
        known.put("fx-rate", "OCTOBER", rate("GBP", "USD", "2026-10-31"));
        known.put("fiscal-period", "LE-US-2026-10", DemoFirm.period("LE-US", "2026-10", FiscalPeriod.State.CLOSED));
        assertThat(on("2026-11-20").readiness(CYCLE).orElseThrow().blockers())
                .extracting(BillingReadiness.Blocker::reason)
                .containsExactly("no exchange rate from GBP to USD on 2026-11-20");
        known.put("fx-rate", "NOVEMBER", rate("GBP", "USD", "2026-11-19"));
        assertThat(dated("2026-11-20").issueDate()).isEqualTo("2026-11-20");
    }

    private Invoice dated(String today) {
        return Json.read(on(today).plan(ready, CYCLE).steps().get(0).payload(), Invoice.class);
    }

    private BillProjectRules on(String today) {
        Clock noon = Clock.fixed(Instant.parse(today + "T17:00:00Z"), ZoneOffset.UTC);
        return new BillProjectRules(known, facts, facts, Routing.shipped(), noon);
    }

    @Test
    void a_cap_crossed_inside_the_cycle_is_billed_up_to_and_the_rest_is_one_negative_line() {
        facts.billed = Money.of("248900.00", "USD");
        Invoice invoice = invoice();
        assertThat(invoice.net()).isEqualTo(new BigDecimal("1100.00"));
        Invoice.Line held = invoice.lines().get(2);
        assertThat(held.amount()).isEqualTo(new BigDecimal("-28830.00"));
        assertThat(held.description()).contains("over the agreed maximum");
    }

    @Test
    void expenses_that_are_posted_are_lines_of_the_next_invoice_and_outside_the_cap() {
        facts.invoices.add(invoiceOf("BC-P-1003-2026-10A"));
        facts.billed = Money.of("248900.00", "USD");
        Expense hotel = Canon.with(Expenses.of(Expenses.HOTEL, "189.00", "USD"), "date", "2026-10-05");
        facts.spent.expenses.add(Expenses.fact(hotel, ExpenseFact.State.POSTED, Money.of("198.45", "USD"), null));
        facts.spent.expenses.add(Expenses.fact(
                Canon.with(hotel, "expenseId", "X-61"),
                ExpenseFact.State.BILLED,
                Money.of("10.00", "USD"),
                "INV-US-2026-1003-10A"));
        Invoice invoice = invoice();
        assertThat(invoice.net()).isEqualTo(new BigDecimal("1298.45"));
        Invoice.Line line = invoice.lines().get(3);
        assertThat(line.kind() + " " + line.lineNo() + " " + line.quantity() + " " + line.unitPrice() + " "
                        + line.amount() + " " + line.entryIds())
                .isEqualTo("EXPENSE 4 1.00 198.4500 198.45 [X-06]");
        assertThat(ExpenseLines.fees(invoice)).isEqualTo(Money.of("1100.00", "USD"));
    }

    @Test
    void a_cycle_with_nothing_but_expenses_is_invoiced_too() {
        facts.time.clear();
        facts.spent.expenses.add(
                Expenses.fact(Expenses.HOTEL, ExpenseFact.State.POSTED, Money.of("240.03", "USD"), null));
        assertThat(invoice().net()).isEqualTo(new BigDecimal("240.03"));
    }

    @Test
    void an_expense_that_is_not_posted_holds_the_invoice() {
        Expense hotel = Expenses.of(Expenses.HOTEL, "189.00", "USD");
        facts.spent.expenses.add(Expenses.fact(hotel, ExpenseFact.State.APPROVED, null, null));
        assertThat(gates()).containsExactly("R3");
        BillingReadiness.Blocker blocker =
                rules.readiness(CYCLE).orElseThrow().blockers().get(0);
        assertThat(blocker.amount()).isEqualTo(Money.of("189.00", "USD"));
        assertThat(blocker.since()).isEqualTo(LocalDate.of(2026, 10, 22));
    }

    @Test
    void the_invoice_after_a_voided_one_is_the_second_of_its_cycle_and_dated_when_it_is_made() {
        facts.invoices.add(Canon.with(invoice(), "status", "VOIDED"));
        Clock later = Clock.fixed(Instant.parse("2026-11-03T21:00:00Z"), ZoneOffset.UTC);
        BillProjectRules again = new BillProjectRules(known, facts, facts, Routing.shipped(), later);
        Invoice second = Json.read(again.plan(ready, CYCLE).steps().get(0).payload(), Invoice.class);
        assertThat(second.version()).isEqualTo(2);
        assertThat(second.invoiceId()).isEqualTo("INV-US-2026-1003-10B-2");
        assertThat(second.issueDate()).isEqualTo(LocalDate.of(2026, 11, 3));
        assertThat(second.net()).isEqualTo(new BigDecimal("29930.00"));
    }

    @Test
    void an_invoice_that_does_not_add_up_or_bills_twice_is_held() {
        Invoice invoice = invoice();
        Invoice wrong = Canon.with(Canon.with(invoice, "net", "1.00"), "gross", "2.00");
        Money nothing = Money.zero("USD");
        assertThat(Canon.rules(InvoiceRules.check(wrong, rules.terms("P-1003").orElseThrow(), facts.time, nothing)))
                .containsExactly("V-INV-01 HOLD", "V-INV-01 HOLD");
        List<TimeFact> billed = List.of(as(facts.time.get(0), TimeFact.State.BILLED, "INV-OTHER"));
        assertThat(Canon.rules(InvoiceRules.check(invoice, rules.terms("P-1003").orElseThrow(), billed, nothing)))
                .containsExactly("V-INV-02 HOLD");
        Money almost = Money.of("249000.00", "USD");
        assertThat(Canon.rules(InvoiceRules.check(invoice, rules.terms("P-1003").orElseThrow(), facts.time, almost)))
                .containsExactly("V-INV-03 HOLD");
        Invoice zero = Canon.with(Canon.with(invoice, "net", "0.00"), "gross", "0.00");
        assertThat(Canon.rules(InvoiceRules.check(zero, rules.terms("P-1003").orElseThrow(), facts.time, nothing)))
                .contains("V-INV-04 HOLD");
    }

    @Test
    void cycles_and_invoices_have_ids_that_say_what_they_are() {
        BillingCycle half = BillingCycle.of("P-1003", InvoiceCycle.SEMI_MONTHLY, LocalDate.of(2026, 10, 15));
        assertThat(half.id()).isEqualTo("BC-P-1003-2026-10A");
        assertThat(BillingCycle.parse("BC-P-1003-2026-10A")).isEqualTo(half);
        BillingCycle month = BillingCycle.of("P-1001", InvoiceCycle.MONTHLY, LocalDate.of(2026, 10, 15));
        assertThat(month.id()).isEqualTo("BC-P-1001-2026-10");
        assertThat(month.invoiceId("LE-US", 1)).isEqualTo("INV-US-2026-1001-10");
        assertThat(month.to()).isEqualTo(LocalDate.of(2026, 10, 31));
    }
}
