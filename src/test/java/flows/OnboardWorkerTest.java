package flows;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.contract.Plan;
import io.throughline.people.Canon;
import io.throughline.people.DemoFirm;
import io.throughline.people.Worker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnboardWorkerTest extends FlowTest {

    @ParameterizedTest
    @ValueSource(strings = {"worker.hired.v1", "worker.rehired.v1"})
    void a_worker_nobody_knows_is_planned_for_identity_erp_psa_and_payroll(String type) {
        Plan plan = planOf(type, "W-0100", newcomer());

        assertThat(Canon.steps(plan))
                .containsExactly("identity scim user", "erp sap employee", "psa openair user", "payroll datev starter");
        assertThat(plan.emits()).extracting(event -> event.type()).containsExactly("worker.availability.published.v1");
    }

    @Test
    void a_worker_in_an_unknown_cost_centre_is_held() {
        Plan plan = planOf("worker.hired.v1", "W-0100", Canon.with(newcomer(), "org.costCenterId", "CC-7777"));

        assertThat(Canon.rules(plan.findings())).containsExactly("V-WRK-02 HOLD");
        assertThat(plan.steps()).isEmpty();
    }

    @Test
    void an_account_is_activated_on_the_first_day_and_not_before() {
        Worker lena = DemoFirm.worker("W-0021");

        assertThat(planOf("worker.activated.v1", "W-0021", lena).steps()).isEmpty();
        assertThat(Canon.steps(
                        planOf("worker.activated.v1", "W-0021", Canon.with(lena, "employment.hireDate", "2026-10-17"))))
                .containsExactly("activate scim activate");
    }

    private static Worker newcomer() {
        Worker worker = Canon.with(DemoFirm.worker("W-0021"), "workerId", "W-0100");
        worker = Canon.with(worker, "personId", "PER-0100");
        return Canon.with(Canon.with(worker, "workEmail", "new@meridian-harbor.example"), "status", "PREHIRE");
    }
}
