package io.throughline;

import io.throughline.alerts.Alerts;
import io.throughline.delivery.Cases;
import io.throughline.delivery.Ledger;
import io.throughline.delivery.target.KillSwitches;
import io.throughline.journal.Audit;
import io.throughline.journal.Database;
import io.throughline.journal.Entities;
import io.throughline.journal.Journal;
import io.throughline.journal.Knowledge;
import io.throughline.journal.Parking;
import io.throughline.journal.Seal;
import io.throughline.journal.TimeFactStore;
import io.throughline.journal.Watermarks;
import io.throughline.journal.Xrefs;
import java.time.Clock;
import java.util.UUID;

/** Everything that reads or writes the database. */
public record Stores(
        Database database,
        Journal journal,
        Ledger ledger,
        Knowledge knowledge,
        Entities entities,
        Xrefs xrefs,
        TimeFactStore times,
        Parking parking,
        Cases cases,
        Watermarks watermarks,
        Audit audit,
        KillSwitches switches,
        Alerts alerts) {

    static Stores of(Database database, Seal seal, Alerts alerts, Settings settings, Clock clock) {
        String node = settings.get("throughline.node");
        Entities entities = new Entities(seal, clock);
        Xrefs xrefs = new Xrefs(database, clock);
        Knowledge knowledge = new Knowledge(database, entities, xrefs);
        Audit audit = new Audit(database, clock, node);
        KillSwitches switches = new KillSwitches(database, audit, alerts, clock);
        Ledger ledger = new Ledger(
                database,
                seal,
                knowledge,
                audit,
                clock,
                node + "/" + UUID.randomUUID(),
                settings.millis("throughline.delivery.lease-millis"),
                () -> switches.stopped(KillSwitches.Scope.FLOW));
        return new Stores(
                database,
                new Journal(database, seal, clock, node, RuleVersion.current()),
                ledger,
                knowledge,
                entities,
                xrefs,
                new TimeFactStore(database, knowledge),
                new Parking(seal, clock),
                new Cases(clock),
                new Watermarks(database, clock),
                audit,
                switches,
                alerts);
    }
}
