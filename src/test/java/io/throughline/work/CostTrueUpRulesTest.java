package io.throughline.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.contract.Plan;
import io.throughline.money.CostRate;
import io.throughline.money.IntercompanyAgreements;
import io.throughline.money.InternalCharge;
import io.throughline.money.Money;
import io.throughline.money.PostingPeriods;
import io.throughline.money.RevenueEvent;
import io.throughline.people.Canon;
import io.throughline.people.DemoFirm;
import io.throughline.people.InMemorySnapshots;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** WF-21 and CALC-14 for cost: a rate that was raised afterwards reaches charges and revenue of months that are over. */
class CostTrueUpRulesTest {

    private static final Clock NOW = Clock.fixed(Instant.parse("2026-12-10T12:00:00Z"), ZoneOffset.UTC);

    private final InMemorySnapshots known = DemoFirm.snapshots();
    private final InMemoryFacts facts = new InMemoryFacts();
    private final Months.Kept kept = new Months.Kept();
    private final PostingPeriods periods = new PostingPeriods(known, NOW);
    private final CostTrueUpRules rules = new CostTrueUpRules(known, facts, periods, NOW);
    private final IntercompanyRules charges =
            new IntercompanyRules(known, facts, IntercompanyAgreements.shipped(), periods, NOW);
    private final RevenueRules revenue = new RevenueRules(known, facts, kept, new RateLookup(known), periods, NOW);

    CostTrueUpRulesTest() {
        known.put(
                "fx-rate",
                "FX-1",
                Json.tree(
                        """
                        {"fxRateId":"FX-1","version":1,"from":"EUR","to":"USD","type":"CLOSING","date":"2026-10-31",
                         "rate":"1.0800000000"}"""));
        known.put("cost-rate", "CR-N", rate(1, "68.1308", "2026-10-01"));
        // 301.50 hours of the case, as 37 days of eight hours and one of five and a half
        for (int day = 0; day < 37; day++) {
            lent("T-" + day, 480, "2026-10-%02d".formatted(1 + day % 30));
        }
        lent("T-37", 330, "2026-10-31");
    }

    private void lent(String id, int minutes, String date) {
        facts.time.add(Months.entry(id, "W-0028", "NEW", "LE-DE", "P-1009", date, minutes, null));
    }

    private static CostRate rate(int version, String amount, String from) {
        return Json.read(
                """
                {"costRateId":"CR-N","version":%d,"legalEntityId":"LE-DE","roleId":"NEW","from":"%s",
                 "rate":{"amount":"%s","currency":"EUR"}}"""
                        .formatted(version, from, amount),
                CostRate.class);
    }

    private Plan changed(CostRate rate) {
        return rules.changed(Canon.event("costrate.changed.v1", "CR-N", rate), rate);
    }

    private static Event ask() {
        return Canon.event(
                "intercompany.due.v1",
                "2026-10-LE-DE-LE-US-P-1009",
                Json.tree("{\"from\":\"LE-DE\",\"to\":\"LE-US\",\"projectId\":\"P-1009\",\"period\":\"2026-10\"}"));
    }

    private InternalCharge charge(Plan plan) {
        InternalCharge charge = Json.read(plan.emits().get(0).data(), InternalCharge.class);
        known.put("intercompany-charge", charge.chargeId(), charge);
        return charge;
    }

    @Test
    void what_was_charged_at_the_old_rate_is_charged_the_difference_once() {
        assertThat(changed(rate(2, "70.2500", "2026-10-01")).emits())
                .as("nothing was charged yet")
                .isEmpty();
        charge(charges.plan(ask()));
        CostRate raised = rate(2, "70.2500", "2026-10-01");
        Plan plan = changed(raised);
        assertThat(plan.emits()).extracting(Event::type).containsExactly("intercompany.due.v1");
        assertThat(plan.emits().get(0).id()).isEqualTo("intercompany-due-2026-10-LE-DE-LE-US-P-1009-CR-N-v2");

        known.put("cost-rate", "CR-N", raised);
        InternalCharge more = charge(charges.plan(plan.emits().get(0)));
        assertThat(more.cost()).as("CALC-14: 301.50 h from 68.1308 to 70.2500").isEqualTo(Money.of("638.94", "EUR"));
        assertThat(more.charge()).isEqualTo(Money.of("702.83", "EUR"));
        assertThat(more.servicePeriod()).isEqualTo(YearMonth.of(2026, 10));
        assertThat(charges.plan(plan.emits().get(0))).isEqualTo(Plan.NOTHING);
    }

    @Test
    void months_before_the_change_and_other_entities_are_left_alone() {
        charge(charges.plan(ask()));
        assertThat(changed(rate(2, "70.2500", "2026-11-01")).emits())
                .as("the rate it replaces began in October")
                .hasSize(1);
        known.put("cost-rate", "CR-N", rate(1, "68.1308", "2026-11-01"));
        assertThat(changed(rate(2, "70.2500", "2026-11-01")).emits()).isEmpty();
        assertThat(changed(rate(2, "70.2500", "2026-12-01")).emits()).isEmpty();
        CostRate other = Canon.with(rate(2, "70.2500", "2026-10-01"), "legalEntityId", "LE-JP");
        assertThat(changed(other).emits()).isEmpty();
    }

    @Test
    void revenue_measured_by_cost_is_caught_up_in_its_month_of_service() {
        Contract poc = Months.contract(
                "1005",
                "FIXED_POC",
                "EUR",
                "LE-DE",
                ",\"price\":{\"amount\":\"300000.00\",\"currency\":\"EUR\"},\"eac\":[{\"asOf\":\"2026-01-01\","
                        + "\"totalCost\":{\"amount\":\"200000.00\",\"currency\":\"EUR\"}}]");
        known.put("contract", "CT-1005", poc).put("project", "P-1005", Months.project(poc));
        facts.time.replaceAll(fact -> Months.entry(
                fact.timeEntryId(),
                fact.workerId(),
                "NEW",
                "LE-DE",
                "P-1005",
                fact.workDate().toString(),
                fact.minutes(),
                null));
        recognise(Months.due("CT-1005", "2026-11"));
        CostRate raised = rate(2, "70.2500", "2026-10-01");

        Plan plan = changed(raised);

        assertThat(plan.emits()).extracting(Event::type).containsExactly("revenue.due.v1");
        assertThat(plan.emits().get(0).data().path("period").asText()).isEqualTo("2026-11");
        known.put("cost-rate", "CR-N", raised);
        RevenueEvent more = recognise(plan.emits().get(0)).get(0);
        assertThat(more.servicePeriod().to().toString()).isEqualTo("2026-10-31");
        assertThat(more.amount()).as("638.94 of 200000 of a price of 300000").isEqualTo(Money.of("958.50", "EUR"));
        assertThat(changed(Canon.with(raised, "roleId", "SAR")).emits())
                .as("no time at that rate")
                .isEmpty();
    }

    private List<RevenueEvent> recognise(Event due) {
        List<RevenueEvent> events = revenue.plan(due).emits().stream()
                .map(event -> Json.read(event.data(), RevenueEvent.class))
                .toList();
        kept.events.addAll(events);
        return events;
    }
}
