package io.throughline.people;

import io.throughline.contract.Snapshots;
import java.time.LocalDate;
import java.util.Collection;
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

    /** Answers from the snapshots, each question from the leave of its worker alone. */
    static LeaveFacts over(Snapshots snapshots) {
        return new LeaveFacts() {
            @Override
            public List<Leave> approved(String workerId, LocalDate from, LocalDate to) {
                return within(snapshots.all("leave", "workerId", workerId, Leave.class), from, to);
            }

            @Override
            public LeaveFacts forOneLook() {
                Map<String, List<Leave>> byWorker =
                        snapshots.all("leave", Leave.class).stream().collect(Collectors.groupingBy(Leave::workerId));
                return (workerId, from, to) -> within(byWorker.getOrDefault(workerId, List.of()), from, to);
            }
        };
    }

    private static List<Leave> within(Collection<Leave> leave, LocalDate from, LocalDate to) {
        return leave.stream()
                .filter(one -> one.status() == Leave.Status.APPROVED)
                .filter(one -> !one.date().isBefore(from) && !one.date().isAfter(to))
                .sorted(Comparator.comparing(Leave::date))
                .toList();
    }
}
