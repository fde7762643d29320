package io.throughline.work;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Awaited;
import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.contract.Plan;
import io.throughline.contract.Settled;
import io.throughline.contract.Snapshots;
import io.throughline.contract.Step;
import io.throughline.contract.Violation;
import io.throughline.people.FollowUp;
import io.throughline.people.Routing;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * WF-09: a won opportunity becomes a project, step after step: customer in the ERP, shell in the PSA, financial
 * dimensions in the ERP, then its code back to PSA and CRM, its prices to the PSA, and {@code project.created.v1}. When one
 * of the first three fails for good, what was done is suspended and labelled, and the CRM gets a status all the same.
 */
public final class ProjectSetupRules {

    private static final String CRM = "salesforce";
    private static final String HELD = "project.setupheld.v1";

    private final Snapshots snapshots;
    private final CustomerRules customers;
    private final ContractRules contracts;
    private final Routing routing;
    private final Clock clock;

    public ProjectSetupRules(
            Snapshots snapshots, CustomerRules customers, ContractRules contracts, Routing routing, Clock clock) {
        this.snapshots = snapshots;
        this.customers = customers;
        this.contracts = contracts;
        this.routing = routing;
        this.clock = clock;
    }

    /**
     * Step {@code customer}; waits for a customer who is not known yet, held when the deal, its customer or its contract
     * breaks a rule, with {@code project.setupheld.v1} for the CRM.
     */
    public Plan plan(Event event, Opportunity won) {
        List<Violation> found = mandatory(won);
        if (!found.isEmpty()) {
            return held(event, won, found);
        }
        ProjectShell shell = ProjectShell.of(snapshots, won);
        if (shell.customer() == null) {
            return Plan.waiting(Awaited.object("customer", won.customerId()), List.of());
        }
        found.addAll(customers.check(shell.customer()));
        found.addAll(contracts.check(won, shell.customer(), shell.contract(), shell.project()));
        if (found.stream().anyMatch(finding -> finding.outcome() != Violation.Outcome.WARN)) {
            return held(event, won, found);
        }
        String customerId = shell.customer().customerId();
        return Plan.of(Step.of(
                                "customer",
                                erp(shell),
                                "customer",
                                "customer:" + customerId,
                                Json.toTree(shell.customer()))
                        .then("open-project.customer-done"))
                .with(found);
    }

    private Plan held(Event event, Opportunity won, List<Violation> found) {
        Event told = FollowUp.of(
                event,
                event.id() + "-setup-held",
                HELD,
                won.opportunityId(),
                event.key(),
                event.version(),
                Json.toTree(won).put("projectStatus", "SETUP_HELD"),
                clock.instant());
        return new Plan(List.of(), List.of(told), found, null, Plan.Standing.NEWEST, true);
    }

    /**
     * Step {@code shell}: the pending project in the PSA, with the customer it is for; and {@code customer-crm}, the number
     * that the ERP gave the customer, where the CRM has an account for it (WF-08).
     */
    public Plan afterCustomer(Settled settled) {
        ProjectShell shell = shell(settled);
        List<Step> steps = new ArrayList<>();
        ObjectNode project = Json.toTree(shell.project());
        if (shell.customer() != null) {
            project.set("customer", Json.toTree(shell.customer()));
        }
        steps.add(Step.of("shell", psa(shell), "project", lane(shell), project).then("open-project.shell-done"));
        String customerId = shell.project().customerId();
        snapshots
                .externalId("customer", customerId, CRM)
                .map(account -> Json.mapper()
                        .createObjectNode()
                        .put("customerId", customerId)
                        .put("accountId", account)
                        .put("erpCustomerId", settled.reference()))
                .ifPresent(
                        known -> steps.add(Step.of("customer-crm", CRM, "account", "customer:" + customerId, known)));
        return Plan.of(steps);
    }

    /** Step {@code dimensions}: the project in the ERP, which must know the customer. */
    public Plan afterShell(Settled settled) {
        ProjectShell shell = shell(settled);
        ObjectNode project = Json.toTree(shell.project());
        if (shell.contract() != null) {
            project.set("contract", Json.toTree(shell.contract()));
        }
        return Plan.of(Step.of("dimensions", erp(shell), "project", lane(shell), project)
                .needing("customer:" + shell.project().customerId() + "@" + erp(shell))
                .then("open-project.dimensions-done"));
    }

    /**
     * Steps {@code codes-psa}, {@code codes-crm} and, when there are prices, {@code rates}; emits
     * {@code project.created.v1} with the pending project and its code in the ERP.
     */
    public Plan afterDimensions(Settled settled) {
        ProjectShell shell = shell(settled);
        String code = settled.result() == null
                ? shell.project().projectId()
                : settled.result().path("erpProjectCode").asText(shell.project().projectId());
        ObjectNode coded = Json.toTree(shell.project()).put("erpProjectCode", code);
        Project project = Json.read(coded, Project.class);
        String id = project.projectId();
        List<Step> steps = new ArrayList<>();
        steps.add(Step.of("codes-psa", psa(shell), "project-status", lane(shell), coded)
                .needing("project:" + id + "@" + psa(shell)));
        ObjectNode deal = Json.toTree(shell.opportunity())
                .put("projectId", id)
                .put("erpProjectCode", code)
                .put("projectStatus", Project.Status.PENDING.name());
        steps.add(Step.of(
                "codes-crm",
                CRM,
                "opportunity",
                "opportunity:" + shell.opportunity().opportunityId(),
                deal));
        ObjectNode card = rateCard(shell);
        if (card != null) {
            steps.add(Step.of("rates", psa(shell), "rate-card", lane(shell), card)
                    .needing("project:" + id + "@" + psa(shell)));
        }
        int cycle =
                shell.opportunity().wonCycle() == null ? 1 : shell.opportunity().wonCycle();
        return Plan.of(steps)
                .emitting(
                        FollowUp.of(
                                settled.event(),
                                id + "-created-" + cycle,
                                "project.created.v1",
                                id,
                                "project:" + id,
                                project.version(),
                                project,
                                clock.instant()),
                        ActivateProjectRules.request(settled.event(), project, "" + cycle, clock.instant()));
    }

    /** {@code project.setupfailed.v1} when customer, shell or dimensions were refused for good; told once per win and step. */
    public Plan afterFailure(Settled settled) {
        ProjectShell shell = shell(settled);
        String id = shell.project().projectId();
        ObjectNode failed = Json.toTree(shell.opportunity())
                .put("projectId", id)
                .put("projectStatus", "SETUP_FAILED")
                .put("failedStep", settled.step().name())
                .put("reason", settled.failure());
        int cycle =
                shell.opportunity().wonCycle() == null ? 1 : shell.opportunity().wonCycle();
        return Plan.NOTHING.emitting(FollowUp.of(
                settled.event(),
                id + "-setup-failed-" + cycle + "-" + settled.step().name(),
                "project.setupfailed.v1",
                id,
                "project:" + id,
                shell.project().version(),
                failed,
                clock.instant()));
    }

    /**
     * Undoes or labels what was set up before it failed: step {@code suspend-psa} suspends the shell and names the reason,
     * where there is one, {@code status-crm} tells the CRM. Of a set-up that a rule holds only the CRM is told.
     */
    public Plan abandon(Event event) {
        if (event.type().equals(HELD)) {
            return Plan.of(status(event.data()));
        }
        ObjectNode told = event.data().deepCopy();
        String reason =
                told.path("failedStep").asText() + ": " + told.path("reason").asText();
        told.remove(List.of("failedStep", "reason"));
        ProjectShell shell = ProjectShell.of(snapshots, Json.read(told, Opportunity.class));
        List<Step> steps = new ArrayList<>();
        if (snapshots
                .externalId("project", shell.project().projectId(), psa(shell))
                .isPresent()) {
            ObjectNode suspended = Json.toTree(shell.project())
                    .put("status", Project.Status.SUSPENDED.name())
                    .put("openForTime", false)
                    .put("label", "setup failed: " + reason);
            steps.add(Step.of("suspend-psa", psa(shell), "project-status", lane(shell), suspended)
                    .needing(lane(shell) + "@" + psa(shell)));
        }
        steps.add(status(told));
        return Plan.of(steps);
    }

    private static Step status(JsonNode deal) {
        return Step.of(
                "status-crm",
                CRM,
                "opportunity",
                "opportunity:" + deal.path("opportunityId").asText(),
                deal);
    }

    private ObjectNode rateCard(ProjectShell shell) {
        String id = shell.project().projectId();
        List<RateRow> rows =
                shell.contract() == null ? List.of() : shell.contract().rateCard();
        if (rows.isEmpty()) {
            rows = snapshots
                    .latest("rate-card", "RC-" + id, RateCard.class)
                    .map(RateCard::rows)
                    .orElse(List.of());
        }
        if (rows.isEmpty()) {
            return null;
        }
        List<RateRow> hourly = rows.stream().map(RateRow::perHour).toList();
        return Json.toTree(new RateCard(
                "RC-" + id,
                1,
                id,
                shell.project().contractId(),
                null,
                null,
                hourly,
                null,
                null,
                null,
                List.of(),
                null));
    }

    private static List<Violation> mandatory(Opportunity won) {
        List<Violation> found = new ArrayList<>();
        missing(found, "/billingType", won.billingType());
        missing(found, "/billingEntityId", won.billingEntityId());
        missing(found, "/expectedStart", won.expectedStart());
        if (won.customerId() == null && won.customer() == null) {
            missing(found, "/customerId", null);
        }
        return found;
    }

    private static void missing(List<Violation> found, String pointer, Object value) {
        if (value == null) {
            found.add(Violation.hold(
                    "V-PRJ-02", pointer, pointer.substring(1) + " is missing; a project cannot be opened without it"));
        }
    }

    private ProjectShell shell(Settled settled) {
        return ProjectShell.of(snapshots, Json.read(settled.event().data(), Opportunity.class));
    }

    private String erp(ProjectShell shell) {
        return routing.of(shell.project().billingEntityId()).erp();
    }

    private String psa(ProjectShell shell) {
        return routing.of(shell.project().billingEntityId()).psa();
    }

    private static String lane(ProjectShell shell) {
        return "project:" + shell.project().projectId();
    }
}
