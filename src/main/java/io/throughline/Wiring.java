package io.throughline;

import io.throughline.api.ApiFailures;
import io.throughline.api.AuditApi;
import io.throughline.api.CloseApi;
import io.throughline.api.EventDoor;
import io.throughline.api.Idempotency;
import io.throughline.api.ObjectLookup;
import io.throughline.api.Retries;
import io.throughline.api.Traces;
import io.throughline.api.Views;
import io.throughline.audit.AuditExport;
import io.throughline.audit.AuditVerifier;
import io.throughline.audit.Checkpoints;
import io.throughline.broker.BrokerLink;
import io.throughline.broker.JmsBatchComponent;
import io.throughline.close.Extracts;
import io.throughline.close.PackVerifier;
import io.throughline.contract.Flows;
import io.throughline.delivery.Acceptance;
import io.throughline.delivery.Deliveries;
import io.throughline.delivery.Redelivery;
import io.throughline.delivery.Sweeper;
import io.throughline.delivery.file.ReportingDimensions;
import io.throughline.delivery.file.ReportingFeed;
import io.throughline.delivery.http.ConnectorBeans;
import io.throughline.delivery.http.ExtractReader;
import io.throughline.files.DropFolders;
import io.throughline.files.DroppedFiles;
import io.throughline.files.FileFailures;
import io.throughline.files.Receipts;
import io.throughline.firewall.Firewall;
import io.throughline.http.HawtioServer;
import io.throughline.http.HealthChecks;
import io.throughline.http.HookScheme;
import io.throughline.http.HookSignatures;
import io.throughline.http.HttpSettings;
import io.throughline.http.HttpSurface;
import io.throughline.http.JolokiaEndpoint;
import io.throughline.http.Keyring;
import io.throughline.http.Metrics;
import io.throughline.http.OperatorKey;
import io.throughline.http.RouteTable;
import io.throughline.intake.Intake;
import io.throughline.intake.ReadResults;
import io.throughline.intake.ReadThroughIntake;
import io.throughline.journal.Database;
import io.throughline.journal.EntityRefs;
import io.throughline.journal.MappingVersions;
import io.throughline.journal.Seal;
import io.throughline.journal.WorkerFacts;
import io.throughline.journal.WorkerKeys;
import io.throughline.mapping.Limits;
import io.throughline.mapping.MappingFiles;
import io.throughline.mapping.Mappings;
import io.throughline.mapping.Schemas;
import io.throughline.mapping.Systems;
import io.throughline.mapping.Translator;
import io.throughline.money.Money;
import io.throughline.people.Routing;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.main.Main;

/** The one place that builds beans: from settings to everything the routes name. */
public final class Wiring implements AutoCloseable {

    /** Systems whose words are understood at intake, in the order in which drop folders are looked at. */
    public static final List<String> VENDORS = Systems.shipped().speaking();

    /** Systems that steps are delivered to. */
    public static final List<String> TARGETS = Systems.shipped().targets();

    private final Settings settings;
    private final Clock clock;
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final Map<String, Object> beans = new HashMap<>();
    private final Map<String, String> properties = new HashMap<>();
    private final Extensions extensions = Extensions.ofClassPath();

    private OperatorKey operatorKey;
    private Database database;
    private BrokerLink broker;
    private Metrics metrics;
    private JolokiaEndpoint jolokia;
    private HttpSurface surface;
    private Stores stores;
    private DeliveryBeans deliveryBeans;
    private Seal seal;

    public Wiring(Settings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** Opens keys, database and broker and builds the beans. */
    public void open() throws Exception {
        Path data = settings.folder("throughline.data.dir");
        operatorKey = OperatorKey.at(data.resolve("operator.key"));
        openDatabase(data);
        broker = Brokers.open(settings, data, operatorKey, queues());
        opened.push(broker);
        MappingFiles files = MappingFiles.ofClassPath();
        Mappings mappings = new Mappings(files, Duration.ofSeconds(10));
        opened.push(mappings);
        buildDelivery(mappings);
        Schemas schemas = new Schemas(files);
        buildIntake(mappings, schemas);
        RuleBeans.build(
                        stores,
                        clock,
                        Duration.ofSeconds(settings.number("throughline.billing.quiet-seconds")),
                        WorkerPolicy.of(settings),
                        Money.of(
                                settings.get("throughline.billing.true-up-approval"),
                                settings.get("throughline.desk.group-currency")))
                .forEach(beans::put);
        Path reporting =
                settings.folder("throughline.exchange.dir").resolve("reporting").resolve("out");
        ReportingFeed feed = new ReportingFeed(stores.database(), reporting, clock);
        beans.put("reporting-feed", feed);
        beans.put("reported-hours", CloseBeans.reported(stores, feed, reporting));
        beans.put("reporting-dimensions", new ReportingDimensions(stores.database(), seal, reporting));
        buildConnectors(mappings);
        beans.put(
                "close-fetch",
                CloseBeans.fetch(stores, (ExtractReader) beans.get("extract-reader"), mappings, settings, clock));
        MappingVersions.note(stores.audit(), outbound(mappings));
        beans.putAll(extensions.beans(mappings));
        OperationsBeans.build(
                        stores, seal, (Redelivery) beans.get("redelivery"), new Keyring(operatorKey), settings, clock)
                .forEach(beans::put);
        beans.putAll(AlertBeans.build(stores, settings, clock));
        DeskBeans.build(stores, seal, beans, files, schemas, settings, clock).forEach(beans::put);
    }

    public Stores stores() {
        return stores;
    }

    public OperatorKey operatorKey() {
        return operatorKey;
    }

    public BrokerLink broker() {
        return broker;
    }

    /** A bean by the name under which routes call it. */
    public <T> T bean(String name, Class<T> type) {
        return type.cast(beans.get(name));
    }

    /** Camel with every bean, property and route, not started yet. */
    public Main camel() {
        Main main = new Main();
        main.configure().setDurationHitExitCode(0);
        settings.values().forEach(main::addInitialProperty);
        properties.forEach(main::addInitialProperty);
        main.addInitialProperty("camel.main.name", "throughline");
        main.addInitialProperty("camel.main.shutdownTimeout", "20");
        main.addInitialProperty("camel.main.logMask", "true");
        main.addInitialProperty("camel.main.autoConfigurationLogSummary", "false");
        main.addInitialProperty("camel.main.startupSummaryLevel", "Brief");
        main.addInitialProperty("camel.main.streamCachingEnabled", "false");
        main.addInitialProperty("camel.main.useBreadcrumb", "false");
        beans.forEach(main::bind);
        JmsBatchComponent queues = new JmsBatchComponent(broker.receiving());
        queues.setSendingFactory(broker.sending());
        queues.setKeepsDerived(!broker.isEmbedded());
        queues.setMarks(settings.folder("throughline.data.dir").resolve("in-work"));
        main.bind("jms-batch", queues);
        openSurface();
        Firewall.configure(main, metrics.registry());
        metrics.count(
                "throughline.duplicates.suppressed",
                "Events that were in the journal already when they came",
                ((Acceptance) beans.get("acceptance"))::suppressed);
        surface.configure(main);
        main.addMainListener(EventConverters.beforeRoutes());
        RouteClasses.addTo(main);
        return main;
    }

    /** Opens the Hawtio console when it is wanted. */
    public void openConsole() {
        if (settings.flag("throughline.hawtio.enabled")) {
            HawtioServer console = new HawtioServer(
                    settings.get("throughline.http.host"),
                    settings.number("throughline.hawtio.port"),
                    operatorKey,
                    jolokia,
                    clock);
            console.start();
            opened.push(console);
        }
    }

    @Override
    public void close() throws Exception {
        while (!opened.isEmpty()) {
            opened.pop().close();
        }
    }

    private void openDatabase(Path data) throws Exception {
        seal = Seal.withKeyIn(data.resolve("payload.key"));
        String url = settings.get("throughline.db.url");
        database = new Database(
                url.isBlank() ? Database.embeddedUrl(data.resolve("throughline")) : url,
                settings.get("throughline.db.user"),
                settings.get("throughline.db.password"),
                settings.get("throughline.db.durability"));
        opened.push(database);
        stores = Stores.of(database, seal, AlertBeans.book(settings, clock), settings, clock);
        new WorkerKeys(stores.knowledge()).fill();
        EntityRefs.fill(stores.knowledge());
        buildAudit(data, settings.get("throughline.node"));
    }

    private void buildAudit(Path data, String node) {
        String given = settings.get("throughline.audit.checkpoints");
        Path file = given.isBlank() ? data.resolve("audit.checkpoints") : Path.of(given);
        Path key = data.resolve("audit.key");
        Checkpoints checkpoints = new Checkpoints(database, file, key, clock, node);
        opened.push(checkpoints);
        beans.put("checkpoints", checkpoints);
        beans.put(
                "audit-api",
                new AuditApi(
                        new AuditVerifier(database, file, key),
                        new AuditExport(database),
                        checkpoints,
                        stores.audit()));
        Extracts extracts = new Extracts(
                database, seal, Routing.shipped(), settings.get("throughline.desk.group-currency"), key, clock);
        beans.put(
                "close-api",
                new CloseApi(extracts, data.resolve("close"), new PackVerifier(key), database, stores.audit()));
        beans.put("period-api", CloseBeans.periods(stores, extracts, key, settings, clock));
    }

    private static Map<String, String> outbound(Mappings mappings) {
        Map<String, String> versions = new HashMap<>();
        mappings.names().stream()
                .filter(name -> name.endsWith(".out.jslt"))
                .forEach(name -> versions.put(name, mappings.get(name).version()));
        return versions;
    }

    private List<String> queues() {
        List<String> queues = new ArrayList<>();
        VENDORS.forEach(vendor -> queues.addAll(List.of("intake." + vendor, "rejected." + vendor)));
        TARGETS.forEach(target -> queues.add("deliver." + target));
        queues.addAll(extensions.queues());
        return queues;
    }

    private void buildDelivery(Mappings mappings) {
        List<String> targets = new ArrayList<>(TARGETS);
        targets.addAll(extensions.targets());
        deliveryBeans = new DeliveryBeans(settings, stores, targets, clock);
        beans.putAll(deliveryBeans.build(new ReadResults(mappings, stores.knowledge(), clock), broker::isHeard));
        beans.put("flows", new Flows());
        beans.put("api-failures", new ApiFailures());
        beans.put("idempotency", new Idempotency(database, clock));
        int attempts = settings.number("throughline.delivery.attempts");
        beans.put("views", new Views(database, stores.journal(), stores.ledger(), attempts));
        beans.put("object-lookup", new ObjectLookup(database, stores.entities(), stores.xrefs(), clock));
        beans.put("traces", new Traces(database, stores.journal(), stores.ledger(), stores.xrefs(), attempts));
        beans.put("retries", new Retries(database, attempts));
        beans.put("doubtful-workers", new DoubtfulWorkers(database, stores.parking(), stores.knowledge(), clock));
        beans.put(
                "feeds",
                new Feeds(
                        stores.watermarks(),
                        Duration.ofSeconds(settings.number("throughline.poll.overlap-seconds")),
                        clock));
    }

    private void buildIntake(Mappings mappings, Schemas schemas) throws Exception {
        long maxBytes = settings.number("throughline.intake.max-bytes");
        Translator translator = new Translator(mappings, Limits.DEFAULT.withMaxBytes(maxBytes));
        Intake intake = new Intake(
                translator,
                schemas,
                stores.knowledge(),
                vendor -> settings.get("throughline.systems." + vendor + ".source"),
                settings.get("throughline.events.type-prefix"),
                clock);
        beans.put("event-types", new EventTypes(schemas));
        beans.put("extensions", extensions);
        beans.put("intake", intake);
        ReadThroughIntake reads =
                new ReadThroughIntake(intake, mappings, stores.knowledge(), new WorkerFacts(stores.knowledge()), clock);
        beans.put("deliveries", new Deliveries(stores.ledger(), reads));
        Sweeper sweeper = deliveryBeans.sweeper(broker::isEmpty);
        if (broker.isEmbedded()) {
            sweeper.beginAnew();
        }
        beans.put("sweeper", sweeper);
        beans.put("parked-facts", deliveryBeans.parkedFacts(intake));
        beans.put("event-door", new EventDoor(intake, Set.copyOf(VENDORS)));
        Receipts receipts = new Receipts(database, clock);
        DropFolders folders = new DropFolders(
                settings.folder("throughline.exchange.dir"),
                VENDORS,
                settings.get("throughline.node"),
                settings.millis("throughline.files.stable-millis"),
                receipts,
                clock);
        beans.put("drop-folders", folders);
        DroppedFiles dropped =
                new DroppedFiles(intake, folders, receipts, maxBytes, settings.flag("throughline.files.unique-names"));
        beans.put("dropped-files", dropped);
        beans.put("file-failures", new FileFailures(dropped));
        beans.put("sftp-doors", SftpSettings.doors(settings, clock));
        properties.putAll(SftpSettings.switches(settings));
    }

    private void buildConnectors(Mappings mappings) {
        ConnectorBeans connectors =
                new ConnectorBeans(settings::find, clock, new KnownFrom(stores.knowledge()), mappings);
        beans.putAll(connectors.byName());
        properties.putAll(connectors.properties());
    }

    /** How the vendors sign their webhooks that do it in a way of their own. */
    private static Map<String, HookScheme> schemes() {
        Map<String, HookScheme> schemes = new HashMap<>();
        MappingFiles.ofClassPath().files().forEach((path, content) -> {
            if (path.endsWith("/hook.json")) {
                schemes.put(path.substring(0, path.indexOf('/')), HookScheme.read(content));
            }
        });
        return schemes;
    }

    private void openSurface() {
        metrics = new Metrics();
        jolokia =
                new JolokiaEndpoint((person, action, subject) -> stores.audit().inTransaction((connection, scribe) -> {
                    scribe.note(person, action, subject, null);
                    return null;
                }));
        Map<String, String> secrets = new HashMap<>();
        VENDORS.forEach(vendor -> {
            String secret = settings.find("throughline.hooks." + vendor + ".secret");
            if (secret != null) {
                secrets.put(vendor, secret);
            }
        });
        HttpSettings http =
                HttpSettings.on(settings.get("throughline.http.host"), settings.number("throughline.http.port"));
        if (settings.flag("throughline.hawtio.enabled")) {
            http = http.withHawtio("http://" + settings.get("throughline.http.host") + ":"
                    + settings.get("throughline.hawtio.port") + "/hawtio/");
        }
        surface = new HttpSurface(
                http,
                RouteTable.standard(),
                new Keyring(operatorKey),
                new HookSignatures(secrets, schemes(), clock),
                new HealthChecks(Map.of("broker", broker::isActive, "database", database::answers)),
                metrics,
                jolokia);
        opened.push(surface);
    }
}
