package io.throughline.work;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.contract.Snapshots;
import io.throughline.money.TimeFact;
import io.throughline.work.MoneyAtRisk.Finding;
import io.throughline.work.UnbilledCycles.Cycle;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * CALC-11 for a project that is to be closed: what waits is its time without approval, in the currency of the client, and the
 * billing cycles whose gate R1 that time keeps shut.
 */
final class ClosingAtRisk {

    private final Snapshots snapshots;
    private final UnapprovedTime unapproved;
    private final UnbilledCycles cycles;

    ClosingAtRisk(Snapshots snapshots, UnapprovedTime unapproved, UnbilledCycles cycles) {
        this.snapshots = snapshots;
        this.unapproved = unapproved;
        this.cycles = cycles;
    }

    /** What waits; empty for a project that is not closing or whose time is approved. */
    Optional<Finding> of(JsonNode data) {
        String projectId = DataFields.text(data, "projectId");
        if (projectId == null || !data.path("status").asText().matches("CLOS(ING|ED)")) {
            return Optional.empty();
        }
        return snapshots.latest("project", projectId, Project.class).flatMap(this::waiting);
    }

    private Optional<Finding> waiting(Project project) {
        List<TimeFact> waiting = unapproved.of(project);
        if (waiting.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Cycle> held = new LinkedHashMap<>();
        waiting.forEach(fact ->
                cycles.of(project.projectId(), fact.workDate()).ifPresent(cycle -> held.put(cycle.id(), cycle)));
        int minutes = waiting.stream().mapToInt(TimeFact::minutes).sum();
        return Optional.of(new Finding(
                project.projectId(),
                project.customerId(),
                unapproved.worth(project, waiting),
                false,
                List.copyOf(held.values()),
                minutes,
                false));
    }
}
