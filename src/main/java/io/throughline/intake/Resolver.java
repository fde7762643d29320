package io.throughline.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Event;
import io.throughline.journal.Knowledge;
import io.throughline.journal.WorkerKeys;
import io.throughline.journal.Xrefs.Xref;
import io.throughline.mapping.XrefMarkers;
import io.throughline.mapping.XrefMarkers.Reference;
import io.throughline.people.RehireMatch;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns what a mapping made into an event: vendor ids become canonical ids. An id nobody has seen gets a canonical id
 * where the mapping allows it; what has been given is remembered for the rest of the same reading.
 */
final class Resolver {

    private final Knowledge knowledge;
    private final Map<String, String> given = new HashMap<>();

    private final Sequences sequences;
    private final RehireMatch rehires;
    private final boolean waitingForGaps;

    Resolver(Knowledge knowledge) {
        this(knowledge, true);
    }

    /** @param waitingForGaps whether an event of a numbered sequence waits for the one before it */
    Resolver(Knowledge knowledge, boolean waitingForGaps) {
        this.knowledge = knowledge;
        this.sequences = new Sequences(knowledge);
        this.rehires = new RehireMatch(new WorkerKeys(knowledge), knowledge);
        this.waitingForGaps = waitingForGaps;
    }

    /**
     * @param event   the event; with missing references it carries the unresolved candidate as its data
     * @param xrefs   references that become known with it
     * @param missing references it cannot do without
     */
    record Resolution(Event event, List<Xref> xrefs, List<String> missing) {}

    Resolution resolve(ObjectNode candidate, byte[] raw) {
        List<Xref> xrefs = new ArrayList<>();
        XrefMarkers.Resolved resolved = XrefMarkers.resolve(candidate, reference -> find(reference, xrefs, candidate));
        if (!resolved.complete()) {
            return new Resolution(unresolved(candidate, raw), List.of(), resolved.missing());
        }
        Event event = event(resolved.candidate(), raw);
        Optional<String> gap = waitingForGaps ? sequences.gapBefore(candidate, event) : Optional.empty();
        if (gap.isPresent()) {
            return new Resolution(unresolved(candidate, raw), List.of(), List.of(gap.get()));
        }
        statedReferences(event, xrefs);
        return new Resolution(event, xrefs, List.of());
    }

    private Optional<String> find(Reference reference, List<Xref> xrefs, ObjectNode candidate) {
        String key = reference.object() + "@" + reference.system() + ":" + reference.value();
        String known = given.get(key);
        if (known != null) {
            xrefs.add(new Xref(reference.object(), known, reference.system(), "id", reference.value()));
        } else {
            known = knowledge
                    .canonicalId(reference.object(), reference.system(), reference.value())
                    .orElse(null);
        }
        if (known == null && reference.prefer() != null) {
            known = hiredAgain(reference, candidate).orElseGet(() -> free(reference.object(), reference.prefer()));
            given.put(key, known);
            xrefs.add(new Xref(reference.object(), known, reference.system(), "id", reference.value()));
        }
        return Optional.ofNullable(known);
    }

    /** Somebody hired again under another number stays the worker and the person he was. */
    private Optional<String> hiredAgain(Reference reference, ObjectNode candidate) {
        boolean about =
                reference.object().equals("worker") || reference.object().equals("person");
        return about && candidate.path("type").asText().startsWith("worker.")
                ? rehires.of(candidate.path("data"))
                        .map(worker -> reference.object().equals("person") ? worker.personId() : worker.workerId())
                : Optional.empty();
    }

    private String free(String object, String preferred) {
        String id = preferred;
        for (int n = 2; knowledge.taken(object, id) || givenToAnother(object, id); n++) {
            id = preferred + "-" + n;
        }
        return id;
    }

    private boolean givenToAnother(String object, String id) {
        return given.entrySet().stream()
                .anyMatch(entry -> entry.getKey().startsWith(object + "@")
                        && entry.getValue().equals(id));
    }

    /** The ids of other systems that the object itself states. */
    private void statedReferences(Event event, List<Xref> xrefs) {
        String object = io.throughline.contract.ObjectTypes.of(event.type());
        for (JsonNode stated : event.data().path("xref")) {
            String system = stated.path("system").asText();
            int tenant = system.indexOf(':');
            Xref xref = new Xref(
                    object,
                    event.subject(),
                    tenant < 0 ? system : system.substring(0, tenant),
                    stated.path("type").asText("id"),
                    stated.path("value").asText());
            if (xrefs.stream().noneMatch(other -> other.externalReference().equals(xref.externalReference()))) {
                xrefs.add(xref);
                given.put(xref.externalReference(), xref.canonicalId());
            }
        }
    }

    private static Event unresolved(ObjectNode candidate, byte[] raw) {
        return new Event(
                candidate.path("source").asText(),
                candidate.path("id").asText(),
                candidate.path("type").asText(),
                "unresolved",
                time(candidate),
                "unresolved",
                candidate.path("sequence").asLong(1),
                null,
                null,
                null,
                null,
                null,
                candidate,
                raw);
    }

    private static Event event(JsonNode resolved, byte[] raw) {
        String effective = text(resolved, "effectivedate");
        return new Event(
                resolved.path("source").asText(),
                resolved.path("id").asText(),
                resolved.path("type").asText(),
                resolved.path("subject").asText(),
                time(resolved),
                resolved.path("partitionkey").asText(),
                resolved.path("sequence").asLong(1),
                text(resolved, "correlationid"),
                text(resolved, "causationid"),
                text(resolved, "idempotencykey"),
                text(resolved, "legalentity"),
                effective == null ? null : LocalDate.parse(effective),
                resolved.path("data"),
                raw);
    }

    private static Instant time(JsonNode candidate) {
        return Instant.parse(candidate.path("time").asText());
    }

    private static String text(JsonNode node, String field) {
        return node.hasNonNull(field) ? node.get(field).asText() : null;
    }
}
