package io.throughline.contract;

/** How an operation of a connector is made safe to repeat; each connector declares one per operation. */
public enum Repeatability {
    /** The target honours an idempotency key. */
    KEY,
    /** Writing again with the same external id changes nothing. */
    UPSERT,
    /** The target can be asked for our reference before writing. */
    LOOKUP,
    /** None of these: an ambiguous attempt waits for a person. */
    NONE
}
