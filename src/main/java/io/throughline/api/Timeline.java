package io.throughline.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A trace as sentences in the order of time, for people. */
final class Timeline {

    private record Line(Instant at, String eventId, String text) {}

    private final List<Line> lines = new ArrayList<>();

    private Timeline() {}

    /** The lines {@code {at, eventId, text}} of a trace. */
    static ArrayNode of(JsonNode trace) {
        Timeline timeline = new Timeline();
        trace.path("files").forEach(timeline::file);
        trace.path("events").forEach(timeline::event);
        trace.path("parked")
                .forEach(fact -> timeline.add(
                        fact.path("since"),
                        fact.path("id").asText(),
                        "row " + fact.path("row").asInt() + " waits for "
                                + fact.path("waitsFor").asText()));
        ArrayNode list = Json.mapper().createArrayNode();
        timeline.lines.stream().sorted(Comparator.comparing(Line::at)).forEach(line -> {
            ObjectNode one = list.addObject().put("at", line.at().toString());
            EventStory.putIfKnown(one, "eventId", line.eventId());
            one.put("text", line.text());
        });
        return list;
    }

    private void file(JsonNode file) {
        add(
                file.path("taken"),
                null,
                "file " + file.path("file").asText() + " taken from "
                        + file.path("system").asText());
        if (file.has("finished")) {
            add(
                    file.path("finished"),
                    null,
                    "file " + file.path("file").asText() + " finished: "
                            + file.path("accepted").asInt() + " accepted, "
                            + file.path("duplicate").asInt() + " duplicate, "
                            + file.path("held").asInt() + " held, "
                            + file.path("rejected").asInt() + " rejected");
        }
    }

    private void event(JsonNode event) {
        String id = event.path("id").asText();
        StringBuilder came = new StringBuilder(event.path("type").asText())
                .append(" of ")
                .append(event.path("subject").asText())
                .append(" version ")
                .append(event.path("sequence").asLong())
                .append(" came from ")
                .append(event.path("origin").asText());
        if (event.has("row")) {
            came.append(" row ").append(event.path("row").asInt());
        }
        if (event.has("broughtBy")) {
            came.append(", brought by ").append(event.path("broughtBy").asText());
        }
        if (event.has("causationid")) {
            came.append(", caused by ").append(event.path("causationid").asText());
        }
        if (event.has("mapping")) {
            came.append(", translated by ")
                    .append(event.path("mapping").path("name").asText())
                    .append(' ')
                    .append(event.path("mapping").path("sha256").asText(), 0, 8);
        }
        if (event.has("rules")) {
            came.append(", planned by ").append(event.path("rules").asText());
        }
        add(event.path("recordedAt"), id, came + ": " + event.path("state").asText());
        event.path("steps").forEach(step -> step(id, step));
        event.path("cases").forEach(one -> problem(id, one));
        event.path("actions").forEach(action -> action(id, action));
        event.path("replays")
                .forEach(replay -> add(
                        replay.path("at"),
                        id,
                        "replay " + replay.path("id").asLong() + " asked for by "
                                + replay.path("requestedBy").asText() + ": "
                                + replay.path("note").asText()));
    }

    private void step(String id, JsonNode step) {
        String name = step.path("step").asText() + " to " + step.path("system").asText();
        add(step.path("firstSentAt"), id, name + " sent");
        if (step.has("lastSentAt")
                && !step.path("lastSentAt").equals(step.path("firstSentAt"))
                && step.path("attempts").asInt() > 1) {
            add(
                    step.path("lastSentAt"),
                    id,
                    name + " sent, attempt " + step.path("attempts").asInt());
        }
        step.path("history").forEach(note -> history(id, name, note));
        if (step.path("state").asText().equals("DONE")) {
            String reference = step.path("targetReference").asText("");
            add(
                    step.path("settledAt"),
                    id,
                    name
                            + (step.path("adopted").asBoolean() ? " was there already" : " applied")
                            + (reference.isEmpty() ? "" : " as " + reference));
        }
    }

    private void history(String id, String name, JsonNode note) {
        String code = note.path("detail").path("code").asText("");
        add(
                note.path("at"),
                id,
                name + " " + note.path("action").asText().replaceFirst("^step\\.", "")
                        + (code.isEmpty() ? "" : " (" + code + ")"));
    }

    private void problem(String id, JsonNode one) {
        add(
                one.path("openedAt"),
                id,
                "case " + one.path("id").asLong() + " opened: "
                        + one.path("rule").asText() + " " + one.path("message").asText());
        add(
                one.path("closedAt"),
                id,
                "case " + one.path("id").asLong() + " closed: "
                        + one.path("closedBy").asText());
    }

    private void action(String id, JsonNode action) {
        add(
                action.path("at"),
                id,
                action.path("actor").asText() + ": " + action.path("action").asText() + " "
                        + action.path("subject").asText());
    }

    private void add(JsonNode at, String eventId, String text) {
        if (at.isTextual()) {
            lines.add(new Line(Instant.parse(at.asText()), eventId, text));
        }
    }
}
