package faults;

import java.util.ArrayList;
import java.util.List;

/** What the oracle found: counts for the score line, and sentences for a person. */
final class Verdict {

    long acked;
    long lost;
    long duplicate;
    long outOfOrder;
    long wrong;
    long audited;
    long parked;
    long parkedExpected;
    long leaks;
    long repeats;
    long unrecorded;
    boolean chain = true;
    double recoverySeconds;
    final List<String> broken = new ArrayList<>();

    /** Whether every invariant holds. */
    boolean green() {
        return broken.isEmpty();
    }

    void breaks(String invariant, String sentence) {
        broken.add(invariant + ": " + sentence);
    }

    /** Adds another scenario's counts. */
    void add(Verdict other) {
        acked += other.acked;
        lost += other.lost;
        duplicate += other.duplicate;
        outOfOrder += other.outOfOrder;
        wrong += other.wrong;
        audited += other.audited;
        parked += other.parked;
        parkedExpected += other.parkedExpected;
        leaks += other.leaks;
        repeats += other.repeats;
        unrecorded += other.unrecorded;
        chain &= other.chain;
        recoverySeconds = Math.max(recoverySeconds, other.recoverySeconds);
        broken.addAll(other.broken);
    }

    /** The counts as the score line words them. */
    @Override
    public String toString() {
        return "events %d acked · lost %d · duplicate %d · out-of-order %d · wrong content %d · audit complete %d/%d, chain %s · PARKED %d (expected %d) · PII leaks %d · worst recovery %.1f s"
                .formatted(
                        acked,
                        lost,
                        duplicate,
                        outOfOrder,
                        wrong,
                        audited,
                        acked,
                        chain ? "ok" : "BROKEN",
                        parked,
                        parkedExpected,
                        leaks,
                        recoverySeconds);
    }
}
