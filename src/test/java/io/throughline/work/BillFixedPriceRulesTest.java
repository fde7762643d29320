package io.throughline.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.contract.Json;
import io.throughline.contract.Plan;
import io.throughline.contract.Violation;
import io.throughline.money.FiscalPeriod;
import io.throughline.money.Invoice;
import io.throughline.money.PostingPeriods;
import io.throughline.people.Canon;
import io.throughline.people.DemoFirm;
import io.throughline.people.InMemorySnapshots;
import io.throughline.people.Routing;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The fee of a month: when there is none, and what stands in its way. */
class BillFixedPriceRulesTest {

    private static final String CYCLE = "BC-P-1010-2026-10";
    private static final Clock NOW = Clock.fixed(Instant.parse("2026-11-02T12:00:00Z"), ZoneOffset.UTC);
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
    void a_month_is_billed_once() {
        Plan plan = billing.retainer(CYCLE);
        assertThat(Canon.steps(plan)).containsExactly("invoice netsuite invoice");
        assertThat(plan.steps().get(0).needs()).containsExactly("customer:C-02@netsuite", "project:P-1010@netsuite");
        Invoice invoice = Json.read(plan.steps().get(0).payload(), Invoice.class);
        assertThat(invoice.memo()).isEqualTo("P-1010");
        facts.invoices.add(invoice);
        assertThat(billing.retainer(CYCLE)).isEqualTo(Plan.NOTHING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"BC-P-9999-2026-10", "BC-P-1010-2025-12"})
    void nothing_is_billed_for_a_project_nobody_knows_or_a_month_without_service(String cycle) {
        assertThat(billing.retainer(cycle)).isEqualTo(Plan.NOTHING);
    }

    @Test
    void nothing_is_billed_by_the_month_under_another_contract() {
        Contract milestones = Canon.with(RETAINER, "billingType", "FIXED_MILESTONE");
        known.put("contract", "CT-1010", milestones).put("project", "P-1010", Months.project(milestones));
        assertThat(billing.retainer(CYCLE)).isEqualTo(Plan.NOTHING);
    }

    @Test
    void open_exceptions_missing_data_and_periods_that_are_all_closed_stand_in_the_way() {
        facts.exceptions.add("expense X-1 is held");
        known.put("customer", "C-02", Canon.with(Deals.CALDER, "country", "DE"));
        closed("2026-10");
        closed("2026-11");
        assertThat(billing.retainer(CYCLE).findings())
                .extracting(Violation::message)
                .containsExactly(
                        "1 open exceptions, first: expense X-1 is held (finance-ops)",
                        "customer lacks VAT id or exemption reason (finance-ops)",
                        "no accounting period of LE-US is open for it up to 2026-11");
    }

    @Test
    void the_fee_of_a_closed_month_is_dated_in_the_first_open_one_and_keeps_its_service() {
        Invoice open = fee();
        assertThat(open.issueDate()).isEqualTo("2026-10-31");
        closed("2026-10");
        Invoice moved = fee();
        assertThat(moved.issueDate()).isEqualTo("2026-11-02");
        assertThat(moved.dueDate()).isEqualTo("2026-12-02");
        assertThat(Canon.with(Canon.with(moved, "issueDate", "2026-10-31"), "dueDate", "2026-11-30"))
                .as("and nothing else is different")
                .isEqualTo(open);
    }

    @Test
    void a_fee_whose_invoice_was_voided_is_billed_again_as_the_second_of_its_month() {
        facts.invoices.add(Canon.with(fee(), "status", "VOIDED"));
        Invoice second = fee();
        assertThat(second.invoiceId()).isEqualTo("INV-US-2026-1010-10-2");
        assertThat(second.version()).isEqualTo(2);
        assertThat(second.billingCycleId()).isEqualTo(CYCLE);
        assertThat(second.issueDate()).as("when it is made").isEqualTo("2026-11-02");
        assertThat(second.servicePeriod().to()).isEqualTo("2026-10-31");
        assertThat(second.net()).isEqualTo("18000.00");
        facts.invoices.add(second);
        assertThat(billing.retainer(CYCLE)).isEqualTo(Plan.NOTHING);
    }

    private Invoice fee() {
        return Json.read(billing.retainer(CYCLE).steps().get(0).payload(), Invoice.class);
    }

    private void closed(String month) {
        known.put("fiscal-period", "LE-US-" + month, DemoFirm.period("LE-US", month, FiscalPeriod.State.CLOSED));
    }
}
