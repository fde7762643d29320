package io.throughline.work;

import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.contract.Plan;
import io.throughline.contract.Snapshots;
import io.throughline.contract.Step;
import io.throughline.contract.Violation;
import io.throughline.money.Hours;
import io.throughline.money.TimeFact;
import io.throughline.money.TimeFacts;
import io.throughline.people.Routing;
import java.time.LocalDate;
import java.util.List;

/**
 * The end of a project: it is closed in ERP and CRM once no time of it waits for approval. What does wait keeps the close
 * at the desk, with what it is worth, and the gate R1 of its billing cycle shut.
 */
public final class CloseProjectRules {

    private static final String CRM = "salesforce";

    private final Snapshots snapshots;
    private final UnapprovedTime unapproved;
    private final Routing routing;

    public CloseProjectRules(Snapshots snapshots, TimeFacts time, RateLookup rates, Routing routing) {
        this.snapshots = snapshots;
        this.unapproved = new UnapprovedTime(snapshots, time, rates);
        this.routing = routing;
    }

    /**
     * Steps {@code close-erp} and {@code close-crm} for a project that is {@code CLOSED}; for one that is {@code CLOSING}
     * only the check.
     */
    public Plan plan(Event event, Project project) {
        List<TimeFact> waiting = unapproved.of(project);
        if (!waiting.isEmpty()) {
            return Plan.stopped(List.of(Violation.hold("R1", "/status", said(project, waiting))));
        }
        return project.status() == Project.Status.CLOSED ? Plan.of(steps(project)) : Plan.NOTHING;
    }

    private String said(Project project, List<TimeFact> waiting) {
        long minutes = waiting.stream().mapToLong(TimeFact::minutes).sum();
        LocalDate first = waiting.get(0).workDate();
        return waiting.size() + " time entries of project " + project.projectId() + " wait for approval, "
                + Hours.of(minutes).toPlainString() + " h worth " + unapproved.worth(project, waiting)
                + ", the first of " + first;
    }

    private List<Step> steps(Project project) {
        String lane = "project:" + project.projectId();
        String erp = routing.of(project.billingEntityId()).erp();
        Step close = Step.of(
                        "close-erp", erp, "project", lane, Json.toTree(project).put("openForTime", false))
                .needing(lane + "@" + erp);
        if (project.opportunityId() == null) {
            return List.of(close);
        }
        return snapshots
                .latest("opportunity", project.opportunityId(), Opportunity.class)
                .map(deal -> List.of(
                        close,
                        Step.of(
                                "close-crm",
                                CRM,
                                "opportunity",
                                "opportunity:" + deal.opportunityId(),
                                Json.toTree(deal)
                                        .put("projectId", project.projectId())
                                        .put("erpProjectCode", project.erpProjectCode())
                                        .put("projectStatus", project.status().name()))))
                .orElse(List.of(close));
    }
}
