package io.throughline.work;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.contract.Plan;
import io.throughline.contract.Violation;
import io.throughline.people.Canon;
import io.throughline.people.InMemorySnapshots;
import io.throughline.people.Routing;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** V-TIM-06: time of a month that is not open is posted in the first one that is, and what a closed month has stays. */
class ClosedPeriodTimeTest {

    private static final Clock NOVEMBER = Clock.fixed(Instant.parse("2026-11-05T14:00:00Z"), ZoneOffset.UTC);

    private final InMemorySnapshots known = Deals.snapshots().put("project", "P-1003", Deals.PROJECT);
    private final InMemoryFacts facts = new InMemoryFacts();
    private final TimeEntry entry = Canon.sample("time_approved.json", TimeEntry.class);
    private final TransferTimeRules rules = new TransferTimeRules(
            known,
            facts,
            new TimeRules(known, facts, TimePolicy.DEFAULT.with(Set.of("W-0020"))),
            new RateLookup(known),
            Routing.shipped(),
            new Lending(known, Routing.shipped(), NOVEMBER),
            NOVEMBER);

    private void october(String entity, String state) {
        known.put(
                "fiscal-period",
                entity + "-2026-10",
                Map.of(
                        "periodId",
                        entity + "-2026-10",
                        "version",
                        1,
                        "legalEntityId",
                        entity,
                        "from",
                        "2026-10-01",
                        "to",
                        "2026-10-31",
                        "state",
                        state));
    }

    private Plan plan(TimeEntry given) {
        return rules.plan(Canon.event("time.approved.v1", given.timeEntryId(), given), given);
    }

    @ParameterizedTest
    @CsvSource({"OPEN,", "SOFT_CLOSED,2026-11-05", "CLOSED,2026-11-05"})
    void new_time_is_posted_in_the_first_month_that_takes_it_and_keeps_its_day(String state, String posted) {
        october("LE-US", state);

        JsonNode payload = plan(entry).steps().get(0).payload();

        assertThat(payload.path("workDate").asText()).isEqualTo("2026-10-14");
        assertThat(payload.path("postingDate").asText(null)).isEqualTo(posted);
    }

    @ParameterizedTest
    @CsvSource({"W-0020,SOFT_CLOSED,", "W-0020,CLOSED,2026-11-05", "W-0001,SOFT_CLOSED,2026-11-05"})
    void time_that_finance_has_approved_is_booked_while_its_month_is_soft_closed(
            String approver, String state, String posted) {
        october("LE-US", state);

        Plan plan = plan(Canon.with(entry, "approvedBy", approver));

        assertThat(plan.steps().get(0).payload().path("postingDate").asText(null))
                .isEqualTo(posted);
        assertThat(Canon.rules(plan.findings()).contains("V-TIM-06 WARN")).isEqualTo(posted != null);
    }

    @Test
    void the_month_of_another_entity_does_not_matter() {
        october("LE-DE", "CLOSED");
        assertThat(plan(entry).steps().get(0).payload().has("postingDate")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"APPROVED,240", "APPROVED,0", "SUBMITTED,480"})
    void what_a_closed_month_has_is_neither_changed_nor_taken_back(String status, int minutes) {
        facts.time.add(TimeEntryFacts.of(entry));
        october("LE-US", "CLOSED");

        Plan plan = plan(Canon.with(Canon.with(Canon.with(entry, "version", 9), "minutes", minutes), "status", status));

        assertThat(plan.steps()).isEmpty();
        assertThat(plan.held()).isTrue();
        assertThat(plan.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo("V-TIM-06");
            assertThat(finding.outcome()).isEqualTo(Violation.Outcome.HOLD);
            assertThat(finding.message()).contains("LE-US-2026-10 is CLOSED", "correctionOf");
        });
    }

    @Test
    void what_a_soft_closed_month_has_can_still_be_taken_back() {
        facts.time.add(TimeEntryFacts.of(entry));
        october("LE-US", "SOFT_CLOSED");

        Plan plan = plan(Canon.with(Canon.with(entry, "version", 9), "status", "SUBMITTED"));

        assertThat(Canon.steps(plan)).containsExactly("reverse netsuite time-reversed");
        assertThat(plan.steps().get(0).payload().has("postingDate")).isFalse();
    }
}
