package io.throughline.work;

/** How a contract is billed: time and materials, the same with a cap, milestones, cost to cost, period fee, or not at all. */
public enum BillingType {
    TM,
    TM_NTE,
    FIXED_MILESTONE,
    FIXED_POC,
    RETAINER,
    INTERNAL;

    /** Whether time is what is sold. */
    boolean byTime() {
        return this == TM || this == TM_NTE;
    }
}
