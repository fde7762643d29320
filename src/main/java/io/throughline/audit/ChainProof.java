package io.throughline.audit;

import io.throughline.audit.Finding.Kind;
import io.throughline.journal.ChainRows.Body;
import io.throughline.journal.ChainRows.Row;
import io.throughline.journal.HashChain;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * The walk over one chain: every hash is computed again from what the row says now. Rows are offered in order; each is
 * judged when its successor is known, because a row that was changed in place and one that was pushed in between differ
 * only in what the next row remembers.
 */
final class ChainProof {

    private static final int FURTHEST_SHIFT = 50;

    private final Consumer<Finding> findings;
    private final Instant prunedBefore;
    private Row pending;
    private String before;
    private byte[] head = HashChain.genesis();
    private long expected = 1;
    private byte[] headBefore = HashChain.genesis();
    private boolean flagged;
    private long shift;
    private long rows;

    /**
     * @param prunedBefore payloads of rows older than this may be gone
     * @param findings     takes what is not as it was written
     */
    ChainProof(Instant prunedBefore, Consumer<Finding> findings) {
        this.prunedBefore = prunedBefore;
        this.findings = findings;
    }

    /** Takes the next row of the chain. */
    void next(Row row) {
        if (pending != null) {
            judge(pending, row);
        }
        pending = row;
    }

    /**
     * Judges the last row.
     *
     * @return how many rows there were
     */
    long end() {
        if (pending != null) {
            judge(pending, null);
        }
        return rows;
    }

    private void judge(Row row, Row successor) {
        rows++;
        boolean gap = row.position() != expected;
        if (gap) {
            missing(row, row.position() - expected, expected);
        }
        boolean linked = gap || Arrays.equals(row.previous(), head);
        expected = row.position() + 1;
        boolean proven = row.provesPosition(row.position() + shift);
        if (!proven && !disproved(row, successor, linked)) {
            return;
        }
        if (proven && !linked && !flagged) {
            found(
                    Kind.CHANGED,
                    row,
                    row.position() - 1,
                    before,
                    "is not the row that " + row.subject() + " was written after");
        }
        if (proven) {
            payload(row);
        }
        flagged = !proven;
        headBefore = head;
        head = row.hash();
        before = row.subject();
    }

    /** Says what is wrong with a row; false when the chain goes on as if it were not there. */
    private boolean disproved(Row row, Row successor, boolean linked) {
        boolean remembered = successor == null || Arrays.equals(successor.previous(), row.hash());
        for (long moved = shift - FURTHEST_SHIFT; moved <= shift + FURTHEST_SHIFT; moved++) {
            if (row.provesPosition(row.position() + moved)) {
                moved(row, moved, linked, remembered);
                return true;
            }
        }
        if (successor != null && Arrays.equals(successor.previous(), head)) {
            inserted(row, row.position(), row.subject());
            shift--;
            return false;
        }
        if (linked || (successor != null && remembered)) {
            found(Kind.CHANGED, row, row.position(), row.subject(), "is not what was written");
        } else {
            inserted(row, row.position(), row.subject());
        }
        return true;
    }

    /** A row that is what was written, but at another place than where it stands. */
    private void moved(Row row, long moved, boolean linked, boolean remembered) {
        if (moved > shift && !linked && remembered) {
            missing(row, moved - shift, row.position());
            shift = moved;
        } else if (moved < shift && !linked && !flagged && Arrays.equals(row.previous(), headBefore)) {
            inserted(row, row.position() - 1, before);
            shift = moved;
        } else {
            found(
                    Kind.CHANGED,
                    row,
                    row.position(),
                    row.subject(),
                    "was written at position " + (row.position() + moved) + " and stands elsewhere now");
        }
    }

    private void inserted(Row row, long position, String subject) {
        found(Kind.INSERTED, row, position, subject, "was not written here: its neighbours do not know it");
    }

    private void missing(Row row, long count, long position) {
        found(
                Kind.MISSING,
                row,
                position,
                null,
                (count == 1 ? "a row is" : count + " rows are") + " missing "
                        + (before == null ? "before " : "between " + before + " and ") + row.subject());
    }

    private void payload(Row row) {
        boolean allowed = row.body() == Body.INTACT
                || (row.body() == Body.PRUNED
                        && prunedBefore != null
                        && row.at().isBefore(prunedBefore));
        if (!allowed) {
            found(
                    Kind.PAYLOAD,
                    row,
                    row.position(),
                    row.subject(),
                    row.body() == Body.PRUNED
                            ? "has lost its payload though no retention took it"
                            : "has another payload than the one that was sealed");
        }
    }

    private void found(Kind kind, Row at, long position, String subject, String what) {
        String place = at.table().table() + " chain " + at.chain() + " position " + position + ": ";
        findings.accept(new Finding(
                kind,
                at.table().table(),
                at.chain(),
                position,
                subject,
                place + (subject == null ? what : subject + " " + what)));
    }
}
