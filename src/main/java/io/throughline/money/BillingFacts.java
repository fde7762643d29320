package io.throughline.money;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** What was billed so far and what stands in the way. */
public interface BillingFacts {

    /**
     * What the active (neither voided nor draft of the same cycle) invoices of a contract charge, without expenses: those of all
     * its projects, because a maximum is one of the contract.
     *
     * @param exceptCycleId billing cycle that is left out, so that asking again gives the same answer
     */
    Money billed(String contractId, String currency, String exceptCycleId);

    /** The active invoice of a billing cycle, if one was made. */
    Optional<Invoice> invoiceOf(String billingCycleId);

    /** How many invoices, and credit notes over entries of their own, a billing cycle has had, voided ones among them. */
    int invoicesOf(String billingCycleId);

    /** Expenses of a project in a range of days, both inclusive, in any state, ordered by day and id. */
    List<ExpenseFact> expenses(String projectId, LocalDate from, LocalDate to);

    /** Open exceptions of a project: one text each, such as {@code T-8801: department inactive}. */
    List<String> openExceptions(String projectId);
}
