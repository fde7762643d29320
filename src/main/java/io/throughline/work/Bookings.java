package io.throughline.work;

import io.throughline.contract.Snapshots;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The assignments that book somebody, by worker and by project; each is read once, when it is first asked for. */
final class Bookings {

    private final Snapshots snapshots;
    private final Map<String, List<Assignment>> ofWorkers = new HashMap<>();
    private final Map<String, List<Assignment>> ofProjects = new HashMap<>();

    Bookings(Snapshots snapshots) {
        this.snapshots = snapshots;
    }

    synchronized List<Assignment> ofWorker(String workerId) {
        return ofWorkers.computeIfAbsent(workerId, id -> read("workerId", id));
    }

    synchronized List<Assignment> ofProject(String projectId) {
        return ofProjects.computeIfAbsent(projectId, id -> read("projectId", id));
    }

    private List<Assignment> read(String field, String id) {
        return snapshots.all("assignment", field, id, Assignment.class).stream()
                .filter(StaffingRules::books)
                .toList();
    }
}
