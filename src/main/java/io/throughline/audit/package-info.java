/**
 * The proof that the record is whole: the walk over the hash chains of journal and audit, the checkpoints that are kept
 * outside the database, and the export that others can verify.
 */
package io.throughline.audit;
