package flows;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.contract.Plan;
import io.throughline.people.Canon;
import io.throughline.people.InMemorySnapshots;
import io.throughline.work.Deals;
import io.throughline.work.TimeEntry;
import org.junit.jupiter.api.Test;

class TransferTimeTest extends FlowTest {

    private final TimeEntry entry = Canon.sample("time_approved.json", TimeEntry.class);

    @Override
    InMemorySnapshots firm() {
        return super.firm().put("project", "P-1003", Deals.PROJECT);
    }

    @Test
    void approved_time_is_planned_in_the_erp_and_then_marked_in_the_psa() {
        Plan plan = planOf("time.approved.v1", entry.timeEntryId(), entry);
        assertThat(Canon.steps(plan)).containsExactly("erp netsuite time");

        Plan after = planAfter(
                Canon.event("time.approved.v1", entry.timeEntryId(), entry),
                plan.steps().get(0),
                "99001",
                null);

        assertThat(Canon.steps(after)).containsExactly("mark kantata time-transferred");
        assertThat(after.emits()).extracting(event -> event.type()).containsExactly("time.transferred.v1");
    }

    @Test
    void a_correction_takes_the_same_way() {
        TimeEntry correction = Canon.with(Canon.with(entry, "minutes", -60), "correctionOf", "T-0000");

        assertThat(planOf("time.corrected.v1", entry.timeEntryId(), correction).waitsFor())
                .isEqualTo("time@throughline:T-0000");
    }
}
