package io.throughline.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.contract.Event;
import io.throughline.contract.Plan;
import io.throughline.contract.Step;
import io.throughline.contract.Violation;
import io.throughline.money.ExpenseFact;
import io.throughline.money.Money;
import io.throughline.money.TimeFact;
import io.throughline.people.Canon;
import io.throughline.people.DemoFirm;
import io.throughline.people.InMemorySnapshots;
import io.throughline.people.Routing;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class SuspendProjectRulesTest {

    private static final Clock NOW = Clock.fixed(Instant.parse("2026-10-21T09:00:00Z"), ZoneOffset.UTC);

    private final Opportunity reopened =
            Canon.with(Canon.with(Canon.with(Deals.WON, "isWon", false), "isClosed", false), "wonCycle", 1);
    private final InMemorySnapshots known = DemoFirm.snapshots().put("project", "P-1003", Deals.PROJECT);
    private final InMemoryFacts time = new InMemoryFacts();
    private final SuspendProjectRules rules = new SuspendProjectRules(known, time, time, Routing.shipped(), NOW);
    private final Event event = Canon.event("opportunity.reopened.v1", "OPP-1003", reopened);

    private static TimeFact worked(String id, int minutes, TimeFact.State state) {
        return new TimeFact(
                id,
                1,
                "W-0007",
                "P-1003",
                null,
                "SAR",
                LocalDate.of(2026, 10, 5),
                minutes,
                true,
                false,
                state,
                null,
                "LE-US",
                "CC-1200",
                null,
                null,
                null);
    }

    @Test
    void the_project_is_suspended_everywhere_and_deleted_nowhere() {
        Plan plan = rules.plan(event, reopened);
        assertThat(plan.steps()).extracting(Step::name).containsExactly("suspend-psa", "suspend-erp", "status-crm");
        assertThat(plan.steps())
                .extracting(Step::operation)
                .containsExactly("project-status", "project", "opportunity");
        assertThat(plan.steps().get(0).payload().path("status").asText()).isEqualTo("SUSPENDED");
        assertThat(plan.steps().get(0).payload().path("openForTime").asBoolean(true))
                .isFalse();
        assertThat(plan.steps().get(0).needs()).containsExactly("project:P-1003@kantata");
        assertThat(plan.steps().get(2).payload().path("projectStatus").asText()).isEqualTo("SUSPENDED");
        assertThat(plan.emits()).extracting(Event::type).containsExactly("project.suspended.v1");
        assertThat(plan.emits().get(0).id()).isEqualTo("P-1003-suspended-1");
        assertThat(plan.emits().get(0).version()).isEqualTo(2);
        assertThat(plan.findings()).isEmpty();
    }

    @Test
    void time_on_it_is_a_question_for_finance() {
        time.time.add(worked("T-1", 480, TimeFact.State.APPROVED));
        time.time.add(worked("T-2", 90, TimeFact.State.SUBMITTED));
        time.time.add(worked("T-3", 60, TimeFact.State.REJECTED));
        time.time.add(worked("T-4", 0, TimeFact.State.APPROVED));
        Plan plan = rules.plan(event, reopened);
        assertThat(plan.emits())
                .extracting(Event::type)
                .containsExactly("project.suspended.v1", "project.costdecision.v1");
        assertThat(plan.findings())
                .containsExactly(Violation.warn("WF-09", "/projectId", "9.50 h were booked on P-1003"));

        Plan decision = rules.decide(plan.emits().get(1), Deals.PROJECT);
        assertThat(decision.held()).isTrue();
        assertThat(decision.findings().get(0).rule()).isEqualTo("WF-09-COST");
        assertThat(decision.findings().get(0).message()).startsWith("9.50 h were booked on P-1003 before its deal");
    }

    @Test
    void money_spent_on_it_is_a_question_for_finance_too() {
        time.spent.expenses.add(spent("X-1", "189.00", ExpenseFact.State.POSTED));
        time.spent.expenses.add(spent("X-2", "11.50", ExpenseFact.State.APPROVED));
        time.spent.expenses.add(spent("X-3", "70.00", ExpenseFact.State.REVERSED));
        Plan plan = rules.plan(event, reopened);
        assertThat(plan.emits())
                .extracting(Event::type)
                .containsExactly("project.suspended.v1", "project.costdecision.v1");
        assertThat(rules.decide(plan.emits().get(1), Deals.PROJECT)
                        .findings()
                        .get(0)
                        .message())
                .startsWith("USD 189.00, USD 11.50 of expenses were booked on P-1003 before its deal");
        time.time.add(worked("T-1", 60, TimeFact.State.APPROVED));
        assertThat(rules.decide(event, Deals.PROJECT).findings().get(0).message())
                .startsWith("1.00 h and USD 189.00, USD 11.50 of expenses were booked on P-1003");
    }

    private static ExpenseFact spent(String id, String amount, ExpenseFact.State state) {
        return new ExpenseFact(
                id,
                1,
                "W-0007",
                "P-1003",
                LocalDate.of(2026, 10, 5),
                "HOTEL",
                null,
                Money.of(amount, "USD"),
                true,
                state,
                null,
                null,
                null);
    }

    @Test
    void without_time_there_is_nothing_to_decide() {
        assertThat(rules.decide(event, Deals.PROJECT)).isEqualTo(Plan.NOTHING);
    }

    @Test
    void a_deal_without_an_open_project_suspends_nothing() {
        known.put("project", "P-1003", Canon.with(Deals.PROJECT, "status", "CLOSED"));
        assertThat(rules.plan(event, reopened)).isEqualTo(Plan.NOTHING);
        known.put("project", "P-1003", Canon.with(Deals.PROJECT, "status", "SUSPENDED"));
        assertThat(rules.plan(event, reopened)).isEqualTo(Plan.NOTHING);
        known.put("project", "P-1003", Canon.with(Deals.PROJECT, "opportunityId", "OPP-9"));
        assertThat(rules.plan(event, reopened)).isEqualTo(Plan.NOTHING);
    }

    @Test
    void a_project_the_erp_never_had_is_not_suspended_there() {
        known.put("project", "P-1003", Canon.with(Deals.PROJECT, "erpProjectCode", null));
        assertThat(rules.plan(event, reopened).steps())
                .extracting(Step::name)
                .containsExactly("suspend-psa", "status-crm");
    }
}
