package io.throughline.work;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.money.Fields;
import io.throughline.money.Money;
import io.throughline.money.Xref;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * A deal of the CRM.
 *
 * @param opportunityId opaque stable identifier, safe as an external id of every vendor
 * @param version object version, +1 per canonical change
 * @param name name of the deal
 * @param customerId opaque stable identifier, safe as an external id of every vendor
 * @param customer the account as the CRM knows it
 * @param stage stage in the words of the CRM
 * @param isWon whether it is won
 * @param isClosed whether it is decided, one way or the other
 * @param amount value of the deal
 * @param currency currency of the contract; that of the amount when absent
 * @param closeDate day of the decision
 * @param billingType How a contract is billed: time and materials, the same with a cap, milestones, cost to cost, period fee, or not at all
 * @param billingEntityId entity that bills
 * @param expectedStart first day of work
 * @param expectedEnd last day of work, inclusive
 * @param projectId project it became
 * @param contractId its contract
 * @param letterOfIntent whether work may start before the contract is signed
 * @param poNumber purchase order of the client
 * @param managerId worker id of the project manager
 * @param deliveryLeadId worker id of the delivery owner
 * @param plannedRoleIds roles that will work on it
 * @param erpProjectCode code of the project in the ERP, written back
 * @param projectStatus state of the project, written back
 * @param wonCycle 1 for the first win, +1 for each win after a re-opening
 * @param effectiveFrom first local date on which this state holds
 * @param knownAt when this state became known
 * @param sourceSystem system that owns the object
 * @param xref ids other systems use for it
 * @param ext namespaced extras, ignored by the core
 */
public record Opportunity(
        String opportunityId,
        long version,
        String name,
        String customerId,
        Customer customer,
        String stage,
        Boolean isWon,
        Boolean isClosed,
        Money amount,
        String currency,
        LocalDate closeDate,
        BillingType billingType,
        String billingEntityId,
        LocalDate expectedStart,
        LocalDate expectedEnd,
        String projectId,
        String contractId,
        Boolean letterOfIntent,
        String poNumber,
        String managerId,
        String deliveryLeadId,
        List<String> plannedRoleIds,
        String erpProjectCode,
        String projectStatus,
        Integer wonCycle,
        LocalDate effectiveFrom,
        Instant knownAt,
        String sourceSystem,
        List<Xref> xref,
        JsonNode ext) {

    public Opportunity {
        Fields.id("opportunityId", opportunityId);
        Fields.version(version);
        Fields.text("name", name);
        Fields.optionalId("customerId", customerId);
        Fields.optionalText("stage", stage);
        Fields.optionalCurrency("currency", currency);
        Fields.optionalId("billingEntityId", billingEntityId);
        Fields.optionalId("projectId", projectId);
        Fields.optionalId("contractId", contractId);
        Fields.optionalText("poNumber", poNumber);
        Fields.optionalId("managerId", managerId);
        Fields.optionalId("deliveryLeadId", deliveryLeadId);
        plannedRoleIds = Fields.optionalList("plannedRoleIds", plannedRoleIds);
        Fields.optionalText("erpProjectCode", erpProjectCode);
        Fields.optionalText("projectStatus", projectStatus);
        Fields.optionalText("sourceSystem", sourceSystem);
        xref = Fields.optionalList("xref", xref);
    }
}
