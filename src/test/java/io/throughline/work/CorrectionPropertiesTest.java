package io.throughline.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.contract.Violation;
import io.throughline.money.TimeFact;
import io.throughline.people.Canon;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** V-TIM-07: whatever corrections come, an entry never has less than no time. */
class CorrectionPropertiesTest {

    private static final TimeEntry SAMPLE = Canon.sample("time_approved.json", TimeEntry.class);

    @Property(tries = 200)
    void corrections_never_take_more_than_there_is(
            @ForAll @IntRange(min = 1, max = 720) int original,
            @ForAll @Size(min = 1, max = 8) List<@IntRange(min = -300, max = 120) Integer> corrections) {
        InMemoryFacts facts = new InMemoryFacts();
        TimeRules rules =
                new TimeRules(Deals.snapshots().put("project", "P-1003", Deals.PROJECT), facts, TimePolicy.DEFAULT);
        facts.time.add(fact("T-8801", original, null));
        long sum = original;
        for (int i = 0; i < corrections.size(); i++) {
            String id = "T-9" + i;
            TimeEntry entry = Canon.with(
                    Canon.with(Canon.with(SAMPLE, "timeEntryId", id), "correctionOf", "T-8801"),
                    "minutes",
                    corrections.get(i));
            boolean refused = rules.check(entry).stream().map(Violation::rule).anyMatch("V-TIM-07"::equals);
            assertThat(refused).isEqualTo(sum + corrections.get(i) < 0);
            if (!refused) {
                facts.time.add(fact(id, corrections.get(i), "T-8801"));
                sum += corrections.get(i);
            }
            assertThat(sum).isNotNegative();
        }
    }

    private static TimeFact fact(String id, int minutes, String correctionOf) {
        return new TimeFact(
                id,
                1,
                SAMPLE.workerId(),
                SAMPLE.projectId(),
                null,
                "SAR",
                SAMPLE.workDate(),
                minutes,
                true,
                false,
                TimeFact.State.APPROVED,
                null,
                null,
                null,
                correctionOf,
                null,
                null);
    }
}
