package flows;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.FlowBeans;
import io.throughline.contract.Json;
import io.throughline.contract.Plan;
import io.throughline.people.Canon;
import io.throughline.work.Assignment;
import io.throughline.work.Deals;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StaffProjectTest extends FlowTest {

    private static final Assignment BOOKING = Json.read(
            """
            {"assignmentId":"A-0066","version":1,"workerId":"W-0007","projectId":"P-1003","roleId":"SAR",
             "status":"APPROVED","from":"2026-10-19","to":"2026-10-31","allocation":{"pct":"1.0000"},"billable":true}""",
            Assignment.class);

    @ParameterizedTest
    @ValueSource(strings = {"assignment.approved.v1", "assignment.changed.v1"})
    void a_booking_that_keeps_the_rules_is_kept(String type) {
        FlowBeans.know("project", "P-1003", Deals.PROJECT);

        assertThat(planOf(type, "A-0066", BOOKING).findings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"assignment.approved.v1", "assignment.changed.v1"})
    void a_booking_on_an_unknown_project_waits_for_it(String type) {
        Plan plan = planOf(type, "A-0066", BOOKING);

        assertThat(plan.waitsFor()).isEqualTo("project@throughline:P-1003");
        assertThat(plan.held()).isFalse();
    }

    @Test
    void a_booking_of_an_unknown_worker_waits_for_him() {
        Plan plan = planOf("assignment.approved.v1", "A-0066", Canon.with(BOOKING, "workerId", "W-9999"));

        assertThat(plan.waitsFor()).isEqualTo("worker@throughline:W-9999");
    }

    @Test
    void bookings_of_one_batch_see_each_other() {
        FlowBeans.know("project", "P-1003", Deals.PROJECT);
        FlowBeans.know("assignment", "A-0001", Canon.with(BOOKING, "assignmentId", "A-0001"));

        assertThat(Canon.rules(
                        planOf("assignment.approved.v1", "A-0066", BOOKING).findings()))
                .containsExactly("V-ASG-03 HOLD", "V-ASG-07 HOLD");
    }
}
