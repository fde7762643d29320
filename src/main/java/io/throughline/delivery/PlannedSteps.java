package io.throughline.delivery;

import io.throughline.contract.Step;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * The steps that one batch plans, in the order in which they are planned, until they get their numbers. Numbers rise
 * within each event and within each lane; where both allow it, the steps of one system get numbers beside each other,
 * because they are begun and settled together and the database then has half as many pages to write.
 */
final class PlannedSteps {

    private final List<Planned> planned = new ArrayList<>();

    private record Planned(long eventNo, String eventId, String flow, Step step, String waitsFor) {}

    /** Where numbers come from. */
    @FunctionalInterface
    interface Source {
        long next() throws SQLException;
    }

    /** Adds a step; what it waits for is a reference or null. */
    void add(long eventNo, String eventId, String flow, Step step, String waitsFor) {
        planned.add(new Planned(eventNo, eventId, flow, step, waitsFor));
    }

    /** All steps as they were added, with their numbers. */
    List<Ledger.Draft> numbered(Source numbers) throws SQLException {
        Map<Planned, Long> numberOf = new IdentityHashMap<>();
        for (Planned one : bySystem()) {
            numberOf.put(one, numbers.next());
        }
        return planned.stream()
                .map(one -> new Ledger.Draft(
                        numberOf.get(one),
                        one.eventNo(),
                        one.eventId(),
                        one.flow(),
                        one.step(),
                        one.waitsFor() == null ? StepState.PLANNED : StepState.PARKED,
                        one.waitsFor()))
                .toList();
    }

    private List<Planned> bySystem() {
        Map<String, Integer> ranks = new HashMap<>();
        Map<Long, Integer> reached = new HashMap<>();
        for (Planned one : planned) {
            int rank = ranks.computeIfAbsent(one.step().system(), system -> ranks.size());
            if (reached.merge(one.eventNo(), rank, Math::max) > rank) {
                return planned;
            }
        }
        return planned.stream()
                .sorted(Comparator.comparing(one -> ranks.get(one.step().system())))
                .toList();
    }
}
