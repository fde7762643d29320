package io.throughline.people;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * V-WRK-11: whether a change was made to the state that is known as of its date. Two states are right: what the facts of
 * lower versions make, because the source did not know more, and what all facts make, because some may have no version
 * of their own. In both the change of the same date may be counted or not, because a correction names the value it
 * replaces or the one before both.
 *
 * @param known everything else that was told of the worker
 * @param fact  the change
 */
record PriorValues(List<WorkerFact> known, WorkerFact fact) {

    /** A field whose old value is another one; empty when all are right, or when a whole worker was read after the change. */
    Optional<String> mismatch() {
        if (known.stream().anyMatch(other -> other.whole() && WorkerTimeline.includes(other, fact))) {
            return Optional.empty();
        }
        Predicate<WorkerFact> older = other -> other.version() < fact.version();
        Predicate<WorkerFact> sameDate = other -> other.change() && other.from().equals(fact.from());
        List<Predicate<WorkerFact>> views =
                List.of(older, older.and(sameDate.negate()), other -> true, sameDate.negate());
        List<String> wrong = new ArrayList<>();
        for (Predicate<WorkerFact> view : views) {
            Optional<String> field = wrongIn(known.stream().filter(view).toList());
            if (field.isEmpty()) {
                return Optional.empty();
            }
            wrong.add(field.get());
        }
        return Optional.of(wrong.get(0));
    }

    private Optional<String> wrongIn(List<WorkerFact> facts) {
        LocalDate day = fact.from();
        Optional<WorkerTimeline.Period> then = WorkerTimeline.of(facts).on(day);
        return fact.before().entrySet().stream()
                .filter(old -> then.isEmpty() || !WorkerFields.has(then.get().state(), old.getKey(), old.getValue()))
                .map(java.util.Map.Entry::getKey)
                .findFirst();
    }
}
