package io.throughline.money;

import java.util.List;
import java.util.Optional;

/** What was billed so far and what stands in the way. */
public interface BillingFacts {

    /**
     * Net amount of the active (neither voided nor draft of the same cycle) invoices of a project.
     *
     * @param exceptCycleId billing cycle that is left out, so that asking again gives the same answer
     */
    Money billed(String projectId, String currency, String exceptCycleId);

    /** The active invoice of a billing cycle, if one was made. */
    Optional<Invoice> invoiceOf(String billingCycleId);

    /** Open exceptions of a project: one text each, such as {@code T-8801: department inactive}. */
    List<String> openExceptions(String projectId);
}
