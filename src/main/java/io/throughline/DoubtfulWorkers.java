package io.throughline;

import io.throughline.contract.Awaited;
import io.throughline.contract.Snapshots;
import io.throughline.delivery.http.WorkdayQuery;
import io.throughline.delivery.http.WorkdayQuery.Reference;
import io.throughline.journal.Database;
import io.throughline.journal.Parking;
import io.throughline.people.Worker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * V-WRK-11: workers of whom Workday told a change made to another state than the one known. They are read as a whole, since
 * the change before may have been lost; after an hour the case is a person's.
 */
public final class DoubtfulWorkers {

    private static final String SYSTEM = "workday";
    private static final Duration READ_FOR = Duration.ofHours(1);
    private static final Duration AGAIN_AFTER = Duration.ofMinutes(10);
    private static final Pattern WID = Pattern.compile("[0-9a-f]{32}");

    private final Database database;
    private final Parking parking;
    private final Snapshots known;
    private final Clock clock;
    private final Map<String, Instant> asked = new HashMap<>();

    DoubtfulWorkers(Database database, Parking parking, Snapshots known, Clock clock) {
        this.database = database;
        this.parking = parking;
        this.known = known;
        this.clock = clock;
    }

    /** A query for each such worker whose number in Workday is known, at once and every ten minutes. */
    public synchronized List<WorkdayQuery> queries() {
        Instant now = clock.instant();
        String states = Awaited.state(SYSTEM, "");
        List<String> waiting = database.read(connection -> parking.awaited(connection, states, now.minus(READ_FOR)));
        asked.keySet().retainAll(waiting);
        List<String> due = waiting.stream()
                .filter(state -> !asked.getOrDefault(state, Instant.MIN).isAfter(now.minus(AGAIN_AFTER)))
                .toList();
        due.forEach(state -> asked.put(state, now));
        return due.stream()
                .flatMap(state -> number(state.substring(states.length())).stream())
                .map(reference -> WorkdayQuery.of(reference, now, LocalDate.now(clock)))
                .toList();
    }

    private Optional<Reference> number(String workerId) {
        return known.externalId("worker", workerId, SYSTEM)
                .map(id -> new Reference(WID.matcher(id).matches() ? "WID" : numbered(workerId), id));
    }

    private String numbered(String workerId) {
        return known.latest("worker", workerId, Worker.class)
                .filter(worker -> worker.workerType() != Worker.Type.EMPLOYEE)
                .map(worker -> "Contingent_Worker_ID")
                .orElse("Employee_ID");
    }
}
