package io.throughline.work;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.money.Fields;
import io.throughline.money.Money;
import io.throughline.money.Rate;
import io.throughline.money.Xref;
import io.throughline.people.WorkPattern;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;

/**
 * A worker booked on a project.
 *
 * @param assignmentId opaque stable identifier, safe as an external id of every vendor
 * @param version object version, +1 per canonical change
 * @param workerId opaque stable identifier, safe as an external id of every vendor
 * @param projectId opaque stable identifier, safe as an external id of every vendor
 * @param roleId role on the project
 * @param taskId the only task
 * @param status Where the assignment stands
 * @param from first day, inclusive
 * @param to first day after it, exclusive
 * @param allocation How much of the worker is booked
 * @param billable whether the time is billed
 * @param billRateOverride agreed price of this assignment
 * @param planned plan by month
 * @param employingEntityId entity that employs the worker
 * @param billingEntityId entity that bills
 * @param intercompanyAgreementId agreement when the two differ
 * @param effectiveFrom first local date on which this state holds
 * @param knownAt when this state became known
 * @param sourceSystem system that owns the object
 * @param xref ids other systems use for it
 * @param ext namespaced extras, ignored by the core
 */
public record Assignment(
        String assignmentId,
        long version,
        String workerId,
        String projectId,
        String roleId,
        String taskId,
        Status status,
        LocalDate from,
        LocalDate to,
        Allocation allocation,
        boolean billable,
        Rate billRateOverride,
        List<PlannedMonth> planned,
        String employingEntityId,
        String billingEntityId,
        String intercompanyAgreementId,
        LocalDate effectiveFrom,
        Instant knownAt,
        String sourceSystem,
        List<Xref> xref,
        JsonNode ext) {

    public Assignment {
        Fields.id("assignmentId", assignmentId);
        Fields.version(version);
        Fields.id("workerId", workerId);
        Fields.id("projectId", projectId);
        Fields.id("roleId", roleId);
        Fields.optionalId("taskId", taskId);
        Fields.required("status", status);
        Fields.required("from", from);
        Fields.required("to", to);
        Fields.required("allocation", allocation);
        planned = Fields.optionalList("planned", planned);
        Fields.optionalId("employingEntityId", employingEntityId);
        Fields.optionalId("billingEntityId", billingEntityId);
        Fields.optionalId("intercompanyAgreementId", intercompanyAgreementId);
        Fields.optionalText("sourceSystem", sourceSystem);
        xref = Fields.optionalList("xref", xref);
    }

    /** Whether it lets the worker book time on a work date. */
    public boolean covers(LocalDate workDate) {
        return status != Status.REJECTED
                && status != Status.REQUESTED
                && status != Status.PROPOSED
                && !workDate.isBefore(from)
                && workDate.isBefore(to);
    }

    /** Where the assignment stands. */
    public enum Status {
        REQUESTED,
        PROPOSED,
        APPROVED,
        ACTIVE,
        ENDED,
        REJECTED
    }

    /**
     * How much of the worker is booked.
     *
     * @param minutesPerDay minutes per working day
     * @param pct part of the capacity
     * @param pattern hours per weekday
     */
    public record Allocation(Integer minutesPerDay, BigDecimal pct, WorkPattern pattern) {

        public Allocation {
            pct = Fields.optionalDecimal("pct", pct, 9, 4);
        }
    }

    /**
     * Plan of one month.
     *
     * @param month month
     * @param minutes planned minutes
     * @param cost planned cost
     * @param revenue planned revenue
     */
    public record PlannedMonth(YearMonth month, int minutes, Money cost, Money revenue) {

        public PlannedMonth {
            Fields.required("month", month);
        }
    }
}
