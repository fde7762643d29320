package io.throughline;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.delivery.Ledger;
import io.throughline.journal.Audit;
import io.throughline.journal.Database;
import io.throughline.journal.Entities;
import io.throughline.journal.Journal;
import io.throughline.journal.Knowledge;
import io.throughline.journal.Snapshotting;
import io.throughline.journal.StoreContract;
import io.throughline.journal.TestDatabases;
import io.throughline.journal.TimeFactStore;
import io.throughline.journal.Xrefs;
import io.throughline.people.Canon;
import io.throughline.people.DemoFirm;
import io.throughline.work.BillFixedPriceRules;
import io.throughline.work.Contract;
import io.throughline.work.Deals;
import io.throughline.work.Months;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The end of a month, where the entity is, makes revenue, charges and fees due; late time makes them due again. */
class PeriodEndsTest extends StoreContract {

    private Stores stores;
    private Snapshotting snapshots;
    private PeriodEnds ends;

    @Override
    protected Database open() {
        return TestDatabases.h2(folder);
    }

    @BeforeEach
    void know() {
        Entities entities = new Entities(seal, clock);
        Xrefs xrefs = new Xrefs(database, clock);
        Knowledge knowledge = new Knowledge(database, entities, xrefs);
        Audit audit = new Audit(database, clock, "node");
        stores = new Stores(
                database,
                new Journal(database, seal, clock, "node"),
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
        snapshots = new Snapshotting(knowledge, entities, stores.times());
        Contract shared = Months.contract("1009", "TM", "USD", "LE-US", "");
        Contract retainer = Months.contract(
                "1010", "RETAINER", "USD", "LE-US", ",\"price\":{\"amount\":\"18000.00\",\"currency\":\"USD\"}");
        Contract poc = Months.contract("1005", "FIXED_POC", "EUR", "LE-DE", "");
        for (Contract contract : List.of(shared, retainer, poc)) {
            keep("contract.signed.v1", contract.contractId(), contract, 1);
            keep("project.created.v1", "P-" + contract.contractId().substring(3), Months.project(contract), 1);
        }
        DemoFirm.snapshots().each((object, id, value) -> {
            if (object.equals("legal-entity")) {
                keep("reference.legalentity.changed.v1", id, value, 1);
            }
        });
        keep("customer.created.v1", "C-02", Deals.CALDER, 1);
        ends = new PeriodEnds(
                stores,
                (BillFixedPriceRules) RuleBeans.build(stores, clock, Duration.ZERO, WorkerPolicy.DEFAULT)
                        .get("bill-fixed-price-rules"),
                clock);
        time("T-1", "W-0013", "LE-US", "2026-10-12", 7);
        time("T-2", "W-0028", "LE-DE", "2026-10-13", 9);
    }

    private void keep(String type, String id, Object value, long eventNo) {
        Event event = Canon.event(type, id, value);
        database.inTransaction(connection -> {
            snapshots.store(connection, event, eventNo);
            return null;
        });
    }

    private void time(String id, String worker, String entity, String date, long eventNo) {
        Map<String, Object> entry = Map.of(
                "timeEntryId",
                id,
                "workerId",
                worker,
                "projectId",
                "P-1009",
                "workDate",
                date,
                "minutes",
                480,
                "billable",
                true,
                "status",
                "TRANSFERRED",
                "legalEntityId",
                entity,
                "roleId",
                "SAR");
        Event event = Canon.event("time.transferred.v1", id, Json.mapper().valueToTree(entry));
        database.inTransaction(connection -> {
            snapshots.storeTime(connection, Map.of(eventNo, event));
            return null;
        });
    }

    private List<String> due(String at) {
        clock.advance(Duration.between(clock.instant(), Instant.parse(at)));
        return ends.due().stream().map(Event::id).toList();
    }

    @Test
    void a_month_is_over_when_it_is_over_where_the_entity_is() {
        assertThat(due("2026-11-01T03:59:00Z"))
                .as("still October in New York, September is long over")
                .containsExactly("revenue-due-CT-1010-2026-09-1-0", "billing-BC-P-1010-2026-09-1");
        assertThat(due("2026-11-01T04:00:00Z"))
                .containsExactly(
                        "revenue-due-CT-1009-2026-10-1-9",
                        "revenue-due-CT-1010-2026-10-1-0",
                        "billing-BC-P-1010-2026-10-1",
                        "intercompany-due-2026-10-LE-DE-LE-US-P-1009-9");
    }

    @Test
    void a_retainer_that_ran_before_it_was_known_is_billed_from_the_next_whole_month() {
        stores.journal()
                .chained(chain -> database.inTransaction(connection -> {
                    stores.journal()
                            .append(
                                    connection,
                                    chain,
                                    List.of(new Journal.Draft(
                                            stores.journal().nextNumber(connection),
                                            contractEvent(),
                                            Journal.State.ACCEPTED,
                                            List.of(),
                                            "test")));
                    return null;
                }));
        assertThat(due("2026-11-10T12:00:00Z"))
                .as("October was billed elsewhere")
                .noneMatch(id -> id.contains("1010"));
        clock.advance(Duration.ofDays(30));
        assertThat(ends.due())
                .filteredOn(event -> event.subject().equals("CT-1010"))
                .first()
                .satisfies(
                        event -> assertThat(event.data().path("since").asText()).isEqualTo("2026-11"));
    }

    private static Event contractEvent() {
        return event("c1", "contract.signed.v1", "CT-1010", 1, "{}");
    }

    @Test
    void late_time_makes_the_month_due_again() {
        List<String> first = due("2026-11-02T12:00:00Z");
        time("T-3", "W-0028", "LE-DE", "2026-10-14", 31);

        assertThat(ends.due())
                .extracting(Event::id)
                .filteredOn(id -> !first.contains(id))
                .containsExactly("revenue-due-CT-1009-2026-10-1-31", "intercompany-due-2026-10-LE-DE-LE-US-P-1009-31");
    }

    @Test
    void cost_to_cost_waits_for_an_estimate_and_a_closed_month_bills_no_fee() {
        due("2026-11-02T12:00:00Z");
        keep(
                "contract.amended.v1",
                "CT-1005",
                Months.contract(
                        "1005",
                        "FIXED_POC",
                        "EUR",
                        "LE-DE",
                        ",\"eac\":[{\"asOf\":\"2026-01-01\",\"totalCost\":{\"amount\":\"1.00\",\"currency\":\"EUR\"}}]"),
                41);
        keep(
                "reference.legalentity.changed.v1",
                "LE-DE",
                DemoFirm.snapshots()
                        .latest("legal-entity", "LE-DE", Object.class)
                        .orElseThrow(),
                42);
        keep(
                "period.closed.v1",
                "LE-US-2026-10",
                Map.of(
                        "periodId",
                        "LE-US-2026-10",
                        "version",
                        1,
                        "legalEntityId",
                        "LE-US",
                        "from",
                        "2026-10-01",
                        "to",
                        LocalDate.of(2026, 10, 31).toString(),
                        "state",
                        "CLOSED"),
                43);

        assertThat(ends.due()).extracting(Event::id).doesNotContain("billing-BC-P-1010-2026-10-1");
        assertThat(ends.due())
                .extracting(Event::subject)
                .as("no time on it yet")
                .doesNotContain("CT-1005");
    }
}
