package io.throughline.work;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.contract.Plan;
import io.throughline.contract.Snapshots;
import io.throughline.contract.Step;
import io.throughline.contract.Violation;
import io.throughline.people.FollowUp;
import io.throughline.people.Routing;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** WF-10: when all gates are open the project takes time in the PSA and the CRM hears of it. */
public final class ActivateProjectRules {

    private static final String CRM = "salesforce";

    private final Snapshots snapshots;
    private final ActivationGates gates;
    private final Routing routing;
    private final Clock clock;

    public ActivateProjectRules(Snapshots snapshots, ActivationGates gates, Routing routing, Clock clock) {
        this.snapshots = snapshots;
        this.gates = gates;
        this.routing = routing;
        this.clock = clock;
    }

    /**
     * Steps {@code activate-psa} and {@code activate-crm}, and {@code project.activated.v1} with the state of each gate.
     * Held with one {@code GATE} finding per shut gate; nothing when the project is not pending.
     */
    public Plan plan(Event event, Project project) {
        if (project.status() != Project.Status.PENDING) {
            return Plan.NOTHING;
        }
        List<Project.Gate> state = gates.evaluate(project);
        List<Violation> shut = state.stream()
                .filter(gate -> !gate.open())
                .map(gate -> Violation.hold(
                        "GATE", "/gates/" + gate.gate(), gate.gate() + " (" + gate.owner() + "): " + gate.reason()))
                .toList();
        if (!shut.isEmpty()) {
            return Plan.stopped(shut);
        }
        String id = project.projectId();
        String psa = routing.of(project.billingEntityId()).psa();
        ObjectNode tree =
                Json.toTree(project).put("status", Project.Status.ACTIVE.name()).put("version", project.version() + 1);
        tree.set("gates", Json.mapper().valueToTree(state));
        Project active = Json.read(tree, Project.class);
        ObjectNode opened = Json.toTree(active).put("openForTime", true);
        Plan plan = Plan.of(Step.of("activate-psa", psa, "project-status", "project:" + id, opened)
                .needing("project:" + id + "@" + psa));
        Optional<Step> crm = crm(active);
        if (crm.isPresent()) {
            plan = Plan.of(plan.steps().get(0), crm.get());
        }
        return plan.emitting(FollowUp.keyed(
                FollowUp.of(
                        event,
                        id + "-activated-" + active.version(),
                        "project.activated.v1",
                        id,
                        "project:" + id,
                        active.version(),
                        active,
                        clock.instant()),
                "project:" + id + ":activate:" + active.version()));
    }

    /**
     * {@code project.activationrequested.v1}: asks for the gates to be looked at.
     *
     * @param occasion tells requests of one project apart; the same occasion is the same request
     */
    public static Event request(Event cause, Project project, String occasion, Instant at) {
        String id = project.projectId();
        return FollowUp.of(
                cause,
                id + "-activation-" + occasion,
                "project.activationrequested.v1",
                id,
                "project:" + id,
                project.version(),
                project,
                at);
    }

    /** Whether the project waits for activation and no gate is shut any more. */
    public boolean mayActivate(Project project) {
        return project.status() == Project.Status.PENDING
                && gates.evaluate(project).stream().allMatch(Project.Gate::open);
    }

    private Optional<Step> crm(Project project) {
        if (project.opportunityId() == null) {
            return Optional.empty();
        }
        return snapshots
                .latest("opportunity", project.opportunityId(), Opportunity.class)
                .map(deal -> Step.of(
                        "activate-crm",
                        CRM,
                        "opportunity",
                        "opportunity:" + deal.opportunityId(),
                        Json.toTree(deal)
                                .put("projectId", project.projectId())
                                .put("erpProjectCode", project.erpProjectCode())
                                .put("projectStatus", project.status().name())));
    }
}
