package io.throughline.close;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Snapshots;
import io.throughline.mapping.Context;
import io.throughline.mapping.TranslatedRow;
import io.throughline.mapping.Translator;
import io.throughline.mapping.XrefMarkers;
import io.throughline.people.Worker;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Vendor words of one fetch in canonical ones. An id that nobody knows here stays the vendor's, as {@code <system>:<id>}, so that
 * it is seen as a difference and not lost. What was looked up of people and projects is remembered for the fetch.
 */
final class FetchedWords {

    private final Snapshots snapshots;
    private final Translator translator;
    private final UnaryOperator<String> sources;
    private final Clock clock;
    private final Map<XrefMarkers.Reference, Optional<String>> known = new HashMap<>();
    private final Map<String, Optional<String>> employers = new HashMap<>();

    /** @param sources CloudEvents source of each vendor */
    FetchedWords(Snapshots snapshots, Translator translator, UnaryOperator<String> sources, Clock clock) {
        this.snapshots = snapshots;
        this.translator = translator;
        this.sources = sources;
        this.clock = clock;
    }

    /** The same with canonical ids in place of references. */
    ObjectNode resolved(ObjectNode row) {
        return XrefMarkers.resolve(row, this::canonical).candidate();
    }

    /**
     * Hands out the data of the events of a type that a page tells.
     *
     * @throws IllegalArgumentException naming the record and why it cannot be translated
     */
    void told(String system, byte[] page, String type, Consumer<JsonNode> taker) {
        for (TranslatedRow row : translator
                .read(system, page, Context.of(sources.apply(system), clock))
                .rows()) {
            if (!row.violations().isEmpty()) {
                throw new IllegalArgumentException(
                        row.pointer() + ": " + row.violations().get(0).message());
            }
            row.candidates().stream()
                    .filter(candidate -> candidate.path("type").asText().equals(type))
                    .forEach(candidate -> taker.accept(resolved((ObjectNode) candidate.path("data"))));
        }
    }

    /** The legal entity that employs a worker on a day, null when the worker is not known. */
    String employer(String workerId, LocalDate day) {
        return employers
                .computeIfAbsent(workerId + " " + day, key -> snapshots
                        .find("worker", workerId, day, Worker.class)
                        .map(worker -> worker.employment().legalEntityId()))
                .orElse(null);
    }

    private Optional<String> canonical(XrefMarkers.Reference reference) {
        return reference.object().equals("time") ? lookUp(reference) : known.computeIfAbsent(reference, this::lookUp);
    }

    private Optional<String> lookUp(XrefMarkers.Reference reference) {
        Optional<String> id = snapshots.canonicalId(reference.object(), reference.system(), reference.value());
        return id.or(() -> Optional.ofNullable(reference.prefer()))
                .or(() -> Optional.of(reference.system() + ":" + reference.value()));
    }
}
