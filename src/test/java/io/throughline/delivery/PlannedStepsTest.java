package io.throughline.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.contract.Json;
import io.throughline.contract.Step;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Planned steps get their numbers. */
class PlannedStepsTest {

    private final PlannedSteps planned = new PlannedSteps();
    private final AtomicLong numbers = new AtomicLong();

    @Test
    void steps_of_one_system_have_numbers_beside_each_other_and_come_in_the_order_of_planning() throws Exception {
        plan(1, "erp", "a");
        plan(1, "psa", "a");
        plan(2, "erp", "b");
        plan(2, "psa", "b");

        assertThat(numbered()).containsExactly("1/erp=1", "1/psa=3", "2/erp=2", "2/psa=4");
    }

    @Test
    void numbers_rise_within_an_event_whose_systems_come_in_another_order() throws Exception {
        plan(1, "erp", "a");
        plan(1, "psa", "a");
        plan(2, "psa", "b");
        plan(2, "erp", "b");

        assertThat(numbered()).containsExactly("1/erp=1", "1/psa=2", "2/psa=3", "2/erp=4");
    }

    @Test
    void numbers_rise_within_a_lane_of_a_system() throws Exception {
        plan(1, "erp", "a");
        plan(1, "psa", "a");
        plan(2, "erp", "a");
        plan(3, "erp", "a");

        assertThat(numbered()).containsExactly("1/erp=1", "1/psa=4", "2/erp=2", "3/erp=3");
    }

    @Test
    void a_step_that_waits_is_parked_and_keeps_what_it_waits_for() throws Exception {
        planned.add(1, "e1", "flow", step("erp", "a"), "project:P-1@erp");

        Ledger.Draft draft = planned.numbered(numbers::incrementAndGet).get(0);

        assertThat(draft.state()).isEqualTo(StepState.PARKED);
        assertThat(draft.waitsFor()).isEqualTo("project:P-1@erp");
        assertThat(draft.eventId()).isEqualTo("e1");
        assertThat(draft.flow()).isEqualTo("flow");
    }

    private void plan(long event, String system, String lane) {
        planned.add(event, "e" + event, "flow", step(system, lane), null);
    }

    private static Step step(String system, String lane) {
        return Step.of(system, system, "time", "time:" + lane, Json.tree("{}"));
    }

    private List<String> numbered() throws Exception {
        return planned.numbered(numbers::incrementAndGet).stream()
                .map(draft -> draft.eventNo() + "/" + draft.step().system() + "=" + draft.stepNo())
                .toList();
    }
}
