package io.throughline.intake;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.contract.Awaited;
import io.throughline.contract.Event;
import io.throughline.journal.Knowledge;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Finds gaps in numbered sequences. A source that sets {@code sequencetype} to {@code Integer} (CloudEvents extension
 * "sequence") promises that the versions of an object begin at 1 and rise by 1; an event that comes before its
 * predecessor waits for it.
 */
final class Sequences {

    private final Knowledge knowledge;
    private final Map<String, Long> seen = new HashMap<>();

    Sequences(Knowledge knowledge) {
        this.knowledge = knowledge;
    }

    /** What is missing before the event, as a reference to wait for; empty when nothing is or its source promises nothing. */
    Optional<String> gapBefore(JsonNode candidate, Event event) {
        if (!"Integer".equalsIgnoreCase(candidate.path("sequencetype").asText())) {
            return Optional.empty();
        }
        String about = event.source() + "|" + event.key() + "|" + event.subject();
        long newest = seen.computeIfAbsent(
                about, key -> knowledge.newestVersion(event.source(), event.key(), event.subject()));
        if (event.version() > newest + 1) {
            return Optional.of(Awaited.version(event.source(), event.subject(), event.version() - 1));
        }
        seen.merge(about, event.version(), Math::max);
        return Optional.empty();
    }
}
