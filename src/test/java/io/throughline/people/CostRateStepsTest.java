package io.throughline.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.contract.Step;
import io.throughline.money.CostRate;
import io.throughline.money.Rate;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** WF-25: consultants of LE-DE get another cost rate; the PSA hears of it for everyone whose cost it changes. */
class CostRateStepsTest {

    private final InMemorySnapshots known = DemoFirm.snapshots();
    private Clock clock = Clock.fixed(Instant.parse("2026-10-08T12:00:00Z"), ZoneOffset.UTC);

    private List<Step> told(CostRate rate) {
        Routing routing = Routing.shipped();
        WorkerSteps steps =
                new WorkerSteps(known, routing, new ActivationRules(routing, clock), worker -> Set.of(), clock);
        return new CostRateSteps(known, steps, clock).told(rate);
    }

    private static CostRate rate(String id, long version, String workerId, String amount, String from) {
        return new CostRate(
                id,
                version,
                "LE-DE",
                "XPT",
                workerId,
                Rate.hourly(amount, "EUR"),
                LocalDate.parse(from),
                null,
                null,
                null,
                null,
                List.of(),
                null);
    }

    private void worker(String id, String role, String status) {
        Worker one = DemoFirm.worker("W-0022");
        known.put(
                "worker",
                id,
                Canon.with(Canon.with(Canon.with(one, "workerId", id), "job.roleId", role), "status", status));
    }

    @BeforeEach
    void experts() {
        worker("W-0801", "XPT", "ACTIVE");
        worker("W-0802", "XPT", "ACTIVE");
        worker("W-0803", "OTHER", "ACTIVE");
        worker("W-0804", "XPT", "TERMINATED");
        known.put("cost-rate", "CR-OLD", rate("CR-OLD", 1, null, "60.0000", "2026-01-01"));
        known.put("cost-rate", "CR-OWN", rate("CR-OWN", 1, "W-0802", "90.0000", "2026-01-01"));
    }

    @Test
    void everyone_who_costs_something_else_is_told_to_the_psa_from_the_day_on_which_he_does() {
        List<Step> steps = told(rate("CR-NEW", 1, null, "70.2500", "2026-10-01"));

        assertThat(steps).singleElement().satisfies(step -> {
            assertThat(step.name()).isEqualTo("psa-W-0801");
            assertThat(step.system()).isEqualTo("openair");
            assertThat(step.operation()).isEqualTo("user");
            assertThat(step.lane()).isEqualTo("worker:W-0801");
            assertThat(step.payload().path("update").asBoolean()).isTrue();
            assertThat(step.payload().path("changedFrom").asText()).isEqualTo("2026-10-01");
            assertThat(step.payload().at("/costRate/amount").asText()).isEqualTo("70.2500");
        });
        assertThat(told(rate("CR-OWN", 2, "W-0802", "95.0000", "2026-01-01")))
                .extracting(Step::name)
                .as("a corrected rate of one worker")
                .containsExactly("psa-W-0802");
    }

    @Test
    void a_rate_that_changes_nothing_today_is_not_told() {
        assertThat(told(rate("CR-NEW", 1, null, "60.0000", "2026-10-01"))).isEmpty();
        assertThat(told(rate("CR-LAST", 1, null, "55.0000", "2025-01-01")))
                .as("a later one holds today")
                .isEmpty();
        known.put("worker", "W-0801", Canon.with(DemoFirm.worker("W-0022"), "employment.legalEntityId", "LE-US"));
        assertThat(told(rate("CR-NEW", 1, null, "70.2500", "2026-10-01"))).isEmpty();
    }

    @Test
    void a_rate_of_later_days_is_told_when_it_begins_although_it_is_known_then() {
        CostRate ahead = rate("CR-NEW", 1, null, "70.2500", "2026-11-01");
        assertThat(told(ahead)).isEmpty();
        known.put("cost-rate", "CR-NEW", ahead);
        clock = Clock.fixed(Instant.parse("2026-10-31T23:00:00Z"), ZoneOffset.UTC); // midnight in Berlin

        assertThat(told(ahead)).extracting(Step::name).containsExactly("psa-W-0801");
    }
}
