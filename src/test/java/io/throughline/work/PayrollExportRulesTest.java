package io.throughline.work;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.contract.Event;
import io.throughline.contract.Plan;
import io.throughline.money.PayPeriod;
import io.throughline.money.TimeFact;
import io.throughline.people.Canon;
import io.throughline.people.DemoFirm;
import io.throughline.people.InMemorySnapshots;
import io.throughline.people.LeaveFacts;
import io.throughline.people.Routing;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class PayrollExportRulesTest {

    private static final PayPeriod PERIOD = PayPeriod.parse("2026-10A");

    private final InMemorySnapshots known = DemoFirm.snapshots();
    private final InMemoryFacts facts = new InMemoryFacts();
    private final PayrollExportRules rules =
            new PayrollExportRules(known, facts, LeaveFacts.over(known), Routing.shipped());
    private final Event due = Canon.event("payroll.due.v1", "LE-US", PERIOD);

    PayrollExportRulesTest() {
        DemoFirm.workers()
                .forEach(worker -> known.put(
                        "worker",
                        worker.workerId(),
                        Canon.with(
                                Canon.with(
                                        worker,
                                        "payrollId",
                                        "210" + worker.workerId().substring(3)),
                                "overtimeEligible",
                                true)));
    }

    private void time(String id, String date, int minutes, TimeFact.State state) {
        facts.time.add(new TimeFact(
                id,
                1,
                "W-0014",
                "P-1009",
                null,
                "ANL",
                LocalDate.parse(date),
                minutes,
                true,
                false,
                state,
                null,
                null,
                null,
                null,
                null,
                null));
    }

    @Test
    void a_batch_has_hours_overtime_and_leave_per_worker() {
        for (int day = 5; day <= 9; day++) {
            time("T-" + day, "2026-10-0" + day, 540, TimeFact.State.TRANSFERRED);
        }
        Plan plan = rules.plan(due, "LE-US", PERIOD);
        assertThat(Canon.steps(plan)).containsExactly("pay-data adp pay-data");
        assertThat(plan.steps().get(0).lane()).isEqualTo("pay:LE-US:2026-10A");
        JsonNode batch = plan.steps().get(0).payload();
        assertThat(batch.path("batchId").asText()).isEqualTo("OCT26A");
        JsonNode row = batch.path("rows").get(1);
        assertThat(batch.path("rows").get(0).path("workerId").asText()).isEqualTo("W-0004");
        assertThat(row.path("fileNumber").asText()).isEqualTo("210014");
        assertThat(row.path("regularHours").asText()).isEqualTo("40.00");
        assertThat(row.path("overtimeHours").asText()).isEqualTo("5.00");
        assertThat(row.path("hours3Code").asText()).isEqualTo("V");
        assertThat(row.path("hours3Amount").asText()).isEqualTo("8.00");
        assertThat(row.path("tempDept").asText()).isEqualTo("CC-1100");
    }

    @Test
    void time_that_waits_for_approval_and_a_missing_payroll_number_hold_the_batch() {
        time("T-1", "2026-10-06", 480, TimeFact.State.SUBMITTED);
        known.put("worker", "W-0004", DemoFirm.worker("W-0004"));
        assertThat(Canon.rules(rules.plan(due, "LE-US", PERIOD).findings()))
                .containsExactly("V-PAY-04 HOLD", "V-PAY-01 HOLD");
    }

    @Test
    void an_entity_where_nobody_worked_has_no_batch() {
        assertThat(rules.plan(due, "LE-DE", PERIOD)).isEqualTo(Plan.NOTHING);
    }
}
