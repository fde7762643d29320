package io.throughline.audit;

/**
 * One thing that is not as it was written.
 *
 * @param kind     what happened to it
 * @param table    {@code event}, {@code audit}, {@code step} or {@code checkpoints}
 * @param chain    name of the chain, or null outside of chains
 * @param position position in the chain, line of the checkpoint file, or number of the step
 * @param subject  what a person knows the row by, or null when nothing is left of it
 * @param message  a sentence
 */
public record Finding(Kind kind, String table, String chain, long position, String subject, String message) {

    /** What happened. */
    public enum Kind {
        /** A row is not what was written. */
        CHANGED,
        /** A row is gone from within a chain. */
        MISSING,
        /** A row stands where none was written. */
        INSERTED,
        /** Rows are gone from the end of a chain. */
        TRUNCATED,
        /** A chain was written anew from some row on. */
        REWRITTEN,
        /** A payload is not what was sealed, or was taken away without the retention saying so. */
        PAYLOAD,
        /** The file of checkpoints itself is not whole. */
        CHECKPOINT,
        /** The state of a step is not what the audit says of it. */
        STATE
    }
}
