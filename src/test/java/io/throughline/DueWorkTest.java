package io.throughline;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.delivery.Batch;
import io.throughline.delivery.Ledger;
import io.throughline.journal.Audit;
import io.throughline.journal.Entities;
import io.throughline.journal.Journal;
import io.throughline.journal.Knowledge;
import io.throughline.journal.Snapshotting;
import io.throughline.journal.StoreContract;
import io.throughline.journal.TestDatabases;
import io.throughline.journal.TimeFactStore;
import io.throughline.journal.Xrefs;
import io.throughline.people.Canon;
import io.throughline.people.Worker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is due is looked for when something may have changed, and only then. */
class DueWorkTest extends StoreContract {

    private Journal journal;
    private DueWork dueWork;

    @Override
    protected io.throughline.journal.Database open() {
        return TestDatabases.h2(folder);
    }

    @BeforeEach
    void hire() {
        Entities entities = new Entities(seal, clock);
        Xrefs xrefs = new Xrefs(database, clock);
        Knowledge knowledge = new Knowledge(database, entities, xrefs);
        Audit audit = new Audit(database, clock, "node");
        journal = new Journal(database, seal, clock, "node");
        Stores stores = new Stores(
                database,
                journal,
                new Ledger(database, seal, knowledge, audit, clock, "node/1", Duration.ofMinutes(1), java.util.Set::of),
                knowledge,
                entities,
                xrefs,
                new TimeFactStore(database),
                null,
                null,
                null,
                audit,
                null,
                null);
        dueWork = (DueWork) RuleBeans.build(stores, clock, Duration.ofMinutes(1), WorkerPolicy.DEFAULT)
                .get("due-work");
        Worker worker = Canon.with(
                Canon.with(Canon.sample("worker_hired.json", Worker.class), "status", "PREHIRE"),
                "employment.hireDate",
                "2026-10-17");
        database.inTransaction(connection -> {
            new Snapshotting(knowledge, entities, stores.times()).store(connection, hired(worker), 1);
            return null;
        });
    }

    @Test
    void a_first_day_is_announced_when_it_begins_and_not_again_within_the_quarter_of_the_hour() {
        assertThat(announced()).isEmpty();
        clock.advance(Duration.between(clock.instant(), Instant.parse("2026-10-18T12:00:01Z")));

        assertThat(announced()).containsExactly("worker.activated.v1");
        assertThat(announced()).isEmpty();

        clock.advance(Duration.ofMinutes(15));
        assertThat(announced()).containsExactly("worker.activated.v1");
    }

    @Test
    void a_cost_rate_that_was_known_ahead_is_told_of_on_its_first_day() {
        rate("CR-AHEAD", "2026-11-01", "2026-10-01T09:00:00Z");
        rate("CR-LATE", "2026-10-01", "2026-10-05T09:00:00Z");
        clock.set(Instant.parse("2026-10-31T23:59:59Z"));
        assertThat(announced()).doesNotContain("costrate.begun.v1");

        clock.set(Instant.parse("2026-11-01T00:00:00Z"));
        List<Event> due = dueWork.batches().get(0).arrivals().stream()
                .map(Batch.Arrival::event)
                .filter(event -> event.type().equals("costrate.begun.v1"))
                .toList();
        assertThat(due).extracting(Event::id).containsExactly("CR-AHEAD-v1-begun");
        assertThat(due.get(0).data().at("/rate/amount").asText()).isEqualTo("70.2500");
    }

    private void rate(String id, String from, String knownAt) {
        database.inTransaction(connection -> {
            new Snapshotting(
                            new Knowledge(database, new Entities(seal, clock), new Xrefs(database, clock)),
                            new Entities(seal, clock),
                            new TimeFactStore(database))
                    .store(
                            connection,
                            Canon.event(
                                    "costrate.changed.v1",
                                    id,
                                    Json.tree(
                                            """
                                            {"costRateId":"%s","version":1,"legalEntityId":"LE-DE","roleId":"CON",
                                             "rate":{"amount":"70.2500","currency":"EUR","unit":"HUR"},"from":"%s",
                                             "knownAt":"%s"}"""
                                                    .formatted(id, from, knownAt))),
                            5);
            return null;
        });
    }

    @Test
    void a_month_of_the_german_entity_is_due_once_it_is_over_and_again_when_time_comes_after_the_export() {
        Snapshotting snapshots = new Snapshotting(null, null, new TimeFactStore(database));
        approved(snapshots, 10, "TE-1");
        clock.set(Instant.parse("2026-10-31T22:30:00Z"));
        assertThat(versions())
                .as("not over in UTC, where the entity is while nothing else is known")
                .isEmpty();
        clock.set(Instant.parse("2026-11-01T00:00:01Z"));
        assertThat(versions()).containsExactly("payroll-LE-DE-2026-10-1");

        database.inTransaction(connection -> {
            io.throughline.journal.PayrollExportStore.store(
                    connection,
                    event(
                            "x1",
                            "payroll.exported.v1",
                            "LE-DE-2026-10",
                            1,
                            "{\"batchId\":\"PAY-DE-2026-10\",\"version\":1,\"rows\":1,\"totalHours\":\"8.00\",\"rowsHash\":\"h\","
                                    + "\"hours\":[{\"workerId\":\"W-0021\",\"payCode\":\"REG\",\"hours\":\"8.00\"}]}"),
                    11);
            return null;
        });
        assertThat(versions()).as("payroll has all of it").isEmpty();

        approved(snapshots, 12, "TE-2");
        assertThat(versions()).containsExactly("payroll-LE-DE-2026-10-2");
    }

    private List<String> versions() {
        return dueWork.payrolls().stream().map(Event::id).toList();
    }

    private void approved(Snapshotting snapshots, long eventNo, String id) {
        database.inTransaction(connection -> {
            snapshots.storeTime(
                    connection,
                    java.util.Map.of(
                            eventNo,
                            event(
                                    "e" + eventNo,
                                    "time.approved.v1",
                                    id,
                                    1,
                                    "{\"timeEntryId\":\"" + id + "\",\"workerId\":\"W-0021\",\"projectId\":\"P-1\","
                                            + "\"legalEntityId\":\"LE-DE\",\"workDate\":\"2026-10-20\",\"minutes\":480,"
                                            + "\"status\":\"APPROVED\"}")));
            return null;
        });
    }

    @Test
    void whatever_is_journaled_makes_it_look_again() {
        clock.advance(Duration.between(clock.instant(), Instant.parse("2026-10-18T12:00:01Z")));
        assertThat(announced()).hasSize(1);
        assertThat(announced()).isEmpty();

        journal.chained(chain -> database.inTransaction(connection -> {
            journal.append(
                    connection,
                    chain,
                    List.of(new Journal.Draft(
                            journal.nextNumber(connection), event("e1"), Journal.State.ACCEPTED, List.of(), "test")));
            return null;
        }));

        assertThat(announced()).hasSize(1);
    }

    @Test
    void time_that_came_just_now_lets_it_look_again_until_it_is_quiet() {
        clock.advance(Duration.between(clock.instant(), Instant.parse("2026-10-18T12:00:01Z")));
        time("t1");

        assertThat(announced()).hasSize(1);
        assertThat(announced()).hasSize(1);
        clock.advance(Duration.ofMinutes(2));
        assertThat(announced()).hasSize(1);
        assertThat(announced()).isEmpty();
    }

    @Test
    void a_clock_that_is_set_back_does_not_keep_it_from_being_quiet_for_the_lost_hours() {
        clock.advance(Duration.between(clock.instant(), Instant.parse("2026-10-18T15:00:00Z")));
        time("t1");
        clock.set(Instant.parse("2026-10-18T12:00:01Z"));

        assertThat(announced()).hasSize(1);
        assertThat(announced()).as("quiet already").isEmpty();

        time("t2");
        assertThat(announced()).hasSize(1);
        assertThat(announced()).as("not quiet any more").hasSize(1);
    }

    private void time(String id) {
        journal.chained(chain -> database.inTransaction(connection -> {
            journal.append(
                    connection,
                    chain,
                    List.of(new Journal.Draft(
                            journal.nextNumber(connection),
                            event(id, "time.approved.v1", "T-1", 1, "{}"),
                            Journal.State.ACCEPTED,
                            List.of(),
                            "test")));
            return null;
        }));
    }

    private static Event hired(Worker worker) {
        return new Event(
                "urn:test",
                "hired",
                "worker.hired.v1",
                worker.workerId(),
                NOW,
                "worker:" + worker.workerId(),
                1,
                null,
                null,
                null,
                null,
                worker.employment().hireDate(),
                Json.toTree(worker),
                null);
    }

    private List<String> announced() {
        return dueWork.batches().stream()
                .flatMap(batch -> batch.arrivals().stream())
                .map(Batch.Arrival::event)
                .map(event -> event.type())
                .toList();
    }
}
