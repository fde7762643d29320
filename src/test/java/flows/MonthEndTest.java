package flows;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.contract.Plan;
import io.throughline.contract.Step;
import io.throughline.money.InternalCharge;
import io.throughline.money.Money;
import io.throughline.money.RevenueEvent;
import io.throughline.people.Canon;
import io.throughline.people.InMemorySnapshots;
import io.throughline.work.Contract;
import io.throughline.work.MilestoneAcceptance;
import io.throughline.work.Months;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.Test;

/** BillFixedPrice and RecognizeRevenue: from what happened to the steps in the ERP, and back. */
class MonthEndTest extends FlowTest {

    private static final Contract FIXED = Months.contract(
            "1002",
            "FIXED_MILESTONE",
            "USD",
            "LE-US",
            """
            ,"price":{"amount":"300000.00","currency":"USD"},"retentionPct":"0.10","milestones":[
             {"id":"CT-1002-M1","name":"Design","pct":"0.20"},{"id":"CT-1002-M2","name":"Build","pct":"0.80"}]""");
    private static final Contract RETAINER = Months.contract(
            "1010", "RETAINER", "USD", "LE-US", ",\"price\":{\"amount\":\"18000.00\",\"currency\":\"USD\"}");

    @Override
    InMemorySnapshots firm() {
        return super.firm()
                .put("contract", "CT-1002", FIXED)
                .put("project", "P-1002", Months.project(FIXED))
                .put("contract", "CT-1010", RETAINER)
                .put("project", "P-1010", Months.project(RETAINER));
    }

    @Test
    void an_accepted_milestone_is_proposed_as_revenue_and_billed() {
        Object accepted = acceptance(1, "2026-10-16");
        Plan plan = planOf("milestone.accepted.v1", "CT-1002-M1", accepted);
        assertThat(plan.emits())
                .extracting(Event::type)
                .containsExactly("billing.milestonedue.v1", "revenue.proposed.v1");
        io.throughline.FlowBeans.know("milestone-acceptance", "CT-1002-M1", accepted);

        Plan billed = planOf(
                "billing.milestonedue.v1",
                "BC-P-1002-M-CT-1002-M1",
                plan.emits().get(0).data());
        assertThat(Canon.steps(billed)).containsExactly("invoice netsuite invoice");
        assertThat(billed.steps().get(0).payload().path("net").asText()).isEqualTo("54000.00");
        Plan after = planAfter(plan.emits().get(0), billed.steps().get(0), "9001", null);
        assertThat(after.emits()).extracting(Event::type).containsExactly("invoice.issued.v1");
        Plan freed = planOf(
                "invoice.statuschanged.v1",
                "INV-US-CT-1002-M1",
                ((ObjectNode) after.emits().get(0).data().deepCopy()).put("status", "VOIDED"));
        assertThat(freed.emits()).extracting(Event::type).containsExactly("billing.milestonedue.v1");

        Plan posted = planOf(
                "revenue.proposed.v1", "REV-CT-1002-M1-1", plan.emits().get(1).data());
        assertThat(Canon.steps(posted)).containsExactly("posting netsuite posting");
        Plan told = planAfter(
                Canon.event(
                        "revenue.proposed.v1",
                        "REV-CT-1002-M1-1",
                        plan.emits().get(1).data()),
                posted.steps().get(0),
                "77",
                null);
        assertThat(told.emits()).extracting(Event::type).containsExactly("revenue.posted.v1");

        Plan revoked = planOf("milestone.revoked.v1", "CT-1002-M1", acceptance(2, "2026-10-17"));
        assertThat(revoked.emits()).extracting(Event::type).containsExactly("revenue.proposed.v1");
        assertThat(revoked.emits().get(0).data().path("reversalOf").asText()).isEqualTo("REV-CT-1002-M1-1");
    }

    @Test
    void a_month_of_a_retainer_is_billed_and_earned() {
        Plan billed = planOf(
                "billing.retainerdue.v1", "BC-P-1010-2026-09", Json.mapper().createObjectNode());
        assertThat(billed.steps().get(0).payload().path("gross").asText()).isEqualTo("18000.00");
        assertThat(planOf(
                        "billing.expensesdue.v1",
                        "BC-P-1010-2026-09",
                        Json.mapper().createObjectNode()))
                .as("nothing was spent")
                .isEqualTo(Plan.NOTHING);

        ObjectNode due = Json.mapper().createObjectNode();
        due.put("contractId", "CT-1010").put("period", "2026-02");
        Plan plan = planOf("revenue.due.v1", "CT-1010", due);
        assertThat(plan.emits()).hasSize(2);
        RevenueEvent revenue = Json.read(plan.emits().get(1).data(), RevenueEvent.class);
        assertThat(revenue.cumulative()).isEqualTo(Money.of("36000.00", "USD"));
        assertThat(revenue.period()).as("the first open one").isEqualTo(YearMonth.of(2026, 9));
    }

    @Test
    void a_charge_between_entities_is_posted_on_both_sides() {
        ObjectNode due = Json.mapper().createObjectNode();
        due.put("from", "LE-DE").put("to", "LE-US").put("projectId", "P-1009").put("period", "2026-09");
        assertThat(planOf("intercompany.due.v1", "2026-09-LE-DE-LE-US-P-1009", due)
                        .findings())
                .extracting(finding -> finding.message())
                .containsExactly("no closing rate from EUR to USD");
        InternalCharge charge = new InternalCharge(
                "IC-2026-09-LE-DE-LE-US-P-1009-1",
                1,
                "LE-DE",
                "LE-US",
                "P-1009",
                YearMonth.of(2026, 9),
                YearMonth.of(2026, 9),
                1,
                9120,
                "cost_plus_10",
                Money.of("10355.88", "EUR"),
                Money.of("11391.47", "EUR"),
                Money.of("12302.79", "USD"),
                new BigDecimal("1.0800000000"),
                null,
                null,
                null,
                List.of(),
                null);

        Plan plan = planOf("intercompany.charged.v1", charge.chargeId(), charge);

        assertThat(plan.steps()).extracting(Step::name).containsExactly("provider", "receiver");
        assertThat(plan.steps()
                        .get(1)
                        .payload()
                        .path("lines")
                        .get(0)
                        .path("amount")
                        .asText())
                .isEqualTo("12302.79");
    }

    private static MilestoneAcceptance acceptance(long version, String on) {
        return new MilestoneAcceptance(
                "CT-1002-M1",
                version,
                "CT-1002",
                "P-1002",
                null,
                LocalDate.parse(on),
                null,
                null,
                null,
                List.of(),
                null);
    }
}
