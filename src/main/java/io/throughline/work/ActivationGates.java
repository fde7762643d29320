package io.throughline.work;

import io.throughline.contract.Snapshots;
import io.throughline.people.Routing;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * WF-10: the conditions under which a project opens for time, each with its owner and, when shut, its reason and since when
 * what shuts it is known as it is: the contract, the customer, or the project itself.
 */
public final class ActivationGates {

    private final Snapshots snapshots;
    private final RateLookup rates;
    private final Routing routing;

    public ActivationGates(Snapshots snapshots, RateLookup rates, Routing routing) {
        this.snapshots = snapshots;
        this.rates = rates;
        this.routing = routing;
    }

    /** All gates of a project, open or shut, in a fixed order. */
    public List<Project.Gate> evaluate(Project project) {
        Optional<Contract> contract = project.contractId() == null
                ? Optional.empty()
                : snapshots.latest("contract", project.contractId(), Contract.class);
        Optional<Customer> customer = project.customerId() == null
                ? Optional.empty()
                : snapshots.latest("customer", project.customerId(), Customer.class);
        Instant told = project.knownAt();
        Instant agreed = contract.map(Contract::knownAt).orElse(told);
        List<Project.Gate> gates = new ArrayList<>();
        gates.add(gate("contract", "sales", unsigned(project, contract), agreed));
        gates.add(gate("dimensions", "finance-ops", undimensioned(project), told));
        gates.add(gate("rates", "contract-admin", unpriced(project, contract), agreed));
        gates.add(gate(
                "customer",
                "finance-ops",
                unbillable(project, customer),
                customer.map(Customer::knownAt).orElse(told)));
        gates.add(gate("purchase-order", "account-manager", unordered(contract), agreed));
        String unled = project.managerId() == null ? "no project manager is assigned" : null;
        gates.add(gate("manager", "delivery", unled, told));
        boolean uncleared =
                Boolean.TRUE.equals(project.regulated()) && Boolean.FALSE.equals(project.complianceApproved());
        gates.add(gate("compliance", "compliance", uncleared ? "compliance has refused the project" : null, told));
        return gates;
    }

    /** Those of {@link #evaluate} that are shut. */
    List<Project.Gate> shut(Project project) {
        return evaluate(project).stream().filter(gate -> !gate.open()).toList();
    }

    private String unsigned(Project project, Optional<Contract> contract) {
        if (contract.map(Contract::signedAt).isPresent()) {
            return null;
        }
        boolean intent = project.opportunityId() != null
                && snapshots
                        .latest("opportunity", project.opportunityId(), Opportunity.class)
                        .filter(deal -> Boolean.TRUE.equals(deal.letterOfIntent()))
                        .isPresent();
        return intent ? null : "contract " + project.contractId() + " is not signed";
    }

    private String undimensioned(Project project) {
        String erp = routing.of(project.billingEntityId()).erp();
        boolean known = project.erpProjectCode() != null
                || snapshots.externalId("project", project.projectId(), erp).isPresent();
        return known ? null : "the project has no code in " + erp;
    }

    private String unpriced(Project project, Optional<Contract> contract) {
        if (!TimeEnrichment.byTime(project)) {
            return null;
        }
        LocalDate day = project.start();
        for (String role : contract.map(Contract::plannedRoleIds).orElse(List.of())) {
            if (rates.find(project, null, null, role, day) instanceof RateLookup.Missing missing) {
                return missing.code() + ": " + missing.message();
            }
        }
        boolean any = contract.map(known -> !known.rateCard().isEmpty()).orElse(false)
                || snapshots
                        .latest("rate-card", "RC-" + project.projectId(), RateCard.class)
                        .isPresent();
        return any ? null : "there is no rate card";
    }

    private static String unbillable(Project project, Optional<Customer> customer) {
        if (customer.isEmpty()) {
            return "customer " + project.customerId() + " is not known";
        }
        if (Boolean.TRUE.equals(customer.get().hold())) {
            return "customer " + project.customerId() + " is on hold";
        }
        List<String> missing = CustomerRules.missingForBilling(customer.get());
        return missing.isEmpty() ? null : "customer " + project.customerId() + " lacks " + String.join(", ", missing);
    }

    private static String unordered(Optional<Contract> contract) {
        return contract.filter(known -> Boolean.TRUE.equals(known.poRequired()) && known.poNumber() == null)
                .map(known -> "the purchase order is missing")
                .orElse(null);
    }

    private static Project.Gate gate(String name, String owner, String reason, Instant since) {
        return new Project.Gate(name, reason == null, owner, reason, reason == null ? null : since);
    }
}
