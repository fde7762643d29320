package io.throughline.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Awaited;
import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.journal.Xrefs.Xref;
import io.throughline.money.Rate;
import io.throughline.money.TimeFact;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
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
        assertThat(park(parking, event("e1"))).isTrue();
        clock.advance(Duration.ofMinutes(1));
        assertThat(park(parking, event("e2"))).isTrue();
        assertThat(park(parking, event("e1"))).isFalse();

        List<Parking.Parked> waiting = wokenBy(parking, "worker@workday:21001");
        assertThat(waiting).extracting(Parking.Parked::eventId).containsExactly("e1", "e2");
        assertThat(waiting.get(0).fact()).isEqualTo(event("e1").data());
        assertThat(waiting.get(0).since()).isEqualTo(NOW);

        unpark(parking, event("e1"));
        assertThat(wokenBy(parking, "worker@workday:21001"))
                .extracting(Parking.Parked::eventId)
                .containsExactly("e2");
    }

    @Test
    void facts_of_two_sources_with_one_id_wait_each_for_itself() {
        Parking parking = new Parking(seal, clock);
        Event other = from("urn:other", event("e1"));
        park(parking, event("e1"));
        park(parking, other);

        unpark(parking, other);

        assertThat(wokenBy(parking, "worker@workday:21001"))
                .extracting(Parking.Parked::source)
                .containsExactly("urn:test");
    }

    @Test
    void a_parked_fact_that_misses_something_else_now_is_woken_by_that() {
        Parking parking = new Parking(seal, clock);
        park(parking, event("e1"));

        assertThat(park(parking, event("e1"), Awaited.version("urn:test", "W-1", 3)))
                .isFalse();

        assertThat(wokenBy(parking, "worker@workday:21001")).isEmpty();
        assertThat(wokenBy(parking, Awaited.versions("urn:test", "W-1")))
                .singleElement()
                .satisfies(fact -> {
                    assertThat(fact.waitsFor()).isEqualTo("sequence@urn:test:W-1#3");
                    assertThat(fact.since()).isEqualTo(NOW);
                });
        assertThat(parking.hasGap("urn:test", "W-1")).isTrue();
        assertThat(parking.hasGap("urn:test", "W-2")).isFalse();
    }

    @Test
    void what_arrived_is_worth_one_look_and_everything_is_once_a_minute_by_a_clock_that_only_goes_forward() {
        AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 10);
        Parking parking = new Parking(seal, clock, nanos::get);
        assertThat(parking.look()).as("after a start").isEqualTo(new Parking.Look(Set.of(), true));
        assertThat(parking.look()).isEqualTo(new Parking.Look(Set.of(), false));

        parking.noteArrival(Set.of("worker@workday:21001"));
        Parking.Look look = parking.look();
        assertThat(look).isEqualTo(new Parking.Look(Set.of("worker@workday:21001"), false));
        assertThat(parking.look().wakers()).isEmpty();
        parking.lookAgain(look);
        assertThat(parking.look()).isEqualTo(look);

        clock.set(NOW.minusSeconds(7200));
        nanos.addAndGet(Duration.ofSeconds(59).toNanos());
        assertThat(parking.look().everything()).isFalse();
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(parking.look().everything()).isTrue();
        assertThat(parking.look().everything()).isFalse();
    }

    @Test
    void a_look_at_everything_finds_what_waits_for_something_known_and_nothing_else() {
        Parking parking = new Parking(seal, clock);
        add(WORKER);
        store("W-1", LocalDate.of(2026, 1, 1), "{\"v\":1}");
        journal(event("told", "assignment.approved.v1", "A-1", 4, "{}"));
        park(parking, event("external"), "worker@workday:21001");
        park(parking, event("ours"), Awaited.object("worker", "W-1"));
        park(parking, event("state"), "worker-state@workday:W-1");
        park(parking, event("version"), Awaited.version("urn:test", "A-1", 4));
        park(parking, event("unknown"), "worker@workday:99999");
        park(parking, event("not ours"), Awaited.object("worker", "W-9"));
        park(parking, event("no such project"), Awaited.object("project", "W-1"));
        park(parking, event("no version"), Awaited.version("urn:test", "A-1", 5));

        List<Parking.Key> awake = database.read(parking::awake);

        assertThat(awake)
                .extracting(Parking.Key::eventId)
                .containsExactlyInAnyOrder("external", "ours", "state", "version");
    }

    @Test
    void a_version_that_waits_too_long_is_found_and_one_parked_before_the_clock_was_set_back_begins_anew() {
        Parking parking = new Parking(seal, clock);
        park(parking, event("e3"), Awaited.version("urn:test", "A-1", 2));
        clock.advance(Duration.ofMinutes(4));
        park(parking, event("e2"), Awaited.version("urn:test", "A-1", 1));
        park(parking, event("other"), Awaited.version("urn:test", "A-2", 1));
        park(parking, event("worker"));
        assertThat(gapsBefore(parking, NOW.minusSeconds(1))).isEmpty();
        assertThat(gapsBefore(parking, NOW)).containsExactly(Awaited.versions("urn:test", "A-1"));

        clock.set(NOW.minusSeconds(7200));
        Instant ahead = clock.instant().plusSeconds(120);
        assertThat(isAnyAfter(parking, ahead)).isTrue();
        database.inTransaction(connection -> parking.beginAnew(connection, ahead));

        assertThat(gapsBefore(parking, clock.instant())).hasSize(2);
        assertThat(isAnyAfter(parking, ahead)).isFalse();
    }

    @Test
    void facts_that_were_parked_before_they_had_a_waker_get_theirs() throws Exception {
        Parking parking = new Parking(seal, clock);
        park(parking, event("external"), "worker@workday:21001");
        park(parking, event("state"), "worker-state@workday:W-1");
        park(parking, event("version"), Awaited.version("urn:org:psa:kantata:demo", "A#1", 4));
        String migration = Files.readString(Path.of("src/main/resources/db/migration/V9__wakers_of_parked_facts.sql"));
        int update = migration.indexOf("update parked_fact");
        List<String> wakers = database.inTransaction(connection -> {
            try (var statement = connection.createStatement()) {
                statement.executeUpdate("update parked_fact set waker = ''");
                statement.executeUpdate(migration.substring(update, migration.indexOf(';', update)));
                List<String> found = new ArrayList<>();
                try (var rows = statement.executeQuery("select waker from parked_fact order by event_id")) {
                    while (rows.next()) {
                        found.add(rows.getString(1));
                    }
                }
                return found;
            }
        });

        assertThat(wakers)
                .containsExactly(
                        "worker@workday:21001",
                        "worker@throughline:W-1",
                        Awaited.versions("urn:org:psa:kantata:demo", "A#1"));
    }

    @Test
    void which_of_many_references_are_known_is_asked_at_once() {
        add(WORKER);
        List<String> references = new ArrayList<>(List.of("worker:W-1@workday", "worker:W-1@netsuite"));
        for (int i = 0; i < 1500; i++) {
            references.add("worker:W-X" + i + "@workday");
        }

        Set<String> known = database.read(connection -> References.known(connection, references));

        assertThat(known).containsExactly("worker:W-1@workday");
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
    void a_feed_that_is_set_back_while_it_is_read_is_read_again_from_there() {
        Watermarks watermarks = new Watermarks(database, clock);
        Instant begun = watermarks.position("salesforce");
        watermarks.setBack("salesforce", begun.minusSeconds(60));
        watermarks.advance("salesforce", begun, begun.plusSeconds(60));
        assertThat(watermarks.position("salesforce")).isEqualTo(begun.minusSeconds(60));
        watermarks.setBack("salesforce", begun);
        watermarks.advance("salesforce", begun.minusSeconds(60), begun.plusSeconds(60));
        assertThat(watermarks.position("salesforce")).isEqualTo(begun.plusSeconds(60));
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

    @Test
    void a_price_of_a_day_is_kept_beside_the_price_of_an_hour() {
        TimeFactStore times = new TimeFactStore(database);
        store(times, priced("T-1", 1, "1200.0000", "DAY"));
        assertThat(times.latest("T-1").orElseThrow().billRate())
                .isEqualTo(new Rate(new BigDecimal("1200"), "USD", Rate.Unit.DAY));
        assertThat(hourly("T-1")).isEqualByComparingTo("150");
        store(times, priced("T-1", 2, "215.0000", "HUR"));
        assertThat(times.latest("T-1").orElseThrow().billRate()).isEqualTo(Rate.hourly("215", "USD"));
        assertThat(hourly("T-1")).isEqualByComparingTo("215");
    }

    private BigDecimal hourly(String id) {
        return database.read(connection -> {
            try (var statement =
                    connection.prepareStatement("select bill_rate from fact_time where time_entry_id = ?")) {
                statement.setString(1, id);
                try (var rows = statement.executeQuery()) {
                    rows.next();
                    return rows.getBigDecimal(1);
                }
            }
        });
    }

    private static Event priced(String id, long version, String amount, String unit) {
        Event time = time(id, version, 480);
        ((ObjectNode) time.data())
                .putObject("billRate")
                .put("amount", amount)
                .put("currency", "USD")
                .put("unit", unit);
        return time;
    }

    @Test
    void work_is_open_until_it_is_on_an_invoice_or_comes_to_nothing() {
        TimeFactStore times = new TimeFactStore(database);
        LocalDate day = LocalDate.of(2026, 10, 12);
        OpenWork open = new OpenWork(database);
        store(times, time("T-1", 1, 60));
        store(times, time("T-2", 1, 0));
        assertThat(open.days(day, day)).isEqualTo(Map.of("P-1", Set.of(day)));
        assertThat(open.days(day.plusDays(1), day.plusDays(2))).isEmpty();

        database.inTransaction(connection -> {
            times.billed(connection, List.of("T-1"), "INV-1");
            return null;
        });
        assertThat(open.days(day, day)).isEmpty();
    }

    @Test
    void expenses_are_open_while_the_client_has_to_pay_them() {
        LocalDate day = LocalDate.of(2026, 10, 13);
        OpenWork open = new OpenWork(database);
        ExpenseFactStore expenses = new ExpenseFactStore(new Knowledge(database, null, xrefs));
        database.inTransaction(connection -> {
            expenses.store(connection, expense("X-1", "P-1", true), 1);
            expenses.store(connection, expense("X-2", "P-2", false), 2);
            return null;
        });
        assertThat(open.days(day, day)).isEqualTo(Map.of("P-1", Set.of(day)));
    }

    private static Event expense(String id, String project, boolean billable) {
        return event(
                id + "-1",
                "expense.approved.v1",
                id,
                1,
                """
                {"expenseId":"%s","version":1,"workerId":"W-1","projectId":"%s","date":"2026-10-13","category":"HOTEL",
                 "amount":{"amount":"100.00","currency":"USD"},"billable":%s,"status":"APPROVED"}"""
                        .formatted(id, project, billable));
    }

    @Test
    void of_several_versions_of_an_entry_in_one_batch_the_newest_stays() {
        TimeFactStore times = new TimeFactStore(database);
        Map<Long, Event> told = new LinkedHashMap<>();
        told.put(1L, time("T-2", 1, 60));
        told.put(2L, time("T-2", 3, 180));
        told.put(3L, time("T-3", 1, 30));
        told.put(4L, time("T-2", 2, 120));
        database.inTransaction(connection -> {
            times.store(connection, told);
            return null;
        });

        assertThat(times.latest("T-2").orElseThrow().minutes()).isEqualTo(180);
        assertThat(times.latest("T-2").orElseThrow().version()).isEqualTo(3);
        assertThat(times.latest("T-3").orElseThrow().minutes()).isEqualTo(30);
    }

    @Test
    void time_that_a_batch_tells_of_counts_for_the_rest_of_the_batch_and_is_forgotten_with_it() {
        Knowledge knowledge = new Knowledge(database, null, xrefs);
        TimeFactStore times = new TimeFactStore(database, knowledge);
        Snapshotting snapshots = new Snapshotting(knowledge, null, times);
        LocalDate day = LocalDate.of(2026, 10, 12);
        store(times, time("T-4", 2, 120));
        store(times, time("T-5", 1, 30));
        knowledge.begin();
        snapshots.learn(time("T-4", 1, 60));
        snapshots.learn(time("T-5", 2, 45));
        snapshots.learn(time("T-6", 2, 20));
        snapshots.learn(time("T-6", 1, 10));

        assertThat(times.ofWorker("W-1", day, day))
                .extracting(TimeFact::timeEntryId, TimeFact::minutes)
                .containsExactly(tuple("T-4", 120), tuple("T-5", 45), tuple("T-6", 20));
        assertThat(times.latest("T-6").orElseThrow().version()).isEqualTo(2);
        assertThat(times.ofWorker("W-2", day, day)).isEmpty();
        knowledge.end();
        assertThat(times.latest("T-6")).isEmpty();
        assertThat(times.latest("T-5").orElseThrow().minutes()).isEqualTo(30);
    }

    @Test
    void an_older_version_of_time_leaves_no_snapshot() throws Exception {
        Entities entities = null; // would fail if it were asked to keep one
        new Snapshotting(new Knowledge(database, entities, xrefs), entities, new TimeFactStore(database))
                .storeSuperseded(null, time("T-7", 1, 60), 1);
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

    @Test
    void a_number_that_was_replaced_still_leads_to_the_worker_and_is_not_used_towards_the_system_any_more() {
        add(WORKER);
        Xref later = new Xref("worker", "W-1", "workday", "Employee_ID", "21999");
        add(later);
        database.inTransaction(connection -> {
            xrefs.replace(connection, List.of(later));
            return null;
        });
        assertThat(xrefs.externalId("worker", "W-1", "workday")).contains("21999");
        assertThat(xrefs.canonicalId("worker", "workday", "21001")).contains("W-1");
        assertThat(xrefs.canonicalIds("worker", "workday", "21001")).containsExactly("W-1");
    }

    @Test
    void an_id_of_several_systems_means_several_workers_unless_the_system_is_named() {
        add(WORKER);
        add(new Xref("worker", "W-2", "bamboohr", "id", "21001"));
        assertThat(xrefs.canonicalIds("worker", null, "21001")).containsExactly("W-1", "W-2");
        assertThat(xrefs.canonicalIds("worker", "bamboohr", "21001")).containsExactly("W-2");
        assertThat(xrefs.canonicalIds("worker", null, "4711")).isEmpty();
    }

    private void add(Xref xref) {
        database.inTransaction(connection -> {
            xrefs.add(connection, List.of(xref), null);
            return null;
        });
    }

    private boolean park(Parking parking, Event event) {
        return park(parking, event, "worker@workday:21001");
    }

    private boolean park(Parking parking, Event event, String waitsFor) {
        return database.inTransaction(
                connection -> parking.park(connection, event, waitsFor, "test", Journal.Provenance.NONE));
    }

    private void unpark(Parking parking, Event event) {
        database.inTransaction(connection -> {
            parking.unpark(connection, List.of(event));
            return null;
        });
    }

    private List<Parking.Parked> wokenBy(Parking parking, String waker) {
        return database.read(connection -> parking.facts(connection, parking.wokenBy(connection, List.of(waker))));
    }

    private List<String> gapsBefore(Parking parking, Instant since) {
        return database.read(connection -> parking.gapsBefore(connection, since, 10));
    }

    private boolean isAnyAfter(Parking parking, Instant instant) {
        return database.read(connection -> parking.isAnyAfter(connection, instant));
    }

    private void journal(Event event) {
        Journal journal = new Journal(database, seal, clock, "node");
        journal.chained(chain -> database.inTransaction(connection -> {
            journal.append(
                    connection,
                    chain,
                    List.of(new Journal.Draft(
                            journal.nextNumber(connection),
                            event,
                            Journal.State.ACCEPTED,
                            List.of(),
                            "test",
                            Journal.Provenance.NONE)));
            return null;
        }));
    }

    private static Event from(String source, Event event) {
        return new Event(
                source,
                event.id(),
                event.type(),
                event.subject(),
                event.time(),
                event.key(),
                event.version(),
                null,
                null,
                null,
                null,
                event.effectiveDate(),
                event.data(),
                null);
    }

    private void store(TimeFactStore times, Event event) {
        database.inTransaction(connection -> {
            times.store(connection, Map.of(1L, event));
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
