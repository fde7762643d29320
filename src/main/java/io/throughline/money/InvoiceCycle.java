package io.throughline.money;

/** How often a contract is invoiced. */
public enum InvoiceCycle {
    MONTHLY,
    SEMI_MONTHLY,
    WEEKLY,
    MILESTONE
}
