package io.throughline.desk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.throughline.alerts.AlertPolicy;
import io.throughline.alerts.AlertRows;
import io.throughline.alerts.Alerts;
import io.throughline.alerts.Notices;
import io.throughline.alerts.StandingAlerts;
import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.delivery.Ledger;
import io.throughline.journal.Audit;
import io.throughline.journal.BillingStore;
import io.throughline.journal.Entities;
import io.throughline.journal.Journal;
import io.throughline.journal.Knowledge;
import io.throughline.journal.OpenWork;
import io.throughline.journal.Snapshotting;
import io.throughline.journal.StoreContract;
import io.throughline.journal.TimeFactStore;
import io.throughline.journal.Xrefs;
import io.throughline.mapping.MappingFiles;
import io.throughline.people.Canon;
import io.throughline.people.DemoFirm;
import io.throughline.people.Routing;
import io.throughline.work.BillProjectRules;
import io.throughline.work.Deals;
import io.throughline.work.GroupCurrency;
import io.throughline.work.OpenCycles;
import io.throughline.work.RateLookup;
import io.throughline.work.UnbilledCycles;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;

/** What alerts before and after a cut-off are tested with: project P-1003 of the demo firm, its time, its alerts. */
abstract class CutOffContract extends StoreContract {

    Knowledge known;
    Audit audit;
    Alerts alerts;
    CaseJson json;
    CaseWatch watch;
    UnbilledCycles cycles;
    BillingStore billing;
    BillProjectRules rules;
    TimeFactStore times;
    RateLookup rates;
    private Snapshotting snapshots;
    private Notices notices;
    private long eventNo;

    @BeforeEach
    void openStores() {
        Entities entities = new Entities(seal, clock);
        known = new Knowledge(database, entities, new Xrefs(database, clock));
        audit = new Audit(database, clock, "node-1");
        Journal journal = new Journal(database, seal, clock, "node-1");
        Ledger ledger =
                new Ledger(database, seal, known, audit, clock, "node-1/now", Duration.ofMinutes(2), java.util.Set::of);
        times = new TimeFactStore(database, known);
        snapshots = new Snapshotting(known, entities, times);
        rates = new RateLookup(known);
        billing = new BillingStore(database, known);
        rules = new BillProjectRules(known, times, billing, Routing.shipped(), clock);
        cycles = new UnbilledCycles(known, times, billing, rules, rates, clock);
        Remedies remedies = new Remedies(MappingFiles.ofClassPath());
        watch = new CaseWatch(
                database,
                audit,
                new CaseBook(clock),
                new ParkedBook(seal),
                ledger,
                journal,
                known,
                null,
                new GroupCurrency(known, "USD", clock),
                remedies,
                Duration.ofMinutes(5),
                clock);
        json = new CaseJson(watch, remedies, 10, clock);
        alerts = new Alerts(AlertPolicy.of("log", Duration.ofMinutes(30), 500, 1000), audit.self(), clock);
        notices = new Notices(database, alerts, "", clock);
        DemoFirm.snapshots().each((object, id, value) -> {
            if (object.equals("legal-entity")) {
                keep("reference.legalentity.changed.v1", id, value);
            }
        });
        keep("customer.created.v1", "C-02", Deals.CALDER);
        keep("contract.signed.v1", "CT-1003", Deals.CONTRACT);
        keep("project.created.v1", "P-1003", Deals.PROJECT);
    }

    StandingAlerts standing(String workflow) {
        return new StandingAlerts(database, audit, alerts, workflow);
    }

    OpenCycles openCycles() {
        return new OpenCycles(known, rules, billing, cycles, new OpenWork(database)::days, clock);
    }

    void keep(String type, String id, Object value) {
        Event event = Canon.event(type, id, value);
        database.inTransaction(connection -> {
            snapshots.store(connection, event, ++eventNo);
            return null;
        });
    }

    /** Eight hours of W-0007 as senior architect, at 215.00 by the card. */
    void time(String id, String project, String date, String status, String price) {
        time(id, "W-0007", project, date, status, price);
    }

    /** Eight hours of a worker of LE-US as senior architect. */
    void time(String id, String worker, String project, String date, String status, String price) {
        Map<String, Object> entry = new HashMap<>(Map.of(
                "timeEntryId",
                id,
                "workerId",
                worker,
                "projectId",
                project,
                "workDate",
                date,
                "minutes",
                480,
                "billable",
                true,
                "status",
                status,
                "legalEntityId",
                "LE-US",
                "roleId",
                "SAR"));
        if (price != null) {
            entry.put("billRate", Map.of("amount", price, "currency", "USD"));
        }
        Event event = Canon.event("time.approved.v1", id, Json.mapper().valueToTree(entry));
        database.inTransaction(connection -> {
            snapshots.storeTime(connection, Map.of(++eventNo, event));
            return null;
        });
    }

    /** All alerts, newest first. */
    List<JsonNode> all() {
        ArrayNode rows = database.read(connection -> AlertRows.list(connection, false));
        List<JsonNode> all = new ArrayList<>();
        rows.forEach(all::add);
        return all;
    }

    /** What people were told since the last look, {@code over: } before what is over. */
    List<String> said() {
        return notices.due().stream()
                .map(notice -> {
                    notices.delivered(notice);
                    return (notice.resolved() ? "over: " : "")
                            + notice.alert().path("reason").asText() + " "
                            + notice.alert().at("/billingCycle/reminder").asText();
                })
                .map(String::strip)
                .toList();
    }
}
