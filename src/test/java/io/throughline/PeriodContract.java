package io.throughline;

import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.delivery.Ledger;
import io.throughline.journal.Audit;
import io.throughline.journal.BillingStore;
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
import io.throughline.people.Routing;
import io.throughline.work.BillFixedPriceRules;
import io.throughline.work.BillProjectRules;
import io.throughline.work.Contract;
import io.throughline.work.Deals;
import io.throughline.work.Months;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;

/** What the ends of months are tested with: contracts, a project on which two entities work, their time. */
abstract class PeriodContract extends StoreContract {

    Stores stores;
    Snapshotting snapshots;
    PeriodEnds ends;

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

    void keep(String type, String id, Object value, long eventNo) {
        Event event = Canon.event(type, id, value);
        database.inTransaction(connection -> {
            snapshots.store(connection, event, eventNo);
            return null;
        });
    }

    void time(String id, String worker, String entity, String date, long eventNo) {
        time(id, worker, entity, date, eventNo, null, 480);
    }

    void time(String id, String worker, String entity, String date, long eventNo, String price, int minutes) {
        Map<String, Object> entry = new java.util.HashMap<>(Map.of(
                "timeEntryId",
                id,
                "workerId",
                worker,
                "projectId",
                "P-1009",
                "workDate",
                date,
                "minutes",
                minutes,
                "billable",
                true,
                "status",
                "TRANSFERRED",
                "legalEntityId",
                entity,
                "roleId",
                "SAR"));
        if (price != null) {
            entry.put("billRate", Map.of("amount", price, "currency", "USD"));
        }
        Event event = Canon.event("time.transferred.v1", id, Json.mapper().valueToTree(entry));
        database.inTransaction(connection -> {
            snapshots.storeTime(connection, Map.of(eventNo, event));
            return null;
        });
    }

    List<String> due(String at) {
        clock.advance(Duration.between(clock.instant(), Instant.parse(at)));
        return ends.due().stream().map(Event::id).toList();
    }

    void journal(Event event, Journal.State state) {
        stores.journal()
                .chained(chain -> database.inTransaction(connection -> {
                    stores.journal()
                            .append(
                                    connection,
                                    chain,
                                    List.of(new Journal.Draft(
                                            stores.journal().nextNumber(connection), event, state, List.of(), "test")));
                    return null;
                }));
    }

    static Event contractEvent() {
        return event("c1", "contract.signed.v1", "CT-1010", 1, "{}");
    }

    DueInvoices invoices() {
        BillingStore billed = new BillingStore(database, stores.knowledge());
        return new DueInvoices(
                stores,
                new BillProjectRules(stores.knowledge(), stores.times(), billed, Routing.shipped(), clock),
                billed,
                clock);
    }
}
