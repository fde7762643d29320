package io.throughline.work;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.contract.Snapshots;
import io.throughline.money.TimeFact;
import io.throughline.work.MoneyAtRisk.Finding;
import io.throughline.work.UnbilledCycles.Cycle;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * CALC-11 for time without approval: what waits is what it would be billed at, in the currency of the client, and the billing
 * cycles whose gate R1 it keeps shut.
 */
final class UnapprovedAtRisk {

    private final Snapshots snapshots;
    private final UnapprovedTime unapproved;
    private final UnbilledCycles cycles;

    UnapprovedAtRisk(Snapshots snapshots, UnapprovedTime unapproved, UnbilledCycles cycles) {
        this.snapshots = snapshots;
        this.unapproved = unapproved;
        this.cycles = cycles;
    }

    /** What waits on a project that is to be closed; empty for one that is not, or whose time is approved. */
    Optional<Finding> closing(JsonNode data) {
        String projectId = DataFields.text(data, "projectId");
        if (projectId == null || !data.path("status").asText().matches("CLOS(ING|ED)")) {
            return Optional.empty();
        }
        return project(projectId).flatMap(project -> {
            List<TimeFact> waiting = unapproved.of(project);
            return waiting.isEmpty() ? Optional.empty() : Optional.of(of(project, waiting));
        });
    }

    /** What waits on those of these entries that a client is to pay: a finding for each project that is known, by id. */
    List<Finding> billable(Collection<TimeFact> waiting) {
        Map<String, List<TimeFact>> byProject = waiting.stream()
                .filter(TimeFact::billable)
                .collect(Collectors.groupingBy(TimeFact::projectId, TreeMap::new, Collectors.toList()));
        List<Finding> findings = new ArrayList<>();
        byProject.forEach((id, facts) -> project(id).ifPresent(project -> findings.add(of(project, facts))));
        return findings;
    }

    private Optional<Project> project(String projectId) {
        return snapshots.latest("project", projectId, Project.class);
    }

    private Finding of(Project project, List<TimeFact> waiting) {
        Map<String, Cycle> held = new LinkedHashMap<>();
        waiting.forEach(fact ->
                cycles.of(project.projectId(), fact.workDate()).ifPresent(cycle -> held.put(cycle.id(), cycle)));
        int minutes = waiting.stream().mapToInt(TimeFact::minutes).sum();
        return new Finding(
                project.projectId(),
                project.customerId(),
                unapproved.worth(project, waiting),
                false,
                List.copyOf(held.values()),
                minutes,
                false);
    }
}
