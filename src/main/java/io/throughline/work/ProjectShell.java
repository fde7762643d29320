package io.throughline.work;

import io.throughline.contract.Snapshots;
import io.throughline.money.Money;
import java.util.List;
import java.util.Optional;

/** A deal with what it refers to, and the project it becomes; the same deal always becomes the same project. */
record ProjectShell(Opportunity opportunity, Customer customer, Contract contract, Project project) {

    static ProjectShell of(Snapshots snapshots, Opportunity deal) {
        Optional<Project> known =
                snapshots.all("project", "opportunityId", deal.opportunityId(), Project.class).stream()
                        .findFirst();
        String number = deal.opportunityId().substring(deal.opportunityId().indexOf('-') + 1);
        String projectId = deal.projectId() != null
                ? deal.projectId()
                : known.map(Project::projectId).orElse("P-" + number);
        String contractId = deal.contractId() != null
                ? deal.contractId()
                : known.map(Project::contractId).orElse("CT-" + number);
        Contract contract =
                snapshots.latest("contract", contractId, Contract.class).orElse(null);
        Customer customer = deal.customerId() == null
                ? deal.customer()
                : snapshots
                        .latest("customer", deal.customerId(), Customer.class)
                        .orElse(deal.customer());
        return new ProjectShell(
                deal, customer, contract, project(deal, contract, customer, projectId, contractId, known.orElse(null)));
    }

    private static Project project(
            Opportunity deal,
            Contract contract,
            Customer customer,
            String projectId,
            String contractId,
            Project known) {
        Money amount = deal.amount();
        String currency = contract != null
                ? contract.currency()
                : deal.currency() != null ? deal.currency() : amount == null ? null : amount.currency();
        return new Project(
                projectId,
                known == null ? 1 : known.version() + 1,
                deal.name(),
                customer == null ? deal.customerId() : customer.customerId(),
                contractId,
                deal.opportunityId(),
                Project.Status.PENDING,
                contract != null ? contract.billingType() : deal.billingType(),
                currency,
                contract != null ? contract.billingEntityId() : deal.billingEntityId(),
                known == null ? null : known.erpProjectCode(),
                null,
                null,
                known == null ? null : known.costCenterId(),
                deal.managerId() != null ? deal.managerId() : deal.deliveryLeadId(),
                deal.deliveryLeadId(),
                deal.expectedStart(),
                deal.expectedEnd(),
                known == null ? null : known.timeEntryOpenUntil(),
                null,
                null,
                amount,
                known == null || known.allowUnassignedTime(),
                customer == null ? null : customer.regulated(),
                known == null ? null : known.complianceApproved(),
                customer == null ? null : customer.country(),
                List.of(),
                List.of(),
                null,
                null,
                null,
                List.of(),
                null);
    }
}
