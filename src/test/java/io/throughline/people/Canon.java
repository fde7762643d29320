package io.throughline.people;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.contract.Plan;
import io.throughline.contract.Step;
import io.throughline.contract.Violation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** Makes events and changed records for tests of rules. */
public final class Canon {

    private Canon() {}

    /** The data of a published sample. */
    public static <T> T sample(String file, Class<T> type) {
        try {
            byte[] text = Files.readAllBytes(Path.of("src/test/resources/canonical", file));
            return Json.read(Json.tree(text).path("data"), type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A record with one field changed; the path is dotted, null removes the field. */
    @SuppressWarnings("unchecked")
    public static <T> T with(T value, String path, Object changed) {
        ObjectNode tree = Json.toTree(value);
        String[] names = path.split("\\.", -1);
        ObjectNode at = tree;
        for (int i = 0; i < names.length - 1; i++) {
            at = (ObjectNode) at.path(names[i]);
        }
        if (changed == null) {
            at.remove(names[names.length - 1]);
        } else {
            at.set(names[names.length - 1], Json.mapper().valueToTree(changed));
        }
        return (T) Json.read(tree, value.getClass());
    }

    /** An event with a record as data. */
    public static Event event(String type, String subject, Object data) {
        JsonNode tree = Json.toTree(data);
        return new Event(
                "urn:test",
                "e-1",
                type,
                subject,
                Instant.parse("2026-10-01T12:00:00Z"),
                "key:" + subject,
                1,
                null,
                null,
                null,
                null,
                null,
                tree,
                null);
    }

    /** Rule and outcome of each finding, such as {@code V-WRK-01 HOLD}. */
    public static List<String> rules(List<Violation> findings) {
        return findings.stream()
                .map(finding -> finding.rule() + " " + finding.outcome())
                .toList();
    }

    /** Name, system and operation of each step, such as {@code erp netsuite time}. */
    public static List<String> steps(Plan plan) {
        return plan.steps().stream()
                .map(step -> step.name() + " " + step.system() + " " + step.operation())
                .toList();
    }

    /** The step of a name. */
    public static Step step(Plan plan, String name) {
        return plan.steps().stream()
                .filter(step -> step.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
