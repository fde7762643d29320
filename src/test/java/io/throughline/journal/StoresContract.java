package io.throughline.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.journal.Xrefs.Xref;
import io.throughline.money.TimeFact;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** References, what a batch knows, what is parked, how far feeds were read, time facts. */
abstract class StoresContract extends StoreContract {

    private static final Xref WORKER = new Xref("worker", "W-1", "workday", "Employee_ID", "21001");

    private Xrefs xrefs;
    private Entities entities;
    private Knowledge knowledge;

    @BeforeEach
    void openStores() {
        xrefs = new Xrefs(database, clock);
        entities = new Entities(seal, clock);
        knowledge = new Knowledge(database, entities, xrefs);
    }

    @Test
    void a_reference_is_found_both_ways_and_keeps_its_first_meaning() {
        add(WORKER);
        add(new Xref("worker", "W-2", "workday", "Employee_ID", "21001"));

        assertThat(xrefs.canonicalId("worker", "workday", "21001")).contains("W-1");
        assertThat(xrefs.externalId("worker", "W-1", "workday")).contains("21001");
        assertThat(xrefs.externalId("worker", "W-2", "workday")).isEmpty();
        assertThat(xrefs.taken("worker", "W-1")).isTrue();
        assertThat(xrefs.taken("worker", "W-2")).isFalse();
        assertThat(xrefs.of("worker", "W-1")).containsExactly(WORKER);
    }

    @Test
    void a_reference_of_a_transaction_that_failed_is_not_remembered() {
        try {
            database.inTransaction(connection -> {
                xrefs.add(connection, List.of(WORKER), null);
                throw new IllegalStateException("rolled back");
            });
        } catch (IllegalStateException expected) {
            assertThat(expected).hasMessage("rolled back");
        }
        assertThat(xrefs.canonicalId("worker", "workday", "21001")).isEmpty();
        add(WORKER);
        assertThat(xrefs.canonicalId("worker", "workday", "21001")).contains("W-1");
    }

    @Test
    void what_a_batch_learns_is_visible_to_its_later_events_and_forgotten_after_its_end() {
        store("W-1", LocalDate.of(2026, 1, 1), "{\"v\":1}");
        knowledge.begin();
        assertThat(latest("W-1")).isEqualTo(1);
        knowledge.learn("worker", "W-1", LocalDate.of(2026, 6, 1), Json.tree("{\"v\":2}"));
        knowledge.learn("worker", "W-9", LocalDate.of(2026, 6, 1), Json.tree("{\"v\":9}"));
        knowledge.learn(WORKER);

        assertThat(latest("W-1")).isEqualTo(2);
        assertThat(asOf("W-1", LocalDate.of(2026, 5, 31))).isEqualTo(1);
        assertThat(asOf("W-1", LocalDate.of(2026, 6, 1))).isEqualTo(2);
        assertThat(knowledge.all("worker", JsonNode.class)).hasSize(2);
        assertThat(knowledge.canonicalId("worker", "workday", "21001")).contains("W-1");
        assertThat(knowledge.externalId("worker", "W-1", "workday")).contains("21001");
        assertThat(knowledge.taken("worker", "W-1")).isTrue();

        knowledge.end();
        assertThat(latest("W-1")).isEqualTo(1);
        assertThat(knowledge.all("worker", JsonNode.class)).hasSize(1);
        assertThat(knowledge.canonicalId("worker", "workday", "21001")).isEmpty();
    }

    @Test
    void a_parked_fact_waits_once_and_oldest_first_until_it_is_forgotten() {
        Parking parking = new Parking(seal, clock);
        assertThat(parking.worthALook()).as("after a start").isTrue();
        assertThat(parking.worthALook()).isFalse();
        park(parking, event("e1"));
        clock.advance(Duration.ofMinutes(1));
        park(parking, event("e2"));
        park(parking, event("e1"));
        parking.noteArrival();

        assertThat(parking.worthALook()).isTrue();
        List<Parking.Parked> waiting = database.read(connection -> parking.waiting(connection, 10));
        assertThat(waiting).extracting(Parking.Parked::eventId).containsExactly("e1", "e2");
        assertThat(waiting.get(0).fact()).isEqualTo(event("e1").data());
        assertThat(waiting.get(0).since()).isEqualTo(NOW);

        database.inTransaction(connection -> {
            parking.unpark(connection, List.of(event("e1")));
            return null;
        });
        List<Parking.Parked> left = database.read(connection -> parking.waiting(connection, 10));
        assertThat(left).extracting(Parking.Parked::eventId).containsExactly("e2");
    }

    @Test
    void a_feed_never_read_begins_now_and_goes_on_where_it_was_left() {
        Watermarks watermarks = new Watermarks(database, clock);
        assertThat(watermarks.position("kantata")).isEqualTo(NOW);
        clock.advance(Duration.ofHours(1));
        assertThat(watermarks.position("kantata")).isEqualTo(NOW);
        Instant read = NOW.plusSeconds(60);
        watermarks.move("kantata", read);
        assertThat(new Watermarks(database, clock).position("kantata")).isEqualTo(read);
    }

    @Test
    void a_time_entry_keeps_its_newest_version() {
        TimeFactStore times = new TimeFactStore(database);
        store(times, time("T-1", 2, 120));
        store(times, time("T-1", 1, 60));
        assertThat(times.latest("T-1").orElseThrow().minutes()).isEqualTo(120);
        store(times, time("T-1", 3, 180));

        TimeFact fact = times.latest("T-1").orElseThrow();
        assertThat(fact.minutes()).isEqualTo(180);
        assertThat(fact.version()).isEqualTo(3);
        LocalDate day = LocalDate.of(2026, 10, 12);
        assertThat(times.ofProject("P-1", day, day)).hasSize(1);
        assertThat(times.ofProject("P-1", day.plusDays(1), day.plusDays(2))).isEmpty();
        assertThat(times.ofWorker("W-1", day, day)).hasSize(1);
        assertThat(times.projects(day, day)).containsExactly("P-1");
        assertThat(times.workers(day, day)).containsExactly("W-1");
    }

    private static Event time(String id, long version, int minutes) {
        return event(
                id + "-" + version,
                "time.approved.v1",
                id,
                version,
                """
                {"timeEntryId":"%s","workerId":"W-1","projectId":"P-1","workDate":"2026-10-12","minutes":%d,
                 "billable":true,"status":"APPROVED"}"""
                        .formatted(id, minutes));
    }

    private void add(Xref xref) {
        database.inTransaction(connection -> {
            xrefs.add(connection, List.of(xref), null);
            return null;
        });
    }

    private void park(Parking parking, Event event) {
        database.inTransaction(connection -> {
            parking.park(connection, event, "worker@workday:21001", "test", Journal.Provenance.NONE);
            return null;
        });
    }

    private void store(TimeFactStore times, Event event) {
        database.inTransaction(connection -> {
            times.store(connection, event, 1);
            return null;
        });
    }

    private void store(String id, LocalDate from, String data) {
        database.inTransaction(connection -> {
            entities.put(connection, "worker", id, from, 1, 1, Json.tree(data));
            return null;
        });
    }

    private int latest(String id) {
        return knowledge
                .latest("worker", id, JsonNode.class)
                .orElseThrow()
                .path("v")
                .asInt();
    }

    private int asOf(String id, LocalDate day) {
        return knowledge
                .find("worker", id, day, JsonNode.class)
                .orElseThrow()
                .path("v")
                .asInt();
    }
}
