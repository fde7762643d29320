package io.throughline.people;

import io.throughline.money.Rate;
import io.throughline.money.TimeFact;
import io.throughline.money.TimeFacts;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Time of workers put in by a test. */
public final class TimeOfWorkers implements TimeFacts {

    private final List<TimeFact> facts = new ArrayList<>();

    /** An entry on P-1003 in the role SAR at 215 USD an hour. */
    public void add(String id, String workerId, LocalDate date, int minutes, boolean billable, TimeFact.State state) {
        facts.add(new TimeFact(
                id,
                1,
                workerId,
                "P-1003",
                null,
                "SAR",
                date,
                minutes,
                billable,
                false,
                state,
                Rate.hourly("215.0000", "USD"),
                "LE-US",
                "CC-1200",
                null,
                state == TimeFact.State.BILLED ? "INV-1" : null,
                null));
    }

    @Override
    public Optional<TimeFact> latest(String timeEntryId) {
        return having(fact -> fact.timeEntryId().equals(timeEntryId)).stream().findFirst();
    }

    @Override
    public List<TimeFact> ofProject(String projectId, LocalDate from, LocalDate to) {
        return having(fact -> fact.projectId().equals(projectId) && within(fact, from, to));
    }

    @Override
    public List<TimeFact> ofWorker(String workerId, LocalDate from, LocalDate to) {
        return having(fact -> fact.workerId().equals(workerId) && within(fact, from, to));
    }

    @Override
    public List<TimeFact> correctionsOf(String timeEntryId) {
        return having(fact -> timeEntryId.equals(fact.correctionOf()));
    }

    private List<TimeFact> having(Predicate<TimeFact> condition) {
        return facts.stream().filter(condition).toList();
    }

    private static boolean within(TimeFact fact, LocalDate from, LocalDate to) {
        return !fact.workDate().isBefore(from) && !fact.workDate().isAfter(to);
    }
}
