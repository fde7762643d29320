package io.throughline;

import io.throughline.alerts.Alerts;
import io.throughline.contract.Event;
import io.throughline.contract.Flows;
import io.throughline.contract.Json;
import io.throughline.delivery.Cases;
import io.throughline.delivery.Ledger;
import io.throughline.delivery.PlanningFailures;
import io.throughline.delivery.target.KillSwitches;
import io.throughline.journal.Audit;
import io.throughline.journal.Database;
import io.throughline.journal.Entities;
import io.throughline.journal.Journal;
import io.throughline.journal.Knowledge;
import io.throughline.journal.Parking;
import io.throughline.journal.Seal;
import io.throughline.journal.Snapshotting;
import io.throughline.journal.TimeFactStore;
import io.throughline.journal.Watermarks;
import io.throughline.journal.Xrefs;
import io.throughline.mapping.Schemas;
import io.throughline.people.InMemorySnapshots;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import org.apache.camel.CamelContext;

/** The beans that flows call, the product's own, over a database in memory. What a test teaches is known to its thread. */
public final class FlowBeans {

    /** The moment at which the flows of tests plan. */
    public static final Instant NOW = Instant.parse("2026-10-17T12:00:00Z");

    private static final FlowBeans ONLY = new FlowBeans();

    private final Knowledge knowledge;
    private final Snapshotting snapshots;
    private final Map<String, Object> beans;

    private FlowBeans() {
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        Database database = new Database(
                "jdbc:h2:mem:flows;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_DELAY=-1",
                "throughline",
                "",
                "kill");
        Seal seal = seal();
        Entities entities = new Entities(seal, clock);
        Xrefs xrefs = new Xrefs(database, clock);
        knowledge = new Knowledge(database, entities, xrefs);
        snapshots = new Snapshotting(knowledge, entities, new TimeFactStore(database));
        Audit audit = new Audit(database, clock, "node");
        Alerts alerts = AlertBeans.book(Settings.of(java.util.Map.of()), clock);
        Stores stores = new Stores(
                database,
                new Journal(database, seal, clock, "node"),
                new Ledger(database, seal, knowledge, audit, clock, "node", Duration.ofMinutes(1), java.util.Set::of),
                knowledge,
                entities,
                xrefs,
                new TimeFactStore(database),
                new Parking(seal, clock),
                new Cases(clock),
                new Watermarks(database, clock),
                audit,
                new KillSwitches(database, audit, alerts, clock),
                alerts);
        beans = RuleBeans.build(stores, clock, Duration.ZERO, WorkerPolicy.DEFAULT);
        beans.put("flows", new Flows());
        beans.put("event-types", new EventTypes(Schemas.ofClassPath()));
        beans.put("extensions", Extensions.ofClassPath());
        beans.put("planning-failures", new PlanningFailures());
    }

    /** Beans by the names under which flows call them. */
    public static Map<String, Object> all() {
        return Map.copyOf(ONLY.beans);
    }

    /** Lets routes turn events into canonical records. */
    public static void convertEvents(CamelContext context) {
        EventConverters.install(context);
    }

    /** Makes a firm known until {@link #forget}. */
    public static void know(InMemorySnapshots firm) {
        ONLY.knowledge.begin();
        firm.each(FlowBeans::know);
    }

    /** Makes one more object known. */
    public static void know(String object, String id, Object value) {
        if (object.equals("worker")) {
            ONLY.snapshots.learn(new Event(
                    "urn:test",
                    "known-" + id,
                    "worker.hired.v1",
                    id,
                    NOW,
                    "worker:" + id,
                    1,
                    null,
                    null,
                    null,
                    null,
                    LocalDate.EPOCH,
                    Json.toTree(value),
                    null));
        } else {
            ONLY.knowledge.learn(object, id, LocalDate.EPOCH, Json.toTree(value));
        }
    }

    /** Forgets everything that was made known. */
    public static void forget() {
        ONLY.knowledge.end();
    }

    private static Seal seal() {
        try {
            Path folder = Files.createTempDirectory("flows");
            folder.toFile().deleteOnExit();
            Path key = folder.resolve("payload.key");
            key.toFile().deleteOnExit();
            return Seal.withKeyIn(key);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
