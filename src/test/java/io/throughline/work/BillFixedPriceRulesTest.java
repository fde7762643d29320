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
    void open_exceptions_missing_data_and_a_closed_period_stand_in_the_way() {
        facts.exceptions.add("expense X-1 is held");
        known.put("customer", "C-02", Canon.with(Deals.CALDER, "country", "DE"));
        known.put("fiscal-period", "LE-US-2026-10", DemoFirm.period("LE-US", "2026-10", FiscalPeriod.State.CLOSED));
        assertThat(billing.retainer(CYCLE).findings())
                .extracting(Violation::message)
                .containsExactly(
                        "1 open exceptions, first: expense X-1 is held (finance-ops)",
                        "customer lacks VAT id or exemption reason (finance-ops)",
                        "the accounting period 2026-10 of LE-US is closed");
    }
}
