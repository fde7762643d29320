package io.throughline.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.contract.Plan;
import io.throughline.money.TimeFact;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PayrollRulesTest {

    @Test
    void time_after_the_last_day_is_not_paid() {
        InMemorySnapshots firm = new InMemorySnapshots();
        DemoFirm.snapshots().each((object, id, value) -> {
            if (!object.equals("leave")) {
                firm.put(object, id, value);
            }
        });
        firm.put("worker", "W-0018", Canon.with(DemoFirm.worker("W-0018"), "payrollId", "210018"));
        TimeOfWorkers time = new TimeOfWorkers();
        time.add("T-1", "W-0018", LocalDate.of(2026, 10, 23), 480, true, TimeFact.State.TRANSFERRED);
        time.add("T-2", "W-0018", LocalDate.of(2026, 10, 26), 480, true, TimeFact.State.TRANSFERRED);
        Plan plan = new PayrollRules(firm, time, LeaveFacts.over(firm), Routing.shipped(), Clock.systemUTC())
                .plan(Canon.event("payroll.due.v1", "LE-US-2026-10B", Map.of()), "LE-US-2026-10B");
        assertThat(plan.findings()).isEmpty();
        assertThat(plan.steps().get(0).payload().path("totalHours").asText()).isEqualTo("8.00");
    }
}
