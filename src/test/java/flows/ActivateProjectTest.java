package flows;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.FlowBeans;
import io.throughline.contract.Plan;
import io.throughline.people.Canon;
import io.throughline.work.Deals;
import io.throughline.work.Project;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ActivateProjectTest extends FlowTest {

    private final Project pending = Canon.with(Deals.PROJECT, "status", "PENDING");

    @Test
    void a_project_with_all_gates_open_is_opened_for_time_and_announced() {
        FlowBeans.know("customer", "C-02", billable());

        Plan plan = planOf("project.activationrequested.v1", "P-1003", pending);

        assertThat(Canon.rules(plan.findings())).isEmpty();
        assertThat(Canon.steps(plan)).containsExactly("activate-psa kantata project-status");
        assertThat(plan.emits()).extracting(event -> event.type()).containsExactly("project.activated.v1");
    }

    @Test
    void a_project_without_a_manager_waits_and_says_whose_turn_it_is() {
        FlowBeans.know("customer", "C-02", billable());

        Plan plan = planOf("project.activationrequested.v1", "P-1003", Canon.with(pending, "managerId", null));

        assertThat(plan.findings()).singleElement().satisfies(finding -> assertThat(finding.message())
                .isEqualTo("manager (delivery): no project manager is assigned"));
    }

    private static Object billable() {
        return Canon.with(
                Canon.with(Deals.CALDER, "taxId", "47-1100102"),
                "billingAddress",
                Map.of("line1", "88 Harbor Avenue", "city", "Boston", "postalCode", "02110", "country", "US"));
    }
}
