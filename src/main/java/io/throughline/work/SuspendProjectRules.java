package io.throughline.work;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.contract.Plan;
import io.throughline.contract.Snapshots;
import io.throughline.contract.Step;
import io.throughline.contract.Violation;
import io.throughline.money.BillingFacts;
import io.throughline.money.ExpenseFact;
import io.throughline.money.Hours;
import io.throughline.money.TimeFact;
import io.throughline.money.TimeFacts;
import io.throughline.people.FollowUp;
import io.throughline.people.Routing;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The way back of WF-09: a deal that is not won any more suspends its project, which takes no new time and is never
 * deleted. What was worked on it already is for finance to decide. A second win goes on with the same project.
 */
public final class SuspendProjectRules {

    private static final String CRM = "salesforce";

    /** How far from its start time of a project is looked for, in years. */
    private static final int AROUND = 10;

    private final Snapshots snapshots;
    private final TimeFacts time;
    private final BillingFacts spent;
    private final Routing routing;
    private final Clock clock;

    public SuspendProjectRules(Snapshots snapshots, TimeFacts time, BillingFacts spent, Routing routing, Clock clock) {
        this.snapshots = snapshots;
        this.time = time;
        this.spent = spent;
        this.routing = routing;
        this.clock = clock;
    }

    /**
     * Steps {@code suspend-psa}, {@code suspend-erp} and {@code status-crm}, {@code project.suspended.v1}, and
     * {@code project.costdecision.v1} when time was worked or money spent on it; nothing when the deal has no project that is open.
     */
    public Plan plan(Event event, Opportunity deal) {
        Optional<Project> open = snapshots.all("project", "opportunityId", deal.opportunityId(), Project.class).stream()
                .filter(project ->
                        project.status() != Project.Status.CLOSED && project.status() != Project.Status.SUSPENDED)
                .findFirst();
        if (open.isEmpty()) {
            return Plan.NOTHING;
        }
        ObjectNode tree = Json.toTree(open.get())
                .put("status", Project.Status.SUSPENDED.name())
                .put("version", open.get().version() + 1);
        Project suspended = Json.read(tree, Project.class);
        String id = suspended.projectId();
        Plan plan = Plan.of(steps(deal, suspended))
                .emitting(follow(event, deal, "project.suspended.v1", "-suspended-", suspended));
        return booked(suspended)
                .map(cost -> plan.emitting(follow(event, deal, "project.costdecision.v1", "-cost-decision-", suspended))
                        .with(List.of(Violation.warn("WF-09", "/projectId", cost))))
                .orElse(plan);
    }

    /** Keeps the question what becomes of the cost of a suspended project for finance. */
    public Plan decide(Event event, Project project) {
        return booked(project)
                .map(
                        cost -> Plan.stopped(
                                List.of(
                                        Violation.hold(
                                                "WF-09-COST",
                                                "/projectId",
                                                cost
                                                        + " before its deal was re-opened or lost; decide whether it is billed, moved or written off"))))
                .orElse(Plan.NOTHING);
    }

    /** What was worked and spent on a project, in words; empty when nothing was. */
    private Optional<String> booked(Project project) {
        LocalDate from = project.start().minusYears(AROUND);
        LocalDate to = project.start().plusYears(AROUND);
        List<TimeFact> worked = time.ofProject(project.projectId(), from, to).stream()
                .filter(fact -> fact.minutes() != 0 && fact.state() != TimeFact.State.REJECTED)
                .toList();
        List<ExpenseFact> expenses = spent.expenses(project.projectId(), from, to).stream()
                .filter(fact -> fact.state() != ExpenseFact.State.REVERSED)
                .toList();
        List<String> parts = new ArrayList<>();
        if (!worked.isEmpty()) {
            long minutes = worked.stream().mapToLong(TimeFact::minutes).sum();
            parts.add(Hours.of(minutes).toPlainString() + " h");
        }
        if (!expenses.isEmpty()) {
            parts.add(expenses.stream().map(fact -> fact.amount().toString()).collect(Collectors.joining(", "))
                    + " of expenses");
        }
        return parts.isEmpty()
                ? Optional.empty()
                : Optional.of(String.join(" and ", parts) + " were booked on " + project.projectId());
    }

    private List<Step> steps(Opportunity deal, Project project) {
        String lane = "project:" + project.projectId();
        String psa = routing.of(project.billingEntityId()).psa();
        String erp = routing.of(project.billingEntityId()).erp();
        List<Step> steps = new ArrayList<>();
        steps.add(Step.of(
                        "suspend-psa",
                        psa,
                        "project-status",
                        lane,
                        Json.toTree(project).put("openForTime", false))
                .needing(lane + "@" + psa));
        if (project.erpProjectCode() != null) {
            steps.add(Step.of(
                            "suspend-erp",
                            erp,
                            "project",
                            lane,
                            Json.toTree(project).put("openForTime", false))
                    .needing(lane + "@" + erp));
        }
        steps.add(Step.of(
                "status-crm",
                CRM,
                "opportunity",
                "opportunity:" + deal.opportunityId(),
                Json.toTree(deal)
                        .put("projectId", project.projectId())
                        .put("erpProjectCode", project.erpProjectCode())
                        .put("projectStatus", project.status().name())));
        return steps;
    }

    private Event follow(Event event, Opportunity deal, String type, String what, Project project) {
        String id = project.projectId();
        int wins = deal.wonCycle() == null ? 1 : deal.wonCycle();
        return FollowUp.of(
                event, id + what + wins, type, id, "project:" + id, project.version(), project, clock.instant());
    }
}
