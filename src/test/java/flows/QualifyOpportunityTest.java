package flows;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.FlowBeans;
import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.contract.Plan;
import io.throughline.people.Canon;
import io.throughline.work.Deals;
import io.throughline.work.OpportunityChange;
import java.util.List;
import org.junit.jupiter.api.Test;

class QualifyOpportunityTest extends FlowTest {

    private static final OpportunityChange WON = change(OpportunityChange.ChangeType.UPDATE, true);

    @Test
    void a_won_deal_is_read_and_then_announced() {
        Event notice = Canon.event("opportunity.changed.v1", "OPP-1003", WON);
        Plan plan = planOf("opportunity.changed.v1", "OPP-1003", WON);
        assertThat(Canon.steps(plan)).containsExactly("read salesforce read-opportunity");

        Plan after = planAfter(notice, plan.steps().get(0), null, Json.toTree(Canon.with(Deals.WON, "isWon", true)));

        assertThat(after.emits()).extracting(event -> event.type()).containsExactly("opportunity.won.v1");
    }

    @Test
    void a_change_that_wins_nothing_asks_for_nothing() {
        assertThat(planOf("opportunity.changed.v1", "OPP-1003", change(OpportunityChange.ChangeType.UPDATE, false)))
                .isEqualTo(Plan.NOTHING);
    }

    @Test
    void a_deal_that_is_known_as_won_is_not_read_again() {
        FlowBeans.know("opportunity", "OPP-1003", Canon.with(Deals.WON, "isWon", true));
        OpportunityChange again = new OpportunityChange(
                "OPP-1003", "006Hs00000Q1003", OpportunityChange.ChangeType.UPDATE, null, true, List.of(), null, null);

        assertThat(planOf("opportunity.changed.v1", "OPP-1003", again)).isEqualTo(Plan.NOTHING);
    }

    private static OpportunityChange change(OpportunityChange.ChangeType type, boolean won) {
        return new OpportunityChange(null, "006Hs00000Q1003", type, null, won, List.of(), null, null);
    }
}
