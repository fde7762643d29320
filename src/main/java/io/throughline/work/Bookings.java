package io.throughline.work;

import io.throughline.contract.Snapshots;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The assignments that book somebody, by worker and by project; read once, when they are first asked for. */
final class Bookings {

    private final Snapshots snapshots;
    private Map<String, List<Assignment>> ofWorkers;
    private Map<String, List<Assignment>> ofProjects;

    Bookings(Snapshots snapshots) {
        this.snapshots = snapshots;
    }

    synchronized List<Assignment> ofWorker(String workerId) {
        read();
        return ofWorkers.getOrDefault(workerId, List.of());
    }

    synchronized List<Assignment> ofProject(String projectId) {
        read();
        return ofProjects.getOrDefault(projectId, List.of());
    }

    private void read() {
        if (ofWorkers != null) {
            return;
        }
        Map<String, List<Assignment>> workers = new HashMap<>();
        Map<String, List<Assignment>> projects = new HashMap<>();
        for (Assignment one : snapshots.all("assignment", Assignment.class)) {
            if (StaffingRules.books(one)) {
                workers.computeIfAbsent(one.workerId(), id -> new ArrayList<>()).add(one);
                projects.computeIfAbsent(one.projectId(), id -> new ArrayList<>())
                        .add(one);
            }
        }
        ofWorkers = workers;
        ofProjects = projects;
    }
}
