package flows;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.contract.Event;
import io.throughline.contract.Plan;
import io.throughline.people.Canon;
import io.throughline.work.Deals;
import org.junit.jupiter.api.Test;

class OpenProjectTest extends FlowTest {

    private final Event won = Canon.event("opportunity.won.v1", "OPP-1003", Deals.WON);

    @Test
    void a_won_deal_goes_from_customer_to_shell_to_dimensions_to_codes_and_is_announced() {
        Plan customer = planOf("opportunity.won.v1", "OPP-1003", Deals.WON);
        assertThat(Canon.steps(customer)).containsExactly("customer netsuite customer");

        Plan shell = planAfter(won, customer.steps().get(0), "4412", null);
        assertThat(Canon.steps(shell)).containsExactly("shell kantata project");

        Plan dimensions = planAfter(won, shell.steps().get(0), "41003", null);
        assertThat(Canon.steps(dimensions)).containsExactly("dimensions netsuite project");

        Plan codes = planAfter(won, dimensions.steps().get(0), "4413", null);
        assertThat(Canon.steps(codes))
                .containsExactly(
                        "codes-psa kantata project-status",
                        "codes-crm salesforce opportunity",
                        "rates kantata rate-card");
        assertThat(codes.emits())
                .extracting(event -> event.type())
                .containsExactly("project.created.v1", "project.activationrequested.v1");
    }

    @Test
    void a_deal_without_a_known_customer_waits_for_the_customer() {
        Plan plan = planOf("opportunity.won.v1", "OPP-1003", Canon.with(Deals.WON, "customerId", "C-77"));

        assertThat(plan.waitsFor()).isEqualTo("customer@throughline:C-77");
        assertThat(plan.held()).isFalse();
        assertThat(plan.steps()).isEmpty();
    }

    @Test
    void a_deal_without_billing_terms_is_held() {
        Plan plan = planOf("opportunity.won.v1", "OPP-1003", Canon.with(Deals.WON, "billingType", null));

        assertThat(plan.held()).isTrue();
        assertThat(plan.steps()).isEmpty();
    }

    @Test
    void a_customer_much_like_a_known_one_is_held() {
        Plan plan = planOf("customer.created.v1", "C-99", Canon.with(Deals.CALDER, "customerId", "C-99"));

        assertThat(Canon.rules(plan.findings())).contains("V-CUS-01 HOLD");
    }
}
