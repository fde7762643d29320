package io.throughline.money;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** The expenses that were accepted, each in its latest known version. */
public interface ExpenseFacts {

    /** The expense, if it is known. */
    Optional<ExpenseFact> latest(String expenseId);

    /** Expenses of a worker on a day, in any state, ordered by id. */
    List<ExpenseFact> ofWorker(String workerId, LocalDate date);

    /** The expenses that correct the given one, in any state. */
    List<ExpenseFact> correctionsOf(String expenseId);
}
