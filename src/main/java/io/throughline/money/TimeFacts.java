package io.throughline.money;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** The time entries stored, each in its latest known version; ranges are work dates, both ends inclusive. */
public interface TimeFacts {

    /** The entry, if it is known. */
    Optional<TimeFact> latest(String timeEntryId);

    /** All entries of a project in the range, in any state, ordered by work date, then id. */
    List<TimeFact> ofProject(String projectId, LocalDate from, LocalDate to);

    /** All entries of a worker in the range, in any state, ordered by work date, then id. */
    List<TimeFact> ofWorker(String workerId, LocalDate from, LocalDate to);

    /** The entries that correct the given one, in any state. */
    List<TimeFact> correctionsOf(String timeEntryId);
}
