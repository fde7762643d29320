package flows;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.contract.Json;
import io.throughline.contract.Plan;
import org.junit.jupiter.api.Test;

/** BillProject and ExportPayroll, when there is nothing to bill and nobody to pay. */
class MoneyFlowsTest extends FlowTest {

    @Test
    void a_cycle_without_time_becomes_no_invoice() {
        Plan plan =
                planOf("billing.ready.v1", "BC-P-1003-2026-10A", Json.mapper().createObjectNode());

        assertThat(plan.steps()).isEmpty();
    }

    @Test
    void a_pay_period_without_hours_becomes_no_file() {
        Plan plan = planOf("payroll.due.v1", "LE-US-2026-10A", Json.mapper().createObjectNode());

        assertThat(plan.steps()).isEmpty();
    }
}
