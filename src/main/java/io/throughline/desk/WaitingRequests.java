package io.throughline.desk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Awaited;
import io.throughline.contract.Json;
import io.throughline.desk.ParkedBook.Waiting;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Assignments that wait until their worker is known, for the alert of a hire that has not come about (WF-01). */
final class WaitingRequests {

    private WaitingRequests() {}

    /**
     * The data of the assignments that wait for a worker, under his canonical id and every id that he brings along.
     *
     * @param worker the worker as told
     * @param known  takes what is known already of the data of a waiting fact
     */
    static List<JsonNode> of(Connection connection, ParkedBook parked, JsonNode worker, UnaryOperator<JsonNode> known)
            throws SQLException {
        String id = worker.path("workerId").asText("");
        if (id.isEmpty()) {
            return List.of();
        }
        List<JsonNode> requests = new ArrayList<>();
        for (Waiting waiting : parked.awaiting(connection, references(id, worker))) {
            if (waiting.what().startsWith("assignment.")) {
                ObjectNode data = Json.mapper().createObjectNode();
                data.setAll((ObjectNode) known.apply(waiting.fact().path("data")));
                requests.add(data.put("workerId", id));
            }
        }
        return requests;
    }

    private static List<String> references(String id, JsonNode worker) {
        List<String> references = new ArrayList<>(List.of(Awaited.object("worker", id)));
        worker.path("xref").forEach(reference -> {
            String system = reference.path("system").asText();
            String value = reference.path("value").asText();
            references.add("worker@" + system + ":" + value);
            references.add("worker@" + system.replaceFirst(":.*", "") + ":" + value);
        });
        return references;
    }
}
