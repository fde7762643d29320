package io.throughline.money;

import java.time.LocalDate;

/**
 * One time entry as calculations see it, in its latest known version.
 *
 * @param timeEntryId  canonical id
 * @param version      version of the entry
 * @param workerId     who worked
 * @param projectId    on what
 * @param taskId       task, or null
 * @param roleId       role on the work date, or null when unknown
 * @param workDate     local date of the work
 * @param minutes      minutes, negative in a correction
 * @param billable     whether the client pays it
 * @param overtime     overtime class of the contract
 * @param state        where the entry stands
 * @param billRate     price of one hour, or null while unresolved
 * @param legalEntityId employing entity on the work date, or null
 * @param costCenterId cost centre on the work date, or null
 * @param correctionOf entry it corrects, or null
 * @param invoiceId    invoice it was billed on, or null
 * @param noteHash     hash of the note, or null; never the note itself
 */
public record TimeFact(
        String timeEntryId,
        long version,
        String workerId,
        String projectId,
        String taskId,
        String roleId,
        LocalDate workDate,
        int minutes,
        boolean billable,
        boolean overtime,
        State state,
        Rate billRate,
        String legalEntityId,
        String costCenterId,
        String correctionOf,
        String invoiceId,
        String noteHash) {

    public TimeFact {
        Fields.id("timeEntryId", timeEntryId);
        Fields.id("workerId", workerId);
        Fields.id("projectId", projectId);
        Fields.required("workDate", workDate);
        Fields.required("state", state);
    }

    /** The same entry at another price of one hour. */
    public TimeFact at(Rate price) {
        return new TimeFact(
                timeEntryId,
                version,
                workerId,
                projectId,
                taskId,
                roleId,
                workDate,
                minutes,
                billable,
                overtime,
                state,
                price,
                legalEntityId,
                costCenterId,
                correctionOf,
                invoiceId,
                noteHash);
    }

    /** Where an entry stands; the names are those of the canonical time entry. */
    public enum State {
        /** Being written. */
        DRAFT,
        /** Waits for approval. */
        SUBMITTED,
        /** Approved, not yet in the ERP. */
        APPROVED,
        /** Sent back. */
        REJECTED,
        /** In the ERP. */
        TRANSFERRED,
        /** On an invoice. */
        BILLED,
        /** Given up. */
        WRITTEN_OFF;

        /** Whether someone has approved it. */
        public boolean approved() {
            return this == APPROVED || this == TRANSFERRED || this == BILLED;
        }
    }
}
