package io.throughline.desk;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.work.Project;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** Gates of a project that are shut, as an alert tells of them. */
final class ShutGates {

    private ShutGates() {}

    /** Adds {@code gates} with their age in days at this moment, {@code actions} and the team of the first as {@code owner}. */
    static void put(ObjectNode context, List<Project.Gate> shut, Assessment known, Instant now) {
        ArrayNode gates = context.putArray("gates");
        ArrayNode actions = context.putArray("actions");
        shut.forEach(gate -> {
            ObjectNode one = gates.addObject()
                    .put("gate", gate.gate())
                    .put("open", false)
                    .put("owner", gate.owner())
                    .put("reason", gate.reason());
            if (gate.since() != null) {
                one.put("since", gate.since().toString())
                        .put("ageDays", Duration.between(gate.since(), now).toDays());
            }
            actions.add(gate.owner() + ": " + gate.gate() + ", " + gate.reason());
        });
        if (!shut.isEmpty()) {
            CaseJson.owner(context, shut.get(0).owner(), List.of(known));
        }
    }

    /** All of them in a line. */
    static String text(List<Project.Gate> shut) {
        return shut.stream()
                .map(gate -> gate.gate() + " (" + gate.owner() + "): " + gate.reason())
                .collect(Collectors.joining("; "));
    }
}
