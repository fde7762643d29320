package io.throughline.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.people.WorkerFact;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TakenBackTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-10-08T12:00:00Z"), ZoneOffset.UTC);
    private static final Event WHOLE = event("h-123-now", "worker.hired.v1", 9, "2020-06-01", "{'status':'ACTIVE'}");
    private static final Event PROMOTION = change("h-123-job-1", 5, "2026-11-01", "job.title", "CON", "PM");

    private final List<WorkerFact> known = new ArrayList<>();
    private final TakenBack takenBack = new TakenBack(worker -> known, CLOCK);

    private List<String> undone(Event... told) {
        return takenBack.since(List.of(told), "h-123-").stream()
                .map(event -> event.id() + " " + event.version() + " " + event.effectiveDate() + " "
                        + event.data().path("changes"))
                .toList();
    }

    @Test
    void a_change_to_come_that_is_not_told_any_more_is_undone_on_its_date_once() {
        known.add(WorkerFact.of(PROMOTION));

        assertThat(undone(WHOLE, PROMOTION)).isEmpty();
        assertThat(undone(WHOLE))
                .containsExactly(
                        "h-123-job-1-back 9 2026-11-01 [{\"field\":\"job.title\",\"old\":\"PM\",\"new\":\"CON\"}]");

        takenBack.since(List.of(WHOLE), "h-123-").forEach(event -> known.add(WorkerFact.of(event)));
        assertThat(undone(WHOLE)).isEmpty();
    }

    @Test
    void a_change_that_was_corrected_is_not_undone_and_one_that_moved_is_where_it_was() {
        known.add(WorkerFact.of(PROMOTION));

        assertThat(undone(WHOLE, change("h-123-job-1b", 9, "2026-11-01", "job.title", "CON", "SAR")))
                .isEmpty();
        assertThat(undone(WHOLE, change("h-123-job-1b", 9, "2026-12-01", "job.title", "CON", "PM")))
                .hasSize(1);
    }

    @Test
    void what_is_in_force_or_was_told_by_others_stays() {
        known.add(WorkerFact.of(change("h-123-job-0", 4, "2026-10-08", "job.title", "ANL", "CON")));
        known.add(WorkerFact.of(change("w-9", 4, "2026-11-01", "job.title", "CON", "PM")));
        known.add(WorkerFact.of(WHOLE));

        assertThat(undone(WHOLE)).isEmpty();
    }

    @Test
    void an_end_to_come_that_was_rescinded_leaves_the_worker_as_he_is() {
        known.add(WorkerFact.of(change("h-123-ended", 5, "2026-11-01", "status", null, "TERMINATED")));

        assertThat(undone(WHOLE))
                .containsExactly(
                        "h-123-ended-back 9 2026-11-01 [{\"field\":\"status\",\"old\":\"TERMINATED\",\"new\":\"ACTIVE\"}]");
    }

    private static Event change(String id, long version, String from, String field, String old, String after) {
        ObjectNode data = Json.mapper().createObjectNode();
        data.putArray("changes").addObject().put("field", field).put("old", old).put("new", after);
        return event(id, "worker.jobchanged.v1", version, from, Json.write(data));
    }

    private static Event event(String id, String type, long version, String from, String data) {
        return new Event(
                "urn:test",
                id,
                type,
                "W-0023",
                Instant.parse("2026-10-08T11:00:00Z"),
                "worker:W-0023",
                version,
                null,
                null,
                null,
                "LE-DE",
                LocalDate.parse(from),
                Json.tree(data.replace('\'', '"')),
                null);
    }
}
