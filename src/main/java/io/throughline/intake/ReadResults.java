package io.throughline.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.throughline.contract.Step;
import io.throughline.delivery.Results;
import io.throughline.journal.Knowledge;
import io.throughline.mapping.Mapping;
import io.throughline.mapping.Mappings;
import io.throughline.mapping.XrefMarkers;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Translates what a step {@code read-<object>} has read with the mapping {@code <system>/<object>.read.jslt} and puts
 * canonical ids in place of the vendor's; a reference that is not known is left out, and the flow's rules say so.
 */
public final class ReadResults implements Results {

    private final Mappings mappings;
    private final Knowledge knowledge;
    private final Clock clock;

    public ReadResults(Mappings mappings, Knowledge knowledge, Clock clock) {
        this.mappings = mappings;
        this.knowledge = knowledge;
        this.clock = clock;
    }

    @Override
    public JsonNode canonical(Step step, JsonNode result) {
        if (!step.operation().startsWith(ReadThroughIntake.READ) || result == null) {
            return result;
        }
        Optional<Mapping> mapping = mappings.find(mapping(step));
        if (mapping.isEmpty()) {
            return null;
        }
        Map<String, JsonNode> variables = new HashMap<>();
        variables.put("vendor", TextNode.valueOf(step.system()));
        variables.put(
                "now",
                TextNode.valueOf(clock.instant().truncatedTo(ChronoUnit.MILLIS).toString()));
        variables.put("version", LongNode.valueOf(clock.millis()));
        JsonNode translated = mapping.get().apply(result, variables);
        return XrefMarkers.resolve((ObjectNode) translated, reference -> knowledge
                        .canonicalId(reference.object(), reference.system(), reference.value())
                        .or(() -> Optional.ofNullable(reference.prefer())))
                .candidate();
    }

    /** The mapping that makes what a step has read an answer to its flow. */
    static String mapping(Step step) {
        return step.system() + "/" + step.operation().substring(ReadThroughIntake.READ.length()) + ".read.jslt";
    }
}
