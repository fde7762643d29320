package io.throughline.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.contract.ObjectTypes;
import io.throughline.people.WorkerFact;
import io.throughline.people.WorkerHistory;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Changes to come that a reading of the whole employee does not tell any more: somebody took them back in the HRIS, which
 * says nothing of it. Each is undone on its date by a change of a higher version, field by field, unless the reading tells
 * something else of the field on that date.
 */
final class TakenBack {

    private static final String BACK = "-back";

    private final WorkerHistory history;
    private final Clock clock;

    TakenBack(WorkerHistory history, Clock clock) {
        this.history = history;
        this.clock = clock;
    }

    /**
     * The changes that undo what is not told any more; none when the reading holds no whole worker.
     *
     * @param told   the events of one reading
     * @param prefix how the ids begin that events of this record have
     */
    List<Event> since(List<Event> told, String prefix) {
        List<Event> undone = new ArrayList<>();
        for (Event whole : told) {
            if (ObjectTypes.of(whole.type()).equals("worker")) {
                List<WorkerFact> known = history.facts(whole.subject());
                known.stream()
                        .filter(fact -> isToCome(fact) && fact.eventId().startsWith(prefix))
                        .filter(fact ->
                                told.stream().noneMatch(event -> event.id().equals(fact.eventId())))
                        .filter(fact -> known.stream()
                                .noneMatch(other -> other.eventId().equals(fact.eventId() + BACK)))
                        .filter(fact -> !fact.eventId().endsWith(BACK))
                        .forEach(fact -> undo(fact, whole, told, undone));
            }
        }
        return undone;
    }

    private boolean isToCome(WorkerFact fact) {
        return fact.state() == null && !fact.derived() && fact.from().isAfter(LocalDate.now(clock));
    }

    private static void undo(WorkerFact fact, Event whole, List<Event> told, List<Event> undone) {
        ArrayNode changes = Json.mapper().createArrayNode();
        fact.after().forEach((field, value) -> {
            if (!tells(told, fact.from(), field)) {
                changes.addObject()
                        .put("field", field)
                        .put("old", value)
                        .put("new", fact.before().getOrDefault(field, present(whole, field)));
            }
        });
        if (changes.isEmpty()) {
            return;
        }
        long version = Math.max(whole.version(), fact.version() + 1);
        ObjectNode data = Json.mapper().createObjectNode();
        data.put("workerId", whole.subject()).put("version", version);
        data.put("effectiveDate", fact.from().toString())
                .put("knownAt", whole.time().toString());
        data.set("changes", changes);
        data.set("sourceSystem", whole.data().path("sourceSystem"));
        undone.add(new Event(
                whole.source(),
                fact.eventId() + BACK,
                "worker.jobchanged.v1",
                whole.subject(),
                whole.time(),
                whole.key(),
                version,
                null,
                whole.id(),
                whole.key() + ":back:" + fact.eventId(),
                whole.legalEntity(),
                fact.from(),
                data,
                null));
    }

    private static boolean tells(List<Event> told, LocalDate from, String field) {
        return told.stream()
                .filter(event -> from.equals(event.effectiveDate()))
                .flatMap(event -> event.data().path("changes").findValuesAsText("field").stream())
                .anyMatch(field::equals);
    }

    private static String present(Event whole, String field) {
        JsonNode value = whole.data().at("/" + field.replace('.', '/'));
        return value.isValueNode() && !value.isNull() ? value.asText() : null;
    }
}
