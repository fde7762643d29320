package io.throughline.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.contract.Plan;
import io.throughline.contract.Settled;
import io.throughline.money.FiscalPeriod;
import io.throughline.money.Invoice;
import io.throughline.money.Money;
import io.throughline.money.Posting;
import io.throughline.money.PostingPeriods;
import io.throughline.money.Rate;
import io.throughline.money.RevenueEvent;
import io.throughline.money.TimeFact;
import io.throughline.people.Canon;
import io.throughline.people.DemoFirm;
import io.throughline.people.InMemorySnapshots;
import io.throughline.people.Routing;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** WF-18: each method to date, differences only, and the posting against what was billed. */
class RevenueRulesTest {

    private static final Clock NOW = Clock.fixed(Instant.parse("2026-11-02T12:00:00Z"), ZoneOffset.UTC);
    private static final String PRICE = ",\"price\":{\"amount\":\"300000.00\",\"currency\":\"EUR\"}";

    private final InMemorySnapshots known = DemoFiguresTest.withRateCards();
    private final InMemoryFacts facts = new InMemoryFacts();
    private final Months.Kept kept = new Months.Kept();
    private final PostingPeriods periods = new PostingPeriods(known, NOW);
    private final RevenueRules rules = new RevenueRules(known, facts, kept, new RateLookup(known), periods, NOW);
    private final PostRevenueRules posting = new PostRevenueRules(known, kept, Routing.shipped(), periods, NOW);

    private List<RevenueEvent> run(String contractId, String period) {
        Plan plan = rules.plan(Months.due(contractId, period));
        assertThat(plan.held()).as("%s", plan.findings()).isFalse();
        List<RevenueEvent> proposed = new ArrayList<>();
        plan.emits().forEach(event -> proposed.add(Json.read(event.data(), RevenueEvent.class)));
        kept.events.addAll(proposed);
        return proposed;
    }

    private static List<String> amounts(List<RevenueEvent> events) {
        return events.stream()
                .map(event ->
                        YearMonth.from(event.servicePeriod().to()) + " in " + event.period() + " " + event.amount())
                .toList();
    }

    private List<String> lines(RevenueEvent revenue) {
        Plan plan = posting.plan(Canon.event("revenue.proposed.v1", revenue.revenueEventId(), revenue), revenue);
        Posting posted = Json.read(plan.steps().get(0).payload(), Posting.class);
        return posted.lines().stream()
                .map(line -> line.account() + " " + line.amount())
                .toList();
    }

    private void poc(String estimates) {
        Contract contract =
                Months.contract("1005", "FIXED_POC", "EUR", "LE-DE", PRICE + ",\"eac\":[" + estimates + "]");
        known.put("contract", "CT-1005", contract).put("project", "P-1005", Months.project(contract));
    }

    private static String estimate(String asOf, String cost, String more) {
        return "{\"asOf\":\"%s\",\"totalCost\":{\"amount\":\"%s\",\"currency\":\"EUR\"}%s}".formatted(asOf, cost, more);
    }

    /** Time of LE-DE that costs exactly this many euros at 100.00 an hour. */
    private void cost(String id, String date, int euros) {
        known.put(
                "cost-rate",
                "CR-POC",
                Map.of(
                        "costRateId",
                        "CR-POC",
                        "version",
                        1,
                        "legalEntityId",
                        "LE-DE",
                        "roleId",
                        "DEV",
                        "rate",
                        Map.of("amount", "100.0000", "currency", "EUR"),
                        "from",
                        "2026-01-01"));
        facts.time.add(Months.entry(id, "W-0023", "DEV", "LE-DE", "P-1005", date, euros * 60 / 100, null));
    }

    @Test
    void october_of_the_demo_project_is_earned_as_the_work_was_done() {
        Contract contract = Months.contract("1001", "TM", "USD", "LE-US", "");
        known.put("contract", "CT-1001", contract).put("project", "P-1001", Months.project(contract));
        facts.time.addAll(DemoFiguresTest.time());

        List<RevenueEvent> proposed = run("CT-1001", "2026-10");

        assertThat(amounts(proposed)).containsExactly("2026-10 in 2026-10 USD 175602.00");
        assertThat(proposed.get(0).method()).isEqualTo(RevenueEvent.Method.AS_INCURRED);
        assertThat(proposed.get(0).measure().minutes()).isEqualTo(762 * 60);
        assertThat(proposed.get(0).postingDate()).isEqualTo("2026-10-31");
        assertThat(lines(proposed.get(0))).containsExactly("unbilled 175602.00", "revenue -175602.00");
        assertThat(run("CT-1001", "2026-10")).as("again").isEmpty();
    }

    @Test
    void late_time_is_the_difference_of_its_month_and_posted_in_the_open_period() {
        Contract contract = Months.contract("1001", "TM", "USD", "LE-US", "");
        known.put("contract", "CT-1001", contract).put("project", "P-1001", Months.project(contract));
        Rate rate = Rate.hourly("200.0000", "USD");
        facts.time.add(Months.entry("T-1", "W-0004", "SAR", "LE-US", "P-1001", "2026-09-10", 600, rate));
        facts.time.add(Months.entry("T-2", "W-0004", "SAR", "LE-US", "P-1001", "2026-10-12", 300, rate));
        known.put("fiscal-period", "LE-US-2026-09", DemoFirm.period("LE-US", "2026-09", FiscalPeriod.State.CLOSED));
        assertThat(amounts(run("CT-1001", "2026-10")))
                .containsExactly("2026-09 in 2026-10 USD 2000.00", "2026-10 in 2026-10 USD 1000.00");

        facts.time.add(Months.entry("T-3", "W-0004", "SAR", "LE-US", "P-1001", "2026-09-11", 60, rate));
        Plan again = rules.plan(Months.due("CT-1001", "2026-10"));
        assertThat(again.emits()).hasSize(1);
        assertThat(again.emits().get(0).idempotencyKey()).isEqualTo("revenue:CT-1001:PO-1:2026-10:2");
        assertThat(amounts(run("CT-1001", "2026-10"))).containsExactly("2026-09 in 2026-10 USD 200.00");
        assertThat(kept.events.get(2).cumulative()).isEqualTo(Money.of("3200.00", "USD"));
    }

    @Test
    void a_true_up_of_billed_time_is_revenue_of_its_month() {
        Contract contract = Months.contract("1014", "TM", "EUR", "LE-DE", "");
        known.put("contract", "CT-1014", contract).put("project", "P-1014", Months.project(contract));
        facts.time.add(Months.entry(
                "T-1", "W-0025", "SAR", "LE-DE", "P-1014", "2026-10-12", 9000, Rate.hourly("160.0000", "EUR")));
        assertThat(amounts(run("CT-1014", "2026-10"))).containsExactly("2026-10 in 2026-10 EUR 24000.00");

        known.put(
                "true-up",
                "TU-1",
                Map.of(
                        "trueUpId",
                        "TU-1",
                        "version",
                        1,
                        "rateCardId",
                        "RC-P-1014",
                        "rateCardVersion",
                        2,
                        "projectId",
                        "P-1014",
                        "contractId",
                        "CT-1014",
                        "servicePeriod",
                        "2026-10",
                        "amount",
                        Map.of("amount", "1200.00", "currency", "EUR"),
                        "document",
                        "TRUE_UP_LINE"));
        assertThat(amounts(run("CT-1014", "2026-10"))).containsExactly("2026-10 in 2026-10 EUR 1200.00");

        known.put("contract", "CT-1014", Canon.with(contract, "cap", Map.of("amount", "25000.00", "currency", "EUR")));
        assertThat(amounts(run("CT-1014", "2026-10")))
                .as("the maximum of the contract limits both together")
                .containsExactly("2026-10 in 2026-10 EUR -200.00");
    }

    @Test
    void a_new_estimate_is_caught_up_in_the_month_it_was_made() {
        poc(estimate("2026-01-01", "200000.00", "") + ","
                + estimate("2026-10-20", "225000.00", ",\"approvedBy\":\"W-0027\""));
        cost("T-1", "2026-09-10", 50000);
        cost("T-2", "2026-10-22", 40000);

        List<RevenueEvent> proposed = run("CT-1005", "2026-10");

        assertThat(amounts(proposed))
                .as("CALC-07a")
                .containsExactly("2026-09 in 2026-10 EUR 75000.00", "2026-10 in 2026-10 EUR 45000.00");
        assertThat(proposed.get(1).measure().costToDate()).isEqualTo(Money.of("90000.00", "EUR"));
        assertThat(proposed.get(1).measure().eac()).isEqualTo(Money.of("225000.00", "EUR"));
        assertThat(proposed.get(1).costRecognised()).isEqualTo(Money.of("40000.00", "EUR"));
        assertThat(proposed.get(1).cumulative()).isEqualTo(Money.of("120000.00", "EUR"));
        assertThat(run("CT-1005", "2026-10")).isEmpty();
    }

    @Test
    void an_estimate_that_changed_by_more_than_a_tenth_waits_for_approval() {
        poc(estimate("2026-01-01", "200000.00", "") + "," + estimate("2026-10-20", "225000.00", ""));
        cost("T-1", "2026-10-10", 50000);
        Event due = Months.due("CT-1005", "2026-10");
        assertThat(Canon.rules(rules.plan(due).findings())).containsExactly("V-REV-03 HOLD");

        ((com.fasterxml.jackson.databind.node.ObjectNode) due.data()).put("approvedBy", "W-0027");
        assertThat(rules.plan(due).emits()).hasSize(1);

        poc(estimate("2026-01-01", "200000.00", "") + "," + estimate("2026-10-20", "220000.00", ""));
        assertThat(rules.plan(Months.due("CT-1005", "2026-10")).held())
                .as("exactly a tenth")
                .isFalse();
    }

    @Test
    void an_onerous_contract_is_provided_for_and_an_estimate_below_the_cost_is_held() {
        poc(estimate("2026-10-01", "320000.00", ""));
        known.put(
                "contract",
                "CT-1005",
                Canon.with(known.latest("contract", "CT-1005", Contract.class).orElseThrow(), "from", "2026-10-01"));
        cost("T-1", "2026-10-10", 160000);
        Plan plan = rules.plan(Months.due("CT-1005", "2026-10"));
        assertThat(Canon.rules(plan.findings())).containsExactly("V-REV-04 WARN");
        RevenueEvent loss = Json.read(plan.emits().get(0).data(), RevenueEvent.class);
        assertThat(loss.amount()).as("CALC-07b").isEqualTo(Money.of("150000.00", "EUR"));
        assertThat(loss.provision()).isEqualTo(Money.of("10000.00", "EUR"));
        assertThat(lines(loss))
                .containsExactly(
                        "unbilled 150000.00",
                        "revenue -150000.00",
                        "loss-expense 10000.00",
                        "loss-provision -10000.00");

        poc(estimate("2026-01-01", "150000.00", ""));
        assertThat(Canon.rules(rules.plan(Months.due("CT-1005", "2026-10")).findings()))
                .containsExactly("V-REV-02 HOLD");
        poc("");
        assertThat(Canon.rules(rules.plan(Months.due("CT-1005", "2026-10")).findings()))
                .contains("V-REV-02 HOLD");
    }

    @Test
    void a_retainer_is_earned_over_its_months() {
        Contract retainer = Canon.with(
                Months.contract(
                        "1010",
                        "RETAINER",
                        "USD",
                        "LE-US",
                        ",\"price\":{\"amount\":\"18000.00\",\"currency\":\"USD\"}"),
                "from",
                "2026-09-16");
        known.put("contract", "CT-1010", retainer).put("project", "P-1010", Months.project(retainer));

        assertThat(amounts(run("CT-1010", "2026-10")))
                .containsExactly("2026-09 in 2026-10 USD 9000.00", "2026-10 in 2026-10 USD 18000.00");
    }

    @Test
    void what_was_billed_before_is_earned_out_of_the_liability_first() {
        Contract contract = Months.contract("1001", "TM", "USD", "LE-US", "");
        known.put("contract", "CT-1001", contract).put("project", "P-1001", Months.project(contract));
        Invoice billed = Canon.sample("invoice_issued.json", Invoice.class);
        known.put("invoice", "INV-1", Canon.with(billed, "contractId", "CT-1001"));
        facts.time.add(Months.entry(
                "T-1", "W-0004", "SAR", "LE-US", "P-1001", "2026-10-12", 200 * 60, Rate.hourly("200.0000", "USD")));
        RevenueEvent revenue = run("CT-1001", "2026-10").get(0);

        assertThat(lines(revenue))
                .as("29 930.00 is billed")
                .containsExactly("unbilled 10070.00", "deferred-revenue 29930.00", "revenue -40000.00");
    }

    @Test
    void more_than_the_price_is_not_posted() {
        poc(estimate("2026-01-01", "200000.00", ""));
        RevenueEvent revenue = Revenues.proposal(
                        known.latest("contract", "CT-1005", Contract.class).orElseThrow(),
                        "REV-X",
                        RevenueEvent.Method.COST_TO_COST,
                        YearMonth.of(2026, 10),
                        YearMonth.of(2026, 10),
                        Money.of("300000.01", "EUR"))
                .cumulative(Money.of("300000.01", "EUR"))
                .build();

        Plan plan = posting.plan(Canon.event("revenue.proposed.v1", "REV-X", revenue), revenue);

        assertThat(Canon.rules(plan.findings())).containsExactly("V-REV-01 HOLD");
    }

    @Test
    void what_the_erp_took_is_told_as_posted() {
        poc(estimate("2026-01-01", "200000.00", ""));
        cost("T-1", "2026-10-10", 50000);
        RevenueEvent revenue = run("CT-1005", "2026-10").get(0);
        Event proposed = Canon.event("revenue.proposed.v1", revenue.revenueEventId(), revenue);
        Plan plan = posting.plan(proposed, revenue);
        assertThat(plan.steps().get(0).then()).isEqualTo("post-revenue.posting-done");

        Event posted = posting.after(new Settled(proposed, plan.steps().get(0), "7", null))
                .emits()
                .get(0);

        assertThat(posted.type()).isEqualTo("revenue.posted.v1");
        assertThat(posted.version()).isEqualTo(2);
        assertThat(posted.data().path("status").asText()).isEqualTo("POSTED");
    }

    @Test
    void time_without_a_price_holds_the_revenue_of_its_contract() {
        Contract contract = Months.contract("1099", "TM", "USD", "LE-US", "");
        known.put("contract", "CT-1099", contract).put("project", "P-1099", Months.project(contract));
        TimeFact unpriced = Months.entry("T-1", "W-0004", "XXX", "LE-US", "P-1099", "2026-10-12", 60, null);
        facts.time.add(unpriced);

        assertThat(Canon.rules(rules.plan(Months.due("CT-1099", "2026-10")).findings()))
                .containsExactly("R5 HOLD");
    }
}
