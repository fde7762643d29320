package io.throughline.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.contract.Plan;
import io.throughline.money.FiscalPeriod;
import io.throughline.money.IntercompanyAgreements;
import io.throughline.money.InternalCharge;
import io.throughline.money.Money;
import io.throughline.money.Posting;
import io.throughline.money.PostingPeriods;
import io.throughline.money.Rate;
import io.throughline.people.Canon;
import io.throughline.people.DemoFirm;
import io.throughline.people.InMemorySnapshots;
import io.throughline.people.Routing;
import java.io.StringReader;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** WF-20 with CALC-12: 152.00 hours at 68.1308 euros with ten per cent, translated once. */
class IntercompanyRulesTest {

    private static final Clock NOW = Clock.fixed(Instant.parse("2026-11-02T12:00:00Z"), ZoneOffset.UTC);

    private final InMemorySnapshots known =
            DemoFirm.snapshots().put("fx-rate", "FX-1", closing("EUR", "USD", "1.0800000000"));
    private final InMemoryFacts facts = new InMemoryFacts();
    private final PostingPeriods periods = new PostingPeriods(known, NOW);
    private final IntercompanyRules rules = rules(IntercompanyAgreements.shipped());
    private final PostIntercompanyRules posting = new PostIntercompanyRules(known, Routing.shipped(), periods);

    IntercompanyRulesTest() {
        for (int day = 1; day <= 19; day++) {
            worked("T-" + day, "W-0028", "SAR", "LE-DE", "2026-10-%02d".formatted(day));
        }
    }

    private IntercompanyRules rules(IntercompanyAgreements agreements) {
        return new IntercompanyRules(known, facts, agreements, periods, NOW);
    }

    private static Map<String, Object> closing(String from, String to, String rate) {
        return Map.of(
                "fxRateId",
                "FX-1",
                "version",
                1,
                "from",
                from,
                "to",
                to,
                "type",
                "CLOSING",
                "date",
                "2026-10-31",
                "rate",
                rate);
    }

    private void worked(String id, String worker, String role, String entity, String date) {
        facts.time.add(Months.entry(id, worker, role, entity, "P-1009", date, 480, Rate.hourly("205.0000", "USD")));
    }

    private static Event due(String from) {
        ObjectNode data = Json.mapper().createObjectNode();
        data.put("from", from).put("to", "LE-US").put("projectId", "P-1009").put("period", "2026-10");
        return Canon.event("intercompany.due.v1", "2026-10-" + from + "-LE-US-P-1009", data);
    }

    private InternalCharge charge(Plan plan) {
        InternalCharge charge = Json.read(plan.emits().get(0).data(), InternalCharge.class);
        known.put("intercompany-charge", charge.chargeId(), charge);
        return charge;
    }

    @Test
    void a_month_is_charged_once_in_the_currency_of_the_provider_and_translated_once() {
        Plan plan = rules.plan(due("LE-DE"));
        assertThat(plan.emits().get(0).idempotencyKey()).isEqualTo("ic:2026-10:LE-DE:LE-US:P-1009:1");
        InternalCharge charge = charge(plan);

        assertThat(charge.cost()).isEqualTo(Money.of("10355.88", "EUR"));
        assertThat(charge.charge()).isEqualTo(Money.of("11391.47", "EUR"));
        assertThat(charge.received()).isEqualTo(Money.of("12302.79", "USD"));
        assertThat(charge.minutes()).isEqualTo(152 * 60);
        assertThat(charge.policyId()).isEqualTo("cost_plus_10");
        assertThat(rules.plan(due("LE-DE"))).as("again").isEqualTo(Plan.NOTHING);
    }

    @Test
    void both_sides_post_the_one_charge_as_a_pair() {
        known.external("project", "P-1009", "netsuite", "5019");
        InternalCharge charge = charge(rules.plan(due("LE-DE")));
        Plan plan = posting.plan(charge);

        assertThat(Canon.steps(plan)).containsExactly("provider sap posting", "receiver netsuite posting");
        List<Posting> postings = plan.steps().stream()
                .map(step -> Json.read(step.payload(), Posting.class))
                .toList();
        assertThat(postings).extracting(Posting::legalEntityId).containsExactly("LE-DE", "LE-US");
        assertThat(postings)
                .extracting(one -> one.lines().get(0).projectId())
                .as("only the receiver has the project")
                .containsExactly(null, "P-1009");
        assertThat(postings).extracting(Posting::currency).containsExactly("EUR", "USD");
        assertThat(postings).extracting(Posting::reference).containsOnly(charge.chargeId());
        assertThat(postings).extracting(Posting::period).containsOnly(YearMonth.of(2026, 10));
        assertThat(postings.get(0).lines())
                .extracting(line -> line.account() + " " + line.amount())
                .containsExactly("intercompany-receivable 11391.47", "intercompany-revenue -11391.47");
        assertThat(postings.get(1).lines())
                .extracting(line -> line.account() + " " + line.amount())
                .containsExactly("intercompany-cost 12302.79", "intercompany-payable -12302.79");
    }

    @Test
    void late_time_is_charged_as_a_difference_in_the_next_run_and_taken_back_time_too() {
        charge(rules.plan(due("LE-DE")));
        worked("T-20", "W-0028", "SAR", "LE-DE", "2026-10-20");
        InternalCharge second = charge(rules.plan(due("LE-DE")));
        assertThat(second.run()).isEqualTo(2);
        assertThat(second.charge()).as("160 h less 152 h").isEqualTo(Money.of("599.55", "EUR"));
        assertThat(second.received()).isEqualTo(Money.of("647.51", "USD"));

        facts.time.removeIf(fact -> !fact.timeEntryId().equals("T-1"));
        InternalCharge third = charge(rules.plan(due("LE-DE")));
        assertThat(third.charge()).isEqualTo(Money.of("-11391.47", "EUR"));
        assertThat(Json.read(posting.plan(third).steps().get(0).payload(), Posting.class)
                        .lines())
                .extracting(line -> line.account() + " " + line.amount())
                .containsExactly("intercompany-receivable -11391.47", "intercompany-revenue 11391.47");
    }

    @Test
    void a_month_that_is_closed_on_one_side_is_postponed_on_both() {
        known.put("fiscal-period", "LE-US-2026-10", DemoFirm.period("LE-US", "2026-10", FiscalPeriod.State.CLOSED));

        InternalCharge charge = charge(rules.plan(due("LE-DE")));

        assertThat(charge.period()).isEqualTo(YearMonth.of(2026, 11));
        assertThat(charge.servicePeriod()).isEqualTo(YearMonth.of(2026, 10));
        assertThat(posting.plan(charge).steps())
                .extracting(step -> step.payload().path("postingDate").asText())
                .containsOnly("2026-11-02");
    }

    @Test
    void without_agreement_closing_rate_or_cost_rate_it_is_held() {
        assertThat(Canon.rules(rules(IntercompanyAgreements.read(new StringReader(
                                "from,to,method,value,effective_from\nLE-DE,LE-US,cost-plus,0.10,2026-11-01\n")))
                        .plan(due("LE-DE"))
                        .findings()))
                .containsExactly("V-IC-01 HOLD");
        worked("T-J", "W-0040", "SAR", "LE-JP", "2026-10-12");
        assertThat(rules.plan(due("LE-JP")).findings().get(0).message()).isEqualTo("no closing rate from JPY to USD");
        worked("T-X", "W-0028", "XXX", "LE-DE", "2026-10-21");
        assertThat(rules.plan(due("LE-DE")).findings().get(0).message())
                .isEqualTo("time entry T-X has no cost rate in EUR");
    }

    @Test
    void of_several_projects_together_only_what_stops_any_of_them_is_said_and_nothing_is_charged() {
        ObjectNode data = due("LE-DE").data().deepCopy();
        data.remove("projectId");
        data.putArray("projectIds").add("P-1009").add("P-1001");
        Event together = Canon.event("intercompany.due.v1", "2026-10-LE-DE-LE-US", data);
        assertThat(rules.plan(together)).as("each project is charged by itself").isEqualTo(Plan.NOTHING);

        facts.time.add(Months.entry(
                "T-X", "W-0028", "XXX", "LE-DE", "P-1001", "2026-10-12", 480, Rate.hourly("205.0000", "USD")));
        Plan held = rules.plan(together);
        assertThat(held.held()).isTrue();
        assertThat(held.emits()).isEmpty();
        assertThat(held.findings())
                .extracting(one -> one.message())
                .containsExactly("time entry T-X has no cost rate in EUR");
    }

    @Test
    void a_share_of_the_bill_and_a_fixed_card_are_other_methods() {
        known.put("fx-rate", "FX-2", closing("USD", "EUR", "0.9259259259"));
        InternalCharge share = charge(rules(IntercompanyAgreements.read(new StringReader(
                        "from,to,method,value,effective_from\nLE-DE,LE-US,bill-share,0.65,2026-01-01\n")))
                .plan(due("LE-DE")));
        assertThat(share.charge()).as("152 h x 189.8148 x 0.65").isEqualTo(Money.of("18753.70", "EUR"));

        known.put("intercompany-charge", share.chargeId(), Canon.with(share, "projectId", "P-0"));
        InternalCharge card = charge(rules(IntercompanyAgreements.read(new StringReader(
                        "from,to,method,value,effective_from\nLE-DE,LE-US,fixed-card,95.0000 EUR,2026-01-01\n")))
                .plan(due("LE-DE")));
        assertThat(card.charge()).isEqualTo(Money.of("14440.00", "EUR"));
        assertThatThrownBy(() -> IntercompanyAgreements.read(
                        new StringReader("from,to,method,value,effective_from\nLE-DE,LE-US,guess,1,2026-01-01\n")))
                .hasMessageContaining("wrong row 'LE-DE,LE-US,guess,1,2026-01-01': no method guess");
    }
}
