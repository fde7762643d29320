package io.throughline.people;

import io.throughline.contract.Snapshots;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;

/** The approved leave stored; ranges are local dates, both ends inclusive. */
@FunctionalInterface
public interface LeaveFacts {

    /** Approved leave of a worker, ordered by date. */
    List<Leave> approved(String workerId, LocalDate from, LocalDate to);

    /** Answers from the snapshots of all leave; good for firms of some hundred workers. */
    static LeaveFacts over(Snapshots snapshots) {
        return (workerId, from, to) -> snapshots.all("leave", Leave.class).stream()
                .filter(leave -> leave.workerId().equals(workerId) && leave.status() == Leave.Status.APPROVED)
                .filter(leave -> !leave.date().isBefore(from) && !leave.date().isAfter(to))
                .sorted(Comparator.comparing(Leave::date))
                .toList();
    }
}
