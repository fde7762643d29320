package io.throughline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.throughline.contract.Json;
import io.throughline.contract.Snapshots;

/** What is known from one system, for a feed that tells how things stand and not what changed. */
final class KnownFrom {

    private final Snapshots snapshots;

    KnownFrom(Snapshots snapshots) {
        this.snapshots = snapshots;
    }

    /** The objects of a kind whose {@code sourceSystem} is this system, in their latest state. */
    ArrayNode system(String kind, String system) {
        ArrayNode known = Json.mapper().createArrayNode();
        snapshots.all(kind, JsonNode.class).stream()
                .filter(data -> system.equals(data.path("sourceSystem").asText()))
                .forEach(known::add);
        return known;
    }
}
