package io.throughline.money;

/** How often a contract is invoiced. */
public enum InvoiceCycle {
    MONTHLY,
    SEMI_MONTHLY,
    WEEKLY,
    MILESTONE;

    /** Whether an invoice of it is over certain days, as time needs it; see {@link BillingCycle#of}. */
    public boolean isOfDays() {
        return this == MONTHLY || this == SEMI_MONTHLY;
    }
}
