package io.throughline.people;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Event;
import io.throughline.contract.ObjectTypes;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * One thing that was told of a worker: the worker as a whole, or values of single fields from a date on.
 *
 * @param eventId name of the event, decides between two that tell of the same field, date and version
 * @param version version of the worker at the source
 * @param from    first local date on which it holds
 * @param knownAt when the source knew it
 * @param state   the worker as a whole, or null for a change of fields
 * @param after   dotted field path to the value from {@code from} on, null where it was cleared; empty for a whole worker
 * @param before  dotted field path to the value the source saw before, of the fields for which it told one
 * @param derived whether a date made it so and not the source
 * @param end     how an employment ends, or null when this is about something else
 */
public record WorkerFact(
        String eventId,
        long version,
        LocalDate from,
        Instant knownAt,
        ObjectNode state,
        Map<String, String> after,
        Map<String, String> before,
        boolean derived,
        End end) {

    /**
     * The end of an employment.
     *
     * @param kind          what happened
     * @param lastDay       last day of employment, or null where it does not end
     * @param lastDayWorked last day worked, or null
     * @param employment    number of the employment, or null for the one of the last day
     * @param atOnce        whether the worker is kept out from the day on which it was known
     */
    record End(Kind kind, LocalDate lastDay, LocalDate lastDayWorked, Integer employment, boolean atOnce) {}

    /** What may happen to the end of an employment. */
    enum Kind {
        TERMINATED,
        RESCINDED,
        CANCELLED
    }

    /** Where a state begins when its source does not say: it has always been so. */
    public static final LocalDate ALWAYS = LocalDate.of(1900, 1, 1);

    /** The object under which a change of fields is journaled. */
    public static final String CHANGE = "worker-change";

    /** The object under which the end of an employment is journaled. */
    public static final String ENDING = "worker-ending";

    private static final Set<String> OBJECTS = Set.of("worker", CHANGE, ENDING);

    private static final Map<String, Kind> ENDINGS = Map.of(
            "worker.terminated.v1", Kind.TERMINATED,
            "worker.terminationrescinded.v1", Kind.RESCINDED,
            "worker.hirecancelled.v1", Kind.CANCELLED);

    private static final String ACTIVATED = "worker.activated.v1";

    /** Whether an event tells something of a worker. */
    public static boolean isTold(Event event) {
        return OBJECTS.contains(ObjectTypes.of(event.type()));
    }

    /** What an event tells of a worker; see {@link #isTold}. */
    public static WorkerFact of(Event event) {
        LocalDate from = dateOf(event);
        Instant knownAt = event.data().hasNonNull("knownAt")
                ? Instant.parse(event.data().get("knownAt").asText())
                : event.time();
        Map<String, String> after = new LinkedHashMap<>();
        Map<String, String> before = new LinkedHashMap<>();
        boolean derived = event.type().equals(ACTIVATED);
        if (ENDINGS.containsKey(event.type())) {
            return new WorkerFact(event.id(), event.version(), from, knownAt, null, after, before, false, end(event));
        }
        if (derived) {
            after.put("status", Worker.Status.ACTIVE.name());
        } else if (ObjectTypes.of(event.type()).equals(CHANGE)) {
            for (JsonNode change : event.data().path("changes")) {
                String field = change.path("field").asText();
                after.put(field, text(change, "new"));
                if (change.hasNonNull("old")) {
                    before.put(field, text(change, "old"));
                }
            }
        } else {
            ObjectNode state = (ObjectNode) event.data();
            return new WorkerFact(event.id(), event.version(), from, knownAt, state, after, before, false, null);
        }
        return new WorkerFact(event.id(), event.version(), from, knownAt, null, after, before, derived, null);
    }

    /** First local date on which what an event tells holds. */
    public static LocalDate dateOf(Event event) {
        if (event.effectiveDate() != null) {
            return event.effectiveDate();
        }
        for (String field : new String[] {"effectiveDate", "terminationDate", "effectiveFrom"}) {
            if (event.data().hasNonNull(field)) {
                return LocalDate.parse(event.data().get(field).asText());
            }
        }
        return ALWAYS;
    }

    /** Whether nothing of the other fact is lost when only this one is known: a later one of the same kind, not dated later. */
    public boolean tellsAllOf(WorkerFact other) {
        if (end != null || other.end != null) {
            return end != null && other.end != null && Objects.equals(end.employment(), other.end.employment());
        }
        return whole() == other.whole()
                && !from.isAfter(other.from)
                && after.keySet().containsAll(other.after.keySet());
    }

    private static End end(Event event) {
        JsonNode data = event.data();
        return new End(
                ENDINGS.get(event.type()),
                date(data, "terminationDate"),
                date(data, "lastDayWorked"),
                data.hasNonNull("employmentSequence")
                        ? data.get("employmentSequence").asInt()
                        : null,
                WorkerEnding.Reason.INVOLUNTARY.name().equals(text(data, "reason")));
    }

    private static LocalDate date(JsonNode data, String field) {
        return data.hasNonNull(field) ? LocalDate.parse(data.get(field).asText()) : null;
    }

    /** Whether it is changed fields. */
    boolean change() {
        return state == null && end == null;
    }

    /** Whether it is the worker as a whole. */
    boolean whole() {
        return state != null;
    }

    /** Number of the employment a whole worker is in. */
    int employment() {
        return state.path("employment").path("sequence").asInt(1);
    }

    /** First day of that employment. */
    LocalDate hired() {
        String date = state.path("employment").path("hireDate").asText("");
        return date.isEmpty() ? from : LocalDate.parse(date);
    }

    /** Whether a whole worker is dated by the hire: then it says what holds when it was known, whatever changed since. */
    boolean datedByHire() {
        return from.equals(hired());
    }

    /** The last local date of which a whole worker may speak: that on which it was known, or its first day when later. */
    LocalDate spokenOn() {
        String zone = state.path("org").path("timeZone").asText("");
        LocalDate known = knownAt.atZone(ZoneId.getAvailableZoneIds().contains(zone) ? ZoneId.of(zone) : ZoneOffset.UTC)
                .toLocalDate();
        return known.isAfter(from) ? known : from;
    }

    private static String text(JsonNode change, String name) {
        return change.hasNonNull(name) ? change.get(name).asText() : null;
    }
}
