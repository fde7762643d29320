package io.throughline.work;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.money.Fields;
import io.throughline.money.Rate;
import io.throughline.money.Xref;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/**
 * Time a worker spent on a project on one day.
 *
 * @param timeEntryId opaque stable identifier, safe as an external id of every vendor
 * @param version object version, +1 per canonical change
 * @param workerId opaque stable identifier, safe as an external id of every vendor
 * @param projectId opaque stable identifier, safe as an external id of every vendor
 * @param taskId opaque stable identifier, safe as an external id of every vendor
 * @param assignmentId opaque stable identifier, safe as an external id of every vendor
 * @param workDate local date of the work
 * @param workTimeZone zone of the work date
 * @param startAt start of work
 * @param endAt end of work
 * @param minutes minutes worked; negative only in a correction
 * @param billable whether the client pays it
 * @param roleId role at the work date; that of the assignment or worker when absent
 * @param timeType What kind of time it is
 * @param status Where the entry stands
 * @param approvedBy worker id of the approver
 * @param approvedAt when it was approved
 * @param approverReason why an unusual entry was approved
 * @param correctionOf entry this one corrects
 * @param reversalOf entry this one takes back
 * @param legalEntityId employing entity on the work date
 * @param costCenterId cost centre on the work date
 * @param billRate price of one hour, stamped at transfer
 * @param costRate cost of one hour, stamped at transfer
 * @param billedOn Where the entry was billed
 * @param note note; may hold personal data
 * @param effectiveFrom first local date on which this state holds
 * @param knownAt when this state became known
 * @param sourceSystem system that owns the object
 * @param xref ids other systems use for it
 * @param ext namespaced extras, ignored by the core
 */
public record TimeEntry(
        String timeEntryId,
        long version,
        String workerId,
        String projectId,
        String taskId,
        String assignmentId,
        LocalDate workDate,
        ZoneId workTimeZone,
        Instant startAt,
        Instant endAt,
        int minutes,
        boolean billable,
        String roleId,
        TimeType timeType,
        Status status,
        String approvedBy,
        Instant approvedAt,
        String approverReason,
        String correctionOf,
        String reversalOf,
        String legalEntityId,
        String costCenterId,
        Rate billRate,
        Rate costRate,
        Billed billedOn,
        String note,
        LocalDate effectiveFrom,
        Instant knownAt,
        String sourceSystem,
        List<Xref> xref,
        JsonNode ext) {

    public TimeEntry {
        Fields.id("timeEntryId", timeEntryId);
        Fields.version(version);
        Fields.id("workerId", workerId);
        Fields.id("projectId", projectId);
        Fields.optionalId("taskId", taskId);
        Fields.optionalId("assignmentId", assignmentId);
        Fields.required("workDate", workDate);
        Fields.required("workTimeZone", workTimeZone);
        Fields.optionalId("roleId", roleId);
        Fields.required("timeType", timeType);
        Fields.required("status", status);
        Fields.optionalId("approvedBy", approvedBy);
        Fields.optionalText("approverReason", approverReason);
        Fields.optionalId("correctionOf", correctionOf);
        Fields.optionalId("reversalOf", reversalOf);
        Fields.optionalId("legalEntityId", legalEntityId);
        Fields.optionalId("costCenterId", costCenterId);
        Fields.optionalText("note", note);
        Fields.optionalText("sourceSystem", sourceSystem);
        xref = Fields.optionalList("xref", xref);
    }

    /** What kind of time it is. */
    public enum TimeType {
        REGULAR,
        OVERTIME,
        TRAVEL,
        STANDBY
    }

    /** Where the entry stands. */
    public enum Status {
        DRAFT,
        SUBMITTED,
        APPROVED,
        REJECTED,
        TRANSFERRED,
        BILLED,
        WRITTEN_OFF
    }

    /**
     * Where the entry was billed.
     *
     * @param invoiceId opaque stable identifier, safe as an external id of every vendor
     * @param lineNo line
     */
    public record Billed(String invoiceId, int lineNo) {

        public Billed {
            Fields.id("invoiceId", invoiceId);
        }
    }
}
