package io.throughline.people;

import io.throughline.contract.Snapshots;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The approved leave stored; ranges are local dates, both ends inclusive. */
@FunctionalInterface
public interface LeaveFacts {

    /** Approved leave of a worker, ordered by date. */
    List<Leave> approved(String workerId, LocalDate from, LocalDate to);

    /** The same for one look at many workers: what is stored is read once, and not again for as long as this is used. */
    default LeaveFacts forOneLook() {
        return this;
    }

    /** Answers from the snapshots of all leave, which each question reads. */
    static LeaveFacts over(Snapshots snapshots) {
        return new LeaveFacts() {
            @Override
            public List<Leave> approved(String workerId, LocalDate from, LocalDate to) {
                return forOneLook().approved(workerId, from, to);
            }

            @Override
            public LeaveFacts forOneLook() {
                Map<String, List<Leave>> byWorker = snapshots.all("leave", Leave.class).stream()
                        .filter(leave -> leave.status() == Leave.Status.APPROVED)
                        .sorted(Comparator.comparing(Leave::date))
                        .collect(Collectors.groupingBy(Leave::workerId));
                return (workerId, from, to) -> byWorker.getOrDefault(workerId, List.of()).stream()
                        .filter(leave ->
                                !leave.date().isBefore(from) && !leave.date().isAfter(to))
                        .toList();
            }
        };
    }
}
