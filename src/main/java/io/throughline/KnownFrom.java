package io.throughline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.throughline.contract.Json;
import io.throughline.contract.Snapshots;
import io.throughline.delivery.http.ConnectorBeans.Known;
import io.throughline.mapping.Systems.Compared;
import java.util.List;

/**
 * What is known from one system, for a feed that tells how things stand and not what changed. Only what is about the things
 * that the feed listed is read, however much else is known.
 */
final class KnownFrom implements Known {

    private final Snapshots snapshots;

    KnownFrom(Snapshots snapshots) {
        this.snapshots = snapshots;
    }

    @Override
    public ArrayNode about(String system, Compared what, List<String> externalIds) {
        ArrayNode known = Json.mapper().createArrayNode();
        for (String externalId : externalIds) {
            snapshots
                    .canonicalId(what.about(), system, externalId)
                    .ifPresent(id -> snapshots.all(what.object(), what.field(), id, JsonNode.class).stream()
                            .filter(data ->
                                    system.equals(data.path("sourceSystem").asText()))
                            .forEach(known::add));
        }
        return known;
    }
}
