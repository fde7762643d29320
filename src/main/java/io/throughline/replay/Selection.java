package io.throughline.replay;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.contract.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which events are meant, and what of them; every condition that is given has to hold.
 *
 * @param events      ids of events, empty for any
 * @param key         ordering key such as {@code project:P-1003}, or null
 * @param type        event type or its beginning, such as {@code time.} or {@code time.approved.v1}, or null
 * @param system      only events with a step to this system, or null
 * @param state       only events with a step in this state, such as {@code DEAD}, or null
 * @param legalEntity employing or billing entity, or null
 * @param from        recorded at this instant or later, or null
 * @param to          recorded before this instant, or null
 * @param step        only from this step of each event on, or null
 * @param targets     only steps to these systems, empty for all
 * @param steps       only steps of these names, empty for all
 * @param source      only events of this source, or null
 * @param absent      whether the person has made sure that an attempt in doubt left nothing behind
 */
public record Selection(
        List<String> events,
        String key,
        String type,
        String system,
        String state,
        String legalEntity,
        Instant from,
        Instant to,
        String step,
        Set<String> targets,
        Set<String> steps,
        String source,
        boolean absent) {

    /** Events that one selection may name. */
    public static final int MOST_EVENTS = 1000;

    private static final Set<String> STATES =
            Set.of("PLANNED", "SENT", "DONE", "IN_DOUBT", "RETRY", "PARKED", "HELD", "DEAD", "SKIPPED");
    private static final Set<String> FIELDS = Set.of(
            "events",
            "key",
            "type",
            "system",
            "state",
            "legalEntity",
            "from",
            "to",
            "step",
            "targets",
            "steps",
            "source",
            "absent",
            "reason",
            "dryRun");

    public Selection {
        events = List.copyOf(events);
        targets = Set.copyOf(targets);
        steps = Set.copyOf(steps);
    }

    /**
     * One step of one event.
     *
     * @param absent whether an attempt in doubt left nothing behind
     */
    public static Selection ofStep(String source, String eventId, String step, boolean absent) {
        return new Selection(
                List.of(eventId),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                Set.of(),
                Set.of(step),
                source,
                absent);
    }

    /**
     * Reads a selection.
     *
     * @throws IllegalArgumentException with a sentence that names the field that is wrong
     */
    public static Selection of(JsonNode json) {
        json.fieldNames().forEachRemaining(field -> {
            if (!FIELDS.contains(field)) {
                throw new IllegalArgumentException(field + " is not known; known are " + new TreeSet<>(FIELDS));
            }
        });
        String state = text(json, "state");
        if (state != null && !STATES.contains(state)) {
            throw new IllegalArgumentException("state must be one of " + new TreeSet<>(STATES) + ", not " + state);
        }
        Selection selection = new Selection(
                texts(json, "events"),
                text(json, "key"),
                text(json, "type"),
                text(json, "system"),
                state,
                text(json, "legalEntity"),
                instant(json, "from"),
                instant(json, "to"),
                text(json, "step"),
                new TreeSet<>(texts(json, "targets")),
                new TreeSet<>(texts(json, "steps")),
                text(json, "source"),
                flag(json, "absent"));
        if (selection.events().size() > MOST_EVENTS) {
            throw new IllegalArgumentException("events may name at most " + MOST_EVENTS + " ids, not "
                    + selection.events().size() + "; split the replay, or say by type, key or time which ones");
        }
        if (selection.absent()
                && (selection.events().isEmpty() || selection.steps().isEmpty())) {
            throw new IllegalArgumentException("absent needs the events and the steps that were looked for by name");
        }
        if (selection.conditions().isEmpty()) {
            throw new IllegalArgumentException(
                    "say which events: events, key, type, system, state, legalEntity, source, from or to");
        }
        return selection;
    }

    /** The conditions on {@code event e} as SQL, each with its values. */
    Map<String, List<Object>> conditions() {
        Map<String, List<Object>> conditions = new LinkedHashMap<>();
        if (!events.isEmpty()) {
            conditions.put(
                    "e.event_id in ("
                            + String.join(", ", events.stream().map(id -> "?").toList()) + ")",
                    List.copyOf(events));
        }
        put(conditions, "e.source = ?", source);
        put(conditions, "e.event_key = ?", key);
        put(conditions, "e.type like ? escape '!'", type == null ? null : escaped(type) + "%");
        put(conditions, "e.legal_entity = ?", legalEntity);
        put(conditions, "e.recorded_at >= ?", at(from));
        put(conditions, "e.recorded_at < ?", at(to));
        String steps = "exists (select 1 from step s where s.event_no = e.event_no";
        if (system != null && state != null) {
            conditions.put(steps + " and s.system = ? and s.state = ?)", List.of(system, state));
        } else {
            put(conditions, steps + " and s.system = ?)", system);
            put(conditions, steps + " and s.state = ?)", state);
        }
        return conditions;
    }

    /** Whether a step is meant, given its name, its system and whether the first step that is meant has been reached. */
    boolean takes(String name, String target, boolean reached) {
        return reached && (steps.isEmpty() || steps.contains(name)) && (targets.isEmpty() || targets.contains(target));
    }

    /** As it is kept and shown. */
    String json() {
        return Json.write(this);
    }

    /** Reads what {@link #json()} wrote. */
    static Selection stored(String json) {
        return of(Json.tree(json));
    }

    private static void put(Map<String, List<Object>> conditions, String sql, Object value) {
        if (value != null) {
            conditions.put(sql, List.of(value));
        }
    }

    private static OffsetDateTime at(Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private static String escaped(String text) {
        return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    }

    private static String text(JsonNode json, String field) {
        JsonNode value = json.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isTextual() || value.asText().isBlank()) {
            throw new IllegalArgumentException(field + " must be text");
        }
        return value.asText();
    }

    private static List<String> texts(JsonNode json, String field) {
        List<String> texts = new ArrayList<>();
        JsonNode value = json.path(field);
        if (!value.isMissingNode() && !value.isNull() && !value.isArray()) {
            throw new IllegalArgumentException(field + " must be a list of texts");
        }
        for (JsonNode one : value) {
            if (!one.isTextual() || one.asText().isBlank()) {
                throw new IllegalArgumentException(field + " must be a list of texts");
            }
            texts.add(one.asText());
        }
        return texts;
    }

    private static boolean flag(JsonNode json, String field) {
        JsonNode value = json.path(field);
        if (!value.isMissingNode() && !value.isNull() && !value.isBoolean()) {
            throw new IllegalArgumentException(field + " must be true or false");
        }
        return value.asBoolean();
    }

    private static Instant instant(JsonNode json, String field) {
        String text = text(json, field);
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeException wrong) {
            throw new IllegalArgumentException(field + " must be an instant such as 2026-10-31T00:00:00Z", wrong);
        }
    }
}
