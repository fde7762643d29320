package io.throughline.work;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.money.Fields;
import io.throughline.money.Money;
import io.throughline.money.Xref;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * Work for a customer, or internal work.
 *
 * @param projectId opaque stable identifier, safe as an external id of every vendor
 * @param version object version, +1 per canonical change
 * @param name name
 * @param customerId absent only for internal projects
 * @param contractId its contract
 * @param opportunityId deal it came from
 * @param status Where the project stands
 * @param billingType How a contract is billed: time and materials, the same with a cap, milestones, cost to cost, period fee, or not at all
 * @param currency copy of the contract
 * @param billingEntityId copy of the contract
 * @param erpProjectCode code in the ERP; needed to become active
 * @param wbs work breakdown element
 * @param profitCenterId opaque stable identifier, safe as an external id of every vendor
 * @param costCenterId opaque stable identifier, safe as an external id of every vendor
 * @param managerId worker id of the project manager
 * @param deliveryLeadId worker id of the delivery owner
 * @param start first day of work
 * @param end last day of work, inclusive
 * @param timeEntryOpenUntil last work date on which time is accepted
 * @param budgetHours budget in hours
 * @param budgetCost budget in cost
 * @param budgetRevenue budget in revenue
 * @param allowUnassignedTime whether time without an assignment is accepted
 * @param regulated whether staffing needs clearance
 * @param complianceApproved whether compliance has cleared a regulated project
 * @param country place of performance
 * @param gates conditions of activation and their state
 * @param tasks tasks
 * @param effectiveFrom first local date on which this state holds
 * @param knownAt when this state became known
 * @param sourceSystem system that owns the object
 * @param xref ids other systems use for it
 * @param ext namespaced extras, ignored by the core
 */
public record Project(
        String projectId,
        long version,
        String name,
        String customerId,
        String contractId,
        String opportunityId,
        Status status,
        BillingType billingType,
        String currency,
        String billingEntityId,
        String erpProjectCode,
        String wbs,
        String profitCenterId,
        String costCenterId,
        String managerId,
        String deliveryLeadId,
        LocalDate start,
        LocalDate end,
        LocalDate timeEntryOpenUntil,
        BigDecimal budgetHours,
        Money budgetCost,
        Money budgetRevenue,
        boolean allowUnassignedTime,
        Boolean regulated,
        Boolean complianceApproved,
        String country,
        List<Gate> gates,
        List<Task> tasks,
        LocalDate effectiveFrom,
        Instant knownAt,
        String sourceSystem,
        List<Xref> xref,
        JsonNode ext) {

    public Project {
        Fields.id("projectId", projectId);
        Fields.version(version);
        Fields.text("name", name);
        Fields.optionalId("customerId", customerId);
        Fields.optionalId("contractId", contractId);
        Fields.optionalId("opportunityId", opportunityId);
        Fields.required("status", status);
        Fields.required("billingType", billingType);
        Fields.optionalCurrency("currency", currency);
        Fields.optionalId("billingEntityId", billingEntityId);
        Fields.optionalText("erpProjectCode", erpProjectCode);
        Fields.optionalText("wbs", wbs);
        Fields.optionalId("profitCenterId", profitCenterId);
        Fields.optionalId("costCenterId", costCenterId);
        Fields.optionalId("managerId", managerId);
        Fields.optionalId("deliveryLeadId", deliveryLeadId);
        Fields.required("start", start);
        budgetHours = Fields.optionalDecimal("budgetHours", budgetHours, 9, 2);
        Fields.optionalCountry("country", country);
        gates = Fields.optionalList("gates", gates);
        tasks = Fields.optionalList("tasks", tasks);
        Fields.optionalText("sourceSystem", sourceSystem);
        xref = Fields.optionalList("xref", xref);
    }

    /** Where the project stands. */
    public enum Status {
        PENDING,
        ACTIVE,
        SUSPENDED,
        CLOSING,
        CLOSED
    }

    /**
     * A condition of activation.
     *
     * @param gate name of the gate
     * @param open whether it lets the project pass
     * @param owner team that can open it
     * @param reason why it is shut
     * @param since since when
     */
    public record Gate(String gate, boolean open, String owner, String reason, Instant since) {

        public Gate {
            Fields.text("gate", gate);
            Fields.text("owner", owner);
            Fields.optionalText("reason", reason);
        }
    }

    /**
     * A task of a project.
     *
     * @param taskId opaque stable identifier, safe as an external id of every vendor
     * @param name name
     */
    public record Task(String taskId, String name) {

        public Task {
            Fields.id("taskId", taskId);
            Fields.text("name", name);
        }
    }
}
