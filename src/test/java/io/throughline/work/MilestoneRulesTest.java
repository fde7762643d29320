package io.throughline.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.contract.Plan;
import io.throughline.contract.Settled;
import io.throughline.contract.Step;
import io.throughline.money.Invoice;
import io.throughline.money.Money;
import io.throughline.money.PostingPeriods;
import io.throughline.money.RevenueEvent;
import io.throughline.people.Canon;
import io.throughline.people.InMemorySnapshots;
import io.throughline.people.Routing;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** WF-19 with CALC-05: 300 000 in 20/30/50 per cent, of which a tenth is withheld. */
class MilestoneRulesTest {

    private static final Clock NOW = Clock.fixed(Instant.parse("2026-10-20T12:00:00Z"), ZoneOffset.UTC);
    private static final Contract CONTRACT = Months.contract(
            "1002",
            "FIXED_MILESTONE",
            "USD",
            "LE-US",
            """
            ,"price":{"amount":"300000.00","currency":"USD"},"retentionPct":"0.10","milestones":[
             {"id":"CT-1002-M1","name":"Design","pct":"0.20"},{"id":"CT-1002-M2","name":"Build","pct":"0.30"},
             {"id":"CT-1002-M3","name":"Go-live","pct":"0.50"}]""");

    private final InMemorySnapshots known = Deals.snapshots()
            .put("contract", "CT-1002", CONTRACT)
            .put("project", "P-1002", Canon.with(Months.project(CONTRACT), "opportunityId", "OPP-1002"))
            .put("opportunity", "OPP-1002", Canon.with(Deals.WON, "opportunityId", "OPP-1002"));
    private final InMemoryFacts facts = new InMemoryFacts();
    private final PostingPeriods periods = new PostingPeriods(known, NOW);
    private final BillProjectRules projects = new BillProjectRules(known, facts, facts, Routing.shipped(), NOW);
    private final MilestoneCredit credit = new MilestoneCredit(known, facts, projects, Routing.shipped(), periods, NOW);
    private final MilestoneRules rules = new MilestoneRules(known, credit, periods, NOW);
    private final BillFixedPriceRules billing =
            new BillFixedPriceRules(known, facts, projects, credit, Routing.shipped(), periods);

    private static MilestoneAcceptance told(String id, long version, String amount, String on) {
        return new MilestoneAcceptance(
                id,
                version,
                "CT-1002",
                "P-1002",
                amount == null ? null : Money.of(amount, "USD"),
                LocalDate.parse(on),
                null,
                null,
                null,
                List.of(),
                null);
    }

    private Plan accept(MilestoneAcceptance acceptance) {
        Plan plan =
                rules.accepted(Canon.event("milestone.accepted.v1", acceptance.milestoneId(), acceptance), acceptance);
        if (!plan.held()) {
            known.put("milestone-acceptance", acceptance.milestoneId(), acceptance);
        }
        return plan;
    }

    private Plan revoke(MilestoneAcceptance revocation) {
        Plan plan =
                rules.revoked(Canon.event("milestone.revoked.v1", revocation.milestoneId(), revocation), revocation);
        known.put("milestone-revocation", revocation.milestoneId(), revocation);
        return plan;
    }

    private static Event emitted(Plan plan, String type) {
        return plan.emits().stream()
                .filter(event -> event.type().equals(type))
                .findFirst()
                .orElseThrow();
    }

    private Plan bill(String id) {
        String cycle = "BC-P-1002-M-" + id;
        return billing.milestone(cycle);
    }

    private Invoice billed(String id) {
        Invoice invoice = Json.read(bill(id).steps().get(0).payload(), Invoice.class);
        facts.invoices.add(invoice);
        known.put("invoice", invoice.invoiceId(), invoice);
        return invoice;
    }

    @Test
    void an_accepted_milestone_is_earned_whole_and_due_to_be_billed_and_told_to_the_crm() {
        Plan plan = accept(told("CT-1002-M1", 1, "60000.00", "2026-10-19"));

        assertThat(Canon.steps(plan)).containsExactly("status-crm salesforce opportunity");
        assertThat(plan.steps().get(0).payload().path("projectStatus").asText()).isEqualTo("MILESTONE_ACCEPTED");
        Event due = emitted(plan, "billing.milestonedue.v1");
        assertThat(due.subject()).isEqualTo("BC-P-1002-M-CT-1002-M1");
        assertThat(due.idempotencyKey()).isEqualTo("milestone:CT-1002-M1:accepted:1");
        Event proposed = emitted(plan, "revenue.proposed.v1");
        assertThat(proposed.idempotencyKey()).isEqualTo("revenue:CT-1002:PO-1:2026-10:CT-1002-M1-1");
        RevenueEvent revenue = Json.read(proposed.data(), RevenueEvent.class);
        assertThat(revenue.amount()).isEqualTo(Money.of("60000.00", "USD"));
        assertThat(revenue.cumulative()).isEqualTo(Money.of("60000.00", "USD"));
        assertThat(revenue.method()).isEqualTo(RevenueEvent.Method.MILESTONE);
        assertThat(revenue.period()).isEqualTo(YearMonth.of(2026, 10));
    }

    @Test
    void the_day_of_acceptance_in_a_closed_period_is_earned_in_the_open_one() {
        RevenueEvent revenue = Json.read(
                emitted(accept(told("CT-1002-M1", 1, null, "2026-08-31")), "revenue.proposed.v1")
                        .data(),
                RevenueEvent.class);

        assertThat(revenue.period()).isEqualTo(YearMonth.of(2026, 9));
        assertThat(revenue.servicePeriod()).isEqualTo(Months.month("2026-08"));
    }

    @ParameterizedTest
    @CsvSource({
        "CT-1002-M1, 60000.01, 2026-10-19, V-MIL-01 HOLD",
        "CT-1002-M9, 60000.00, 2026-10-19, V-MIL-01 HOLD",
        "CT-1002-M1, 60000.00, 2026-10-21, V-MIL-02 HOLD"
    })
    void what_is_not_in_the_schedule_or_in_the_future_is_held(String id, String amount, String on, String rule) {
        Plan plan = accept(told(id, 1, amount, on));

        assertThat(Canon.rules(plan.findings())).containsExactly(rule);
        assertThat(plan.emits()).isEmpty();
    }

    @Test
    void out_of_order_is_a_remark_and_again_is_nothing() {
        assertThat(Canon.rules(accept(told("CT-1002-M2", 1, null, "2026-10-19")).findings()))
                .containsExactly("V-MIL-03 WARN");
        assertThat(accept(told("CT-1002-M2", 2, null, "2026-10-19"))).isEqualTo(Plan.NOTHING);
    }

    @Test
    void the_invoices_are_what_is_payable_and_at_last_what_was_withheld() {
        for (String id : List.of("CT-1002-M1", "CT-1002-M2", "CT-1002-M3")) {
            accept(told(id, 1, null, "2026-10-19"));
        }
        Invoice first = billed("CT-1002-M1");
        assertThat(first.invoiceId()).isEqualTo("INV-US-CT-1002-M1");
        assertThat(first.net()).isEqualByComparingTo("54000.00");
        assertThat(first.dueDate()).isEqualTo("2026-11-18");
        assertThat(first.lines())
                .extracting(line -> line.kind() + " " + line.quantity() + " " + line.amount())
                .containsExactly("MILESTONE 1.00 60000.00", "MILESTONE -1.00 -6000.00");
        assertThat(billed("CT-1002-M2").net()).isEqualByComparingTo("81000.00");
        assertThat(billed("CT-1002-M3").net()).isEqualByComparingTo("135000.00");

        Plan release = accept(told("CT-1002-RETENTION", 1, "30000.00", "2026-10-20"));
        assertThat(release.emits()).extracting(Event::type).containsExactly("billing.milestonedue.v1");
        assertThat(billed("CT-1002-RETENTION").net()).isEqualByComparingTo("30000.00");
        assertThat(bill("CT-1002-M1")).as("billed once").isEqualTo(Plan.NOTHING);
    }

    @Test
    void a_milestone_that_is_not_accepted_is_held_by_gate_seven() {
        assertThat(Canon.rules(bill("CT-1002-M1").findings())).containsExactly("R7 HOLD");
        accept(told("CT-1002-M1", 1, null, "2026-10-19"));
        known.put("customer", "C-02", Canon.with(Deals.CALDER, "country", "ES"));
        assertThat(Canon.rules(bill("CT-1002-M1").findings())).containsExactly("R9 HOLD");
    }

    @Test
    void an_acceptance_taken_back_before_the_bill_reverses_the_revenue_and_nothing_is_billed() {
        accept(told("CT-1002-M1", 1, null, "2026-10-19"));
        Plan plan = revoke(told("CT-1002-M1", 2, null, "2026-10-20"));

        assertThat(Canon.steps(plan)).containsExactly("status-crm salesforce opportunity");
        RevenueEvent reversal = Json.read(emitted(plan, "revenue.proposed.v1").data(), RevenueEvent.class);
        assertThat(reversal.amount()).isEqualTo(Money.of("-60000.00", "USD"));
        assertThat(reversal.cumulative()).isEqualTo(Money.of("0.00", "USD"));
        assertThat(reversal.reversalOf()).isEqualTo("REV-CT-1002-M1-1");
        assertThat(emitted(plan, "revenue.proposed.v1").idempotencyKey())
                .as("the key of what it reverses")
                .isEqualTo("revenue:CT-1002:PO-1:2026-10:CT-1002-M1-1");
        assertThat(Canon.rules(bill("CT-1002-M1").findings())).containsExactly("R7 HOLD");
    }

    @Test
    void one_taken_back_after_the_bill_is_credited_and_the_next_acceptance_has_an_invoice_of_its_own() {
        accept(told("CT-1002-M1", 1, null, "2026-10-19"));
        Invoice invoice = billed("CT-1002-M1");
        Plan plan = revoke(told("CT-1002-M1", 2, null, "2026-10-20"));

        Step step = Canon.step(plan, "credit-note");
        assertThat(step.then()).isEqualTo("bill-fixed-price.credited");
        Invoice note = Json.read(step.payload(), Invoice.class);
        assertThat(note.type()).isEqualTo(Invoice.Type.CREDIT_NOTE);
        assertThat(note.invoiceId()).isEqualTo("CN-US-CT-1002-M1-2");
        assertThat(note.correctsInvoiceId()).isEqualTo(invoice.invoiceId());
        assertThat(note.net()).isEqualByComparingTo("54000.00");

        Plan after =
                credit.after(new Settled(Canon.event("milestone.revoked.v1", "CT-1002-M1", note), step, "CM1", null));
        assertThat(after.emits())
                .extracting(Event::type)
                .containsExactly("invoice.issued.v1", "invoice.statuschanged.v1");
        assertThat(after.emits().get(1).subject()).isEqualTo(invoice.invoiceId());
        assertThat(after.emits().get(1).data().path("status").asText()).isEqualTo("VOIDED");
        facts.invoices.set(0, Canon.with(invoice, "status", "VOIDED"));

        accept(told("CT-1002-M1", 3, null, "2026-10-20"));
        assertThat(billed("CT-1002-M1").invoiceId()).isEqualTo("INV-US-CT-1002-M1-2");
    }

    @Test
    void one_whose_invoice_was_voided_is_due_again_with_a_document_of_today_for_the_same_day_of_service() {
        accept(told("CT-1002-M1", 1, null, "2026-10-19"));
        Invoice invoice = billed("CT-1002-M1");
        assertThat(freed(invoice)).as("it stands").isEqualTo(Plan.NOTHING);
        Invoice voided = Canon.with(invoice, "status", "VOIDED");
        facts.invoices.set(0, voided);

        Event due = emitted(freed(voided), "billing.milestonedue.v1");
        assertThat(due.subject()).isEqualTo("BC-P-1002-M-CT-1002-M1");
        assertThat(due.id()).isEqualTo("billing-BC-P-1002-M-CT-1002-M1-after-INV-US-CT-1002-M1");
        assertThat(due.idempotencyKey()).isEqualTo("milestone:CT-1002-M1:accepted:after-INV-US-CT-1002-M1");
        Invoice again = billed("CT-1002-M1");
        assertThat(again.invoiceId()).isEqualTo("INV-US-CT-1002-M1-2");
        assertThat(again.net()).isEqualByComparingTo("54000.00");
        assertThat(again.issueDate()).isEqualTo("2026-10-20");
        assertThat(again.servicePeriod()).isEqualTo(invoice.servicePeriod());

        assertThat(freed(Canon.with(voided, "billingCycleId", "BC-P-1010-2026-10")))
                .as("a month is due by its date")
                .isEqualTo(Plan.NOTHING);
        revoke(told("CT-1002-M1", 2, null, "2026-10-20"));
        assertThat(freed(Canon.with(again, "status", "VOIDED")))
                .as("not accepted any more")
                .isEqualTo(Plan.NOTHING);
    }

    private Plan freed(Invoice invoice) {
        return rules.freed(Canon.event("invoice.statuschanged.v1", invoice.invoiceId(), invoice), invoice);
    }

    @Test
    void an_invoice_that_was_on_its_way_is_credited_when_it_arrives() {
        accept(told("CT-1002-M1", 1, null, "2026-10-19"));
        Step step = bill("CT-1002-M1").steps().get(0);
        revoke(told("CT-1002-M1", 2, null, "2026-10-20"));

        Plan after = billing.after(new Settled(
                Canon.event("billing.milestonedue.v1", "BC-P-1002-M-CT-1002-M1", CONTRACT), step, "1", null));

        assertThat(after.emits()).extracting(Event::type).containsExactly("invoice.issued.v1");
        assertThat(Canon.steps(after)).containsExactly("credit-note netsuite invoice");
    }

    @Test
    void a_revocation_told_before_its_acceptance_overtakes_it() {
        revoke(told("CT-1002-M1", 2, null, "2026-10-20"));

        assertThat(accept(told("CT-1002-M1", 1, null, "2026-10-19"))).isEqualTo(Plan.OVERTAKEN);
    }

    @Test
    void a_retainer_is_billed_its_fee_by_month_and_by_days_at_its_edges() {
        Contract retainer = Months.contract(
                "1010", "RETAINER", "USD", "LE-US", ",\"price\":{\"amount\":\"18000.00\",\"currency\":\"USD\"}");
        known.put("contract", "CT-1010", retainer).put("project", "P-1010", Months.project(retainer));

        Invoice invoice = retained();
        assertThat(invoice.net()).isEqualByComparingTo("18000.00");
        assertThat(invoice.issueDate()).isEqualTo("2026-10-31");
        assertThat(invoice.lines().get(0).kind()).isEqualTo(Invoice.Line.Kind.RETAINER);

        known.put("contract", "CT-1010", Canon.with(retainer, "from", "2026-10-21"));
        assertThat(retained().net()).as("11 of 31 days").isEqualByComparingTo("6387.10");
        assertThat(retained().servicePeriod().from()).isEqualTo("2026-10-21");
    }

    private Invoice retained() {
        String cycle = "BC-P-1010-2026-10";
        return Json.read(billing.retainer(cycle).steps().get(0).payload(), Invoice.class);
    }
}
