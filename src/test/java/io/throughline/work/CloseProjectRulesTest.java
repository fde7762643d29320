package io.throughline.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.contract.Plan;
import io.throughline.contract.Step;
import io.throughline.contract.Violation;
import io.throughline.money.TimeFact;
import io.throughline.people.Canon;
import io.throughline.people.InMemorySnapshots;
import io.throughline.people.Routing;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class CloseProjectRulesTest {

    private final Project closed = Canon.with(Deals.PROJECT, "status", "CLOSED");
    private final InMemorySnapshots known = Deals.snapshots().put("opportunity", "OPP-1003", Deals.WON);
    private final InMemoryFacts time = new InMemoryFacts();
    private final CloseProjectRules rules =
            new CloseProjectRules(known, time, new RateLookup(known), Routing.shipped());

    private static TimeFact fact(String id, String role, int minutes, TimeFact.State state, boolean billable) {
        return new TimeFact(
                id,
                1,
                "W-0007",
                "P-1003",
                null,
                role,
                LocalDate.of(2026, 10, 12),
                minutes,
                billable,
                false,
                state,
                null,
                "LE-US",
                "CC-1200",
                null,
                null,
                null);
    }

    private Plan close(Project project) {
        return rules.plan(Canon.event("project.closed.v1", "P-1003", project), project);
    }

    @Test
    void it_is_closed_in_erp_and_crm() {
        Plan plan = close(closed);
        assertThat(plan.steps()).extracting(Step::name).containsExactly("close-erp", "close-crm");
        assertThat(plan.steps().get(0).payload().path("openForTime").asBoolean(true))
                .isFalse();
        assertThat(plan.steps().get(0).needs()).containsExactly("project:P-1003@netsuite");
        assertThat(plan.steps().get(1).payload().path("projectStatus").asText()).isEqualTo("CLOSED");
        assertThat(close(Canon.with(closed, "opportunityId", null)).steps())
                .extracting(Step::name)
                .containsExactly("close-erp");
        assertThat(close(Canon.with(closed, "status", "CLOSING"))).isEqualTo(Plan.NOTHING);
    }

    @Test
    void time_that_waits_for_approval_keeps_the_close_at_the_desk_with_its_worth() {
        time.time.add(fact("T-1", "SAR", 480, TimeFact.State.SUBMITTED, true));
        time.time.add(fact("T-2", "CON", 90, TimeFact.State.SUBMITTED, true));
        time.time.add(fact("T-3", "SAR", 60, TimeFact.State.SUBMITTED, false));
        time.time.add(fact("T-4", "NOBODY", 60, TimeFact.State.SUBMITTED, true));
        time.time.add(fact("T-7", null, 120, TimeFact.State.SUBMITTED, true));
        time.time.add(fact("T-5", "SAR", 60, TimeFact.State.APPROVED, true));
        time.time.add(fact("T-6", "SAR", 0, TimeFact.State.SUBMITTED, true));
        Plan plan = close(closed);
        assertThat(plan.steps()).isEmpty();
        assertThat(plan.findings())
                .containsExactly(Violation.hold(
                        "R1",
                        "/status",
                        "5 time entries of project P-1003 wait for approval, 13.50 h worth USD 2375.00, the first of"
                                + " 2026-10-12"));
        assertThat(close(Canon.with(closed, "status", "CLOSING")).held()).isTrue();
    }
}
