package io.throughline;

import io.throughline.contract.Flows;
import io.throughline.contract.Repeatability;
import io.throughline.contract.Safety;
import io.throughline.delivery.Acceptance;
import io.throughline.delivery.Batch;
import io.throughline.delivery.MailRoom;
import io.throughline.delivery.Outcomes;
import io.throughline.delivery.ParkedFacts;
import io.throughline.delivery.PlanningFailures;
import io.throughline.delivery.RetryPolicy;
import io.throughline.delivery.Sweeper;
import io.throughline.intake.Intake;
import io.throughline.intake.ReadResults;
import io.throughline.journal.Database;
import io.throughline.journal.Seal;
import io.throughline.journal.Snapshotting;
import io.throughline.mapping.Limits;
import io.throughline.mapping.MappingFiles;
import io.throughline.mapping.Mappings;
import io.throughline.mapping.Schemas;
import io.throughline.mapping.Translator;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import operations.AcceptEvents;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.component.mock.MockComponent;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import policies.BatchPolicies;

/**
 * The product from the door to the ledger without broker, HTTP and timers: its own beans, rules and flows over a database
 * that a test gives. What would be a timer or a queue in the product is a method here, called when the test wants it.
 */
public final class InProcess implements AutoCloseable {

    /** Translated mappings and checked schemas, which know nothing of any run. */
    public static final class Words implements AutoCloseable {
        private final Mappings mappings;
        private final Schemas schemas;

        public Words() {
            MappingFiles files = MappingFiles.ofClassPath();
            mappings = new Mappings(files, Duration.ofSeconds(10));
            schemas = new Schemas(files);
        }

        @Override
        public void close() {
            mappings.close();
        }
    }

    private static final List<RoutesBuilder> FLOWS = RouteClasses.find().stream()
            .filter(routes -> routes.getClass().getPackageName().equals("flows"))
            .toList();

    private final Stores stores;
    private final Intake intake;
    private final DueWork due;
    private final Sweeper sweeper;
    private final ParkedFacts parked;
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final ProducerTemplate door;

    /** Everything over this database, in the time of this clock. */
    public InProcess(Database database, Seal seal, Words words, Clock clock) throws Exception {
        Settings settings = Settings.of(Map.of());
        stores = Stores.of(database, seal, AlertBeans.book(settings, clock), settings, clock);
        intake = new Intake(
                new Translator(words.mappings, Limits.DEFAULT),
                words.schemas,
                stores.knowledge(),
                vendor -> "urn:test:" + vendor,
                "com.example.",
                clock);
        sweeper = new Sweeper(
                database, stores.ledger().agenda(), stores.audit(), Set::of, Set::of, Set::of, Duration.ofHours(1));
        parked = new ParkedFacts(
                database,
                stores.audit(),
                stores.parking(),
                intake,
                stores.alerts(),
                Duration.ofDays(30),
                stores.ledger()::aheadOf,
                clock);
        Map<String, Object> beans =
                new HashMap<>(RuleBeans.build(stores, clock, Duration.ZERO, WorkerPolicy.of(settings)));
        due = (DueWork) beans.get("due-work");
        beans.put("flows", new Flows());
        beans.put("event-types", new EventTypes(words.schemas));
        beans.put("extensions", Extensions.ofClassPath());
        beans.put("planning-failures", new PlanningFailures());
        beans.put("mail-room", new MailRoom("com.example.", 262_144, address -> false));
        beans.put("acceptance", acceptance(words, clock));
        beans.forEach(camel.getRegistry()::bind);
        camel.disableJMX();
        EventConverters.install(camel);
        camel.addComponent("jms-batch", new MockComponent());
        camel.addRoutesConfigurations(new BatchPolicies());
        camel.addRoutes(new AcceptEvents());
        for (RoutesBuilder flow : FLOWS) {
            camel.addRoutes(flow.getClass().getDeclaredConstructor().newInstance());
        }
        camel.start();
        camel.getEndpoint("jms-batch:deliver", MockEndpoint.class).setRetainLast(0);
        door = camel.createProducerTemplate();
    }

    private Acceptance acceptance(Words words, Clock clock) {
        RetryPolicy retries = new RetryPolicy(10, Duration.ofSeconds(1), Duration.ofMinutes(5), () -> 0.5);
        return new Acceptance(
                stores.database(),
                stores.journal(),
                stores.ledger(),
                stores.knowledge(),
                stores.xrefs(),
                new Snapshotting(stores.knowledge(), stores.entities(), stores.times()),
                stores.parking(),
                stores.cases(),
                new Outcomes(retries, Duration.ofSeconds(5), step -> Safety.of(Repeatability.UPSERT), clock),
                new ReadResults(words.mappings, stores.knowledge(), clock),
                stores.audit());
    }

    public Stores stores() {
        return stores;
    }

    /** Reads a document in canonical words and takes every batch of it through {@code direct:accept}. */
    public Intake.DocumentReading read(byte[] document) {
        return intake.body("canonical", document, "test");
    }

    /** Takes a batch through recognition, flows, and its one transaction. */
    public Batch accept(Batch batch) {
        return door.requestBody("direct:accept", batch, Batch.class);
    }

    /** What a date has made due. */
    public List<Batch> due() {
        return due.batches();
    }

    /** Steps whose references have arrived. */
    public List<Long> released() {
        return sweeper.steps().stream()
                .map(message -> Long.parseLong(new String(message.body(), java.nio.charset.StandardCharsets.US_ASCII)))
                .toList();
    }

    /** Parked facts that can go on now, as batches to accept; afterwards {@link #unparked} is to be called. */
    public List<Batch> parked() {
        return parked.batches();
    }

    /** The parked facts handed out last are accepted. */
    public void unparked() {
        parked.accepted();
    }

    @Override
    public void close() {
        camel.stop();
    }
}
