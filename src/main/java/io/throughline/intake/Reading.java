package io.throughline.intake;

import io.throughline.contract.Violation;
import io.throughline.delivery.Batch;
import io.throughline.delivery.Batch.Arrival;
import io.throughline.delivery.Batch.Fate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was read from one file, request or batch of messages: events on their way into the journal, and what could not
 * go on. Counts are complete once its batches are accepted.
 */
public final class Reading {

    /** A record that did not go on, with the reasons. */
    public record Problem(int row, String pointer, Violation violation) {}

    private final List<Batch> batches = new ArrayList<>();
    private final List<Arrival> arrivals = new ArrayList<>();
    private final Map<Arrival, String> pointers = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();
    private int skipped;

    void add(Batch batch) {
        batches.add(batch);
    }

    void arrived(Arrival arrival, String pointer) {
        arrivals.add(arrival);
        pointers.put(arrival, pointer);
    }

    void problem(int row, String pointer, Violation violation) {
        problems.add(new Problem(row, pointer, violation));
    }

    void skip() {
        skipped++;
    }

    /** The batches to accept, in order. */
    public List<Batch> batches() {
        return batches;
    }

    Batch lastBatch() {
        return batches.get(batches.size() - 1);
    }

    /** The only batch. */
    public Batch batch() {
        return batches.get(0);
    }

    /** Records that make no event though nothing is wrong with them, such as time that is not approved. */
    public int skipped() {
        return skipped;
    }

    /** How many events met this fate; events that followed from others are not counted. */
    public int count(Fate fate) {
        return (int) pointers.keySet().stream()
                .filter(arrival -> arrival.fate() == fate)
                .count();
    }

    /** How many records were refused. */
    public int rejected() {
        return (int) refusals().stream().map(Problem::row).distinct().count();
    }

    /** Everything that was refused, with row, pointer, rule and a sentence. */
    public List<Problem> refusals() {
        List<Problem> all = new ArrayList<>(problems);
        pointers.forEach((arrival, pointer) -> {
            if (arrival.fate() == Fate.REJECTED) {
                arrival.findings().stream()
                        .filter(finding -> finding.outcome() == Violation.Outcome.REJECT)
                        .forEach(finding -> all.add(problem(arrival, pointer, finding)));
            }
        });
        all.sort(java.util.Comparator.comparingInt(Problem::row));
        return all;
    }

    /** Everything a person should know of what went on: what is held, and why. */
    public List<Problem> holds() {
        List<Problem> all = new ArrayList<>();
        pointers.forEach((arrival, pointer) -> {
            if (arrival.fate() == Fate.HELD) {
                arrival.findings().stream()
                        .filter(finding -> finding.outcome() == Violation.Outcome.HOLD)
                        .forEach(finding -> all.add(problem(arrival, pointer, finding)));
            } else if (arrival.fate() == Fate.PARKED) {
                all.add(problem(
                        arrival,
                        pointer,
                        Violation.hold(
                                "WAITS", "", "waits for " + arrival.missing().get(0) + " to become known")));
            }
        });
        return all;
    }

    /** The events that came directly from what was read. */
    public List<Arrival> arrivals() {
        return Collections.unmodifiableList(arrivals);
    }

    private static Problem problem(Arrival arrival, String pointer, Violation finding) {
        return new Problem(arrival.row(), pointer + finding.pointer(), finding);
    }
}
