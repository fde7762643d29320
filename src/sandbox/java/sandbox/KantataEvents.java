package sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;

/** The feed of subscribed events: late, sometimes twice, not in the order of change, and only nine days long. */
final class KantataEvents {

    private static final String KEY = KantataResource.SUBSCRIBED_EVENTS.key();
    private static final Duration WINDOW = Duration.ofDays(9);
    private static final Duration CHANGED_BEFORE = Duration.ofSeconds(60);
    private static final int[] DELAYS = {45, 5, 25};
    private static final int TWICE_EVERY = 3;

    private final Records records;
    private final Clock clock;
    private int last;

    KantataEvents(Records records, Clock clock) {
        this.records = records;
        this.clock = clock;
    }

    void start() {
        last = 500_000;
    }

    /** Announces a change; every third announcement comes twice. */
    void add(String eventType, String subjectType, String subjectId) {
        Instant changed = clock.instant().minus(CHANGED_BEFORE);
        put(eventType, subjectType, subjectId, changed);
        if (last % TWICE_EVERY == 0) {
            put(eventType, subjectType, subjectId, changed);
        }
    }

    /** The events a poll may see, by the time they were created. */
    List<ObjectNode> visible(Call call) {
        Instant oldest = clock.instant().minus(WINDOW);
        Instant after = moment(call, "created_after", Instant.MIN);
        Instant before = moment(call, "created_before", Instant.MAX);
        return records.all(KEY).stream()
                .filter(event -> {
                    Instant created = Instant.parse(event.path("created_at").asText());
                    return !created.isBefore(oldest) && created.isAfter(after) && created.isBefore(before);
                })
                .sorted(Comparator.comparing((ObjectNode event) ->
                                Instant.parse(event.path("created_at").asText()))
                        .thenComparing(event -> event.path("id").asText()))
                .toList();
    }

    private void put(String eventType, String subjectType, String subjectId, Instant changed) {
        String id = Integer.toString(++last);
        ObjectNode event = Json.object()
                .put("id", id)
                .put("event_type", eventType)
                .put("subject_type", subjectType)
                .put("subject_id", subjectId)
                .put("subject_changed_at", changed.toString())
                .put(
                        "created_at",
                        changed.plusSeconds(DELAYS[last % DELAYS.length]).toString());
        records.put(KEY, id, null, event);
    }

    private static Instant moment(Call call, String name, Instant otherwise) {
        String text = call.query(name);
        try {
            return text == null ? otherwise : OffsetDateTime.parse(text).toInstant();
        } catch (java.time.DateTimeException e) {
            throw KantataError.invalid(name, name + " is invalid");
        }
    }
}
