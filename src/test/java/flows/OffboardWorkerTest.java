package flows;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.contract.Event;
import io.throughline.contract.Plan;
import io.throughline.people.Canon;
import io.throughline.people.DemoFirm;
import io.throughline.people.InMemorySnapshots;
import io.throughline.people.Worker;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OffboardWorkerTest extends FlowTest {

    @Override
    InMemorySnapshots firm() {
        Worker left = Canon.with(DemoFirm.worker("W-0018"), "employment.terminationDate", "2026-09-30");
        return super.firm().put("worker", "W-0018", left);
    }

    @Test
    void the_end_of_an_employment_is_planned_for_erp_psa_and_whoever_has_to_take_over() {
        Plan plan = planOf(
                "worker.terminated.v1",
                "W-0001",
                Map.of("workerId", "W-0001", "version", 2, "terminationDate", "2026-10-31", "reason", "VOLUNTARY"));

        assertThat(Canon.steps(plan)).containsExactly("erp netsuite employee", "psa kantata user");
        assertThat(Canon.rules(plan.findings())).containsOnly("V-WRK-23 WARN");
        assertThat(plan.emits()).extracting(Event::type).contains("worker.handoverdue.v1");
    }

    @Test
    void what_somebody_left_behind_is_no_matter_while_he_stays() {
        assertThat(planOf("worker.handoverdue.v1", "W-0007", Map.of("workerId", "W-0007")))
                .isEqualTo(Plan.NOTHING);
    }

    @Test
    void what_has_become_due_for_somebody_who_stays_is_nothing() {
        assertThat(planOf("worker.deactivationdue.v1", "W-0007", Map.of("workerId", "W-0007")))
                .isEqualTo(Plan.NOTHING);
        assertThat(planOf("worker.closuredue.v1", "W-0007", Map.of("workerId", "W-0007")))
                .isEqualTo(Plan.NOTHING);
    }

    @Test
    void for_somebody_who_left_it_is_the_account_first_and_then_erp_and_psa() {
        assertThat(Canon.steps(planOf("worker.deactivationdue.v1", "W-0018", Map.of("workerId", "W-0018"))))
                .containsExactly("identity scim deactivate");
        assertThat(Canon.steps(planOf("worker.closuredue.v1", "W-0018", Map.of("workerId", "W-0018"))))
                .containsExactly("psa kantata user");
        assertThat(Canon.steps(planOf("worker.closuredue.v1", "W-0018", Map.of("workerId", "W-0018", "erp", true))))
                .containsExactly("erp netsuite employee");
    }

    @Test
    void leave_becomes_time_off() {
        Plan plan = planOf("leave.approved.v1", "L-1", DemoFirm.leave().get(0));

        assertThat(Canon.steps(plan)).containsExactly("psa kantata time-off");
    }

    @Test
    void what_a_change_leaves_for_a_person_is_held() {
        Plan plan = planOf(
                "worker.reviewdue.v1",
                "W-0007",
                Map.of(
                        "workerId",
                        "W-0007",
                        "reviews",
                        List.of(Map.of("rule", "PAYROLL_RETRO", "message", "by hand"))));

        assertThat(Canon.rules(plan.findings())).containsExactly("PAYROLL_RETRO HOLD");
    }
}
