package io.throughline.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.contract.Event;
import io.throughline.contract.Plan;
import io.throughline.contract.Step;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadWorkerRulesTest {

    private final ReadWorkerRules rules = new ReadWorkerRules();

    @Test
    void the_employee_is_read_in_the_system_that_noticed_it_and_a_failed_reading_holds_up_no_other() {
        Step first = plan("n-1", WorkerNotice.ChangeType.UPDATE).steps().get(0);
        Step second = plan("n-2", WorkerNotice.ChangeType.CREATE).steps().get(0);

        assertThat(first.system() + " " + first.operation()).isEqualTo("bamboohr read-employee");
        assertThat(first.payload().path("recordId").asText()).isEqualTo("123");
        assertThat(first.lane()).isNotEqualTo(second.lane());
    }

    @Test
    void an_employee_that_was_deleted_is_not_read_and_somebody_hears_of_it() {
        Plan plan = plan("n-3", WorkerNotice.ChangeType.DELETE);

        assertThat(plan.steps()).isEmpty();
        assertThat(Canon.rules(plan.findings())).containsExactly("WF-03 WARN");
    }

    private Plan plan(String id, WorkerNotice.ChangeType type) {
        WorkerNotice notice = new WorkerNotice("123", "bamboohr", type, List.of(), null);
        Event event = FollowUp.of(
                Canon.event("worker.noticed.v1", "bamboohr-123", notice),
                id,
                "worker.noticed.v1",
                "bamboohr-123",
                "worker-notice:bamboohr-123",
                1,
                notice,
                Instant.EPOCH);
        return rules.plan(event, notice);
    }
}
