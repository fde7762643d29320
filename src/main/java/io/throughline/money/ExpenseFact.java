package io.throughline.money;

import java.time.LocalDate;

/**
 * One expense as calculations see it, in its latest known version.
 *
 * @param expenseId      canonical id
 * @param version        version of the expense
 * @param workerId       who spent it
 * @param projectId      on what, or null for a cost centre
 * @param date           day of the receipt
 * @param category       category
 * @param merchant       merchant, or null
 * @param amount         amount of the receipt, negative for a refund
 * @param billable       whether the client pays it
 * @param state          where it stands
 * @param billableAmount what the client is asked to pay, in the currency of the contract, or null while it is not posted
 * @param correctionOf   expense it corrects, or null
 * @param invoiceId      invoice it was billed on, or null
 */
public record ExpenseFact(
        String expenseId,
        long version,
        String workerId,
        String projectId,
        LocalDate date,
        String category,
        String merchant,
        Money amount,
        boolean billable,
        State state,
        Money billableAmount,
        String correctionOf,
        String invoiceId) {

    public ExpenseFact {
        Fields.id("expenseId", expenseId);
        Fields.id("workerId", workerId);
        Fields.required("date", date);
        Fields.required("amount", amount);
        Fields.required("state", state);
    }

    /** Whether an invoice may take it: the client pays it, the ERP has it, and no invoice does. */
    public boolean toBill() {
        return billable && state == State.POSTED && invoiceId == null && billableAmount != null;
    }

    /** Where an expense stands. */
    public enum State {
        /** Approved, not yet in the ERP. */
        APPROVED,
        /** In the ERP. */
        POSTED,
        /** On an invoice. */
        BILLED,
        /** Taken back. */
        REVERSED
    }
}
