package io.throughline.work;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.contract.Plan;
import io.throughline.contract.Snapshots;
import io.throughline.contract.Step;
import io.throughline.people.FollowUp;
import io.throughline.people.Routing;
import io.throughline.people.Worker;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * Staffing across entities: the ERP of the billing entity has to know the worker whose time it gets, and the PSA the worker
 * enters time in has to know the project.
 */
public final class Lending {

    private final Snapshots snapshots;
    private final Routing routing;
    private final Clock clock;

    public Lending(Snapshots snapshots, Routing routing, Clock clock) {
        this.snapshots = snapshots;
        this.routing = routing;
        this.clock = clock;
    }

    /**
     * {@code worker.lendingdue.v1} where the billing ERP does not know the worker and is not his own,
     * {@code project.sharingdue.v1} where his PSA does not know the project and is not its own; each told once. Internal
     * projects are every entity's.
     */
    List<Event> due(Event cause, Worker worker, Project project) {
        List<Event> due = new ArrayList<>();
        Routing.Systems home = routing.of(worker.employment().legalEntityId());
        String workerId = worker.workerId();
        String projectId = project.projectId();
        if (project.billingEntityId() == null) {
            if (unknown("project", projectId, home.psa())) {
                due.add(event(
                        cause, "project.sharingdue.v1", projectId, "project:" + projectId, "-shared-", home.psa()));
            }
            return due;
        }
        Routing.Systems billing = routing.of(project.billingEntityId());
        if (!home.erp().equals(billing.erp()) && unknown("worker", workerId, billing.erp())) {
            due.add(event(cause, "worker.lendingdue.v1", workerId, "worker:" + workerId, "-lent-", billing.erp()));
        }
        if (!home.psa().equals(billing.psa()) && unknown("project", projectId, home.psa())) {
            due.add(event(cause, "project.sharingdue.v1", projectId, "project:" + projectId, "-shared-", home.psa()));
        }
        return due;
    }

    /** Step {@code resource}: the worker in the ERP that is named, {@code lent: true}. */
    public Plan lend(Event event) {
        String system = event.data().path("system").asText();
        return snapshots
                .latest("worker", event.subject(), Worker.class)
                .map(worker -> Plan.of(Step.of(
                        "resource",
                        system,
                        "employee",
                        "worker:" + worker.workerId(),
                        Json.toTree(worker).put("lent", true))))
                .orElse(Plan.NOTHING);
    }

    /** Steps {@code shell} and {@code status}: the project with its customer in the PSA that is named, open for time as far as it is. */
    public Plan share(Event event) {
        String psa = event.data().path("system").asText();
        return snapshots
                .latest("project", event.subject(), Project.class)
                .map(project -> {
                    String lane = "project:" + project.projectId();
                    ObjectNode open = Json.toTree(project)
                            .put("openForTime", project.status() == Project.Status.ACTIVE)
                            .put("shared", true);
                    snapshots
                            .latest("customer", String.valueOf(project.customerId()), Customer.class)
                            .ifPresent(customer -> open.set("customer", Json.toTree(customer)));
                    return Plan.of(
                            Step.of("shell", psa, "project", lane, open),
                            Step.of("status", psa, "project-status", lane, open).needing(lane + "@" + psa));
                })
                .orElse(Plan.NOTHING);
    }

    private boolean unknown(String object, String id, String system) {
        return snapshots.externalId(object, id, system).isEmpty();
    }

    private Event event(Event cause, String type, String subject, String key, String what, String system) {
        ObjectNode data = Json.mapper().createObjectNode().put("id", subject).put("system", system);
        return FollowUp.of(cause, subject + what + system, type, subject, key, 1, data, clock.instant());
    }
}
