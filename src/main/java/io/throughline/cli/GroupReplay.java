package io.throughline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Json;
import io.throughline.replay.Selection;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** The failing steps of cases of one cause, sent again as one replay: shown first, then asked for. */
final class GroupReplay {

    private final ObjectNode request;

    private GroupReplay(ObjectNode request) {
        this.request = request;
    }

    /** Whether a case is about a step that was sent; one that only waits for something is no replay. */
    static boolean isOfStep(JsonNode one) {
        return one.has("technical") && !one.at("/technical/state").asText().equals("PARKED");
    }

    /**
     * The replays of a group: one, unless there are more events than one selection may name.
     *
     * @param decision {@code reason} and {@code absent} as the person gave them
     */
    static List<GroupReplay> of(List<JsonNode> cases, ObjectNode decision) {
        List<GroupReplay> replays = new ArrayList<>();
        for (int from = 0; from < cases.size(); from += Selection.MOST_EVENTS) {
            List<JsonNode> some = cases.subList(from, Math.min(cases.size(), from + Selection.MOST_EVENTS));
            ObjectNode request = Json.mapper().createObjectNode();
            add(request.putArray("events"), some, "/eventId");
            add(request.putArray("steps"), some, "/technical/step");
            add(request.putArray("targets"), some, "/system");
            boolean absent = decision.path("absent").asBoolean();
            String group = "group " + some.get(0).path("group").asText();
            request.put("absent", absent);
            request.put("reason", decision.path("reason").asText(absent ? null : group));
            replays.add(new GroupReplay(request));
        }
        return replays;
    }

    /**
     * Proposes it and stands by it.
     *
     * @param out where what it is about is shown first, or null
     */
    RunningProduct.Answer ask(RunningProduct product, PrintWriter out) throws IOException {
        RunningProduct.Answer proposed = ReplayCommand.post(product, "/api/v1/replays", request);
        if (!proposed.ok()) {
            return proposed;
        }
        JsonNode replay = Json.tree(proposed.body());
        if (out != null) {
            ReplayText.preview(replay.path("preview"), out);
        }
        return ReplayCommand.post(
                product,
                "/api/v1/replays/" + replay.path("id").asLong() + "/confirm",
                Json.mapper().createObjectNode());
    }

    private static void add(ArrayNode list, List<JsonNode> cases, String field) {
        cases.stream()
                .map(one -> one.at(field).asText())
                .filter(text -> !text.isEmpty())
                .distinct()
                .forEach(list::add);
    }
}
