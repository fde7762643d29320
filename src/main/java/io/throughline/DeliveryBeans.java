package io.throughline;

import io.throughline.api.Claims;
import io.throughline.api.TargetControl;
import io.throughline.contract.Repeatability;
import io.throughline.contract.Safety;
import io.throughline.contract.Step;
import io.throughline.delivery.Acceptance;
import io.throughline.delivery.MailRoom;
import io.throughline.delivery.Outcomes;
import io.throughline.delivery.ParkedFacts;
import io.throughline.delivery.PlanningFailures;
import io.throughline.delivery.Redelivery;
import io.throughline.delivery.Results;
import io.throughline.delivery.RetryPolicy;
import io.throughline.delivery.Sweeper;
import io.throughline.delivery.http.Connectors;
import io.throughline.delivery.target.BatchGate;
import io.throughline.delivery.target.Budget;
import io.throughline.delivery.target.Circuit;
import io.throughline.delivery.target.CircuitAlerts;
import io.throughline.delivery.target.DeliveryRoutes;
import io.throughline.delivery.target.KillSwitches;
import io.throughline.delivery.target.Probes;
import io.throughline.delivery.target.Readings;
import io.throughline.delivery.target.Target;
import io.throughline.delivery.target.Targets;
import io.throughline.journal.Snapshotting;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Builds what plans, delivers and settles steps, from settings. */
final class DeliveryBeans {

    private static final int DEFAULT_CONNECTIONS = 8;

    private final Settings settings;
    private final Stores stores;
    private final Clock clock;
    private final Targets targets;

    DeliveryBeans(Settings settings, Stores stores, List<String> systems, Clock clock) {
        this.settings = settings;
        this.stores = stores;
        this.clock = clock;
        targets = new Targets(
                systems.stream().map(this::target).toList(),
                stores.switches(),
                DeliveryBeans::safety,
                settings.millis("throughline.delivery.patience-millis"),
                clock);
    }

    /** Beans by the names under which routes call them. */
    Map<String, Object> build(Results results, Predicate<String> heard) {
        Map<String, Object> beans = new HashMap<>();
        Snapshotting snapshots = new Snapshotting(stores.knowledge(), stores.entities(), stores.times());
        beans.put(
                "acceptance",
                new Acceptance(
                        stores.database(),
                        stores.journal(),
                        stores.ledger(),
                        stores.knowledge(),
                        stores.xrefs(),
                        snapshots,
                        stores.parking(),
                        stores.cases(),
                        outcomes(),
                        results,
                        stores.audit()));
        beans.put("redelivery", new Redelivery(stores.ledger(), DeliveryBeans::safety, clock));
        beans.put(
                "mail-room",
                new MailRoom(
                        settings.get("throughline.events.type-prefix"),
                        settings.number("throughline.events.claim-bytes"),
                        heard));
        beans.put("planning-failures", new PlanningFailures());
        beans.put("targets", targets);
        beans.put("readings", new Readings(targets));
        beans.put("batch-gate", new BatchGate(targets));
        beans.put("claims", new Claims(stores.journal(), stores.audit()));
        beans.put("target-control", new TargetControl(targets, stores.switches()));
        beans.put("probes", new Probes(stores.database(), stores.ledger(), targets, stores.switches()));
        targets.all().values().forEach(target -> beans.put(target.system() + "-calls", calls(target)));
        beans.put("delivery-routes", new DeliveryRoutes(targets, stores.switches()));
        beans.put(
                "circuit-alerts",
                new CircuitAlerts(
                        targets,
                        stores.switches(),
                        stores.database(),
                        stores.audit(),
                        stores.alerts(),
                        settings.get("throughline.node")));
        return beans;
    }

    /** Finds what should be on its way and is not. */
    Sweeper sweeper(Predicate<String> emptyQueue) {
        return new Sweeper(
                stores.database(),
                stores.ledger().agenda(),
                stores.audit(),
                targets::closed,
                () -> stores.switches().stopped(KillSwitches.Scope.FLOW),
                () -> targets.all().keySet().stream()
                        .filter(system -> emptyQueue.test("deliver." + system))
                        .collect(Collectors.toSet()),
                settings.millis("throughline.sweep.patience-millis"));
    }

    /** Takes up what was parked. */
    ParkedFacts parkedFacts(Sweeper.Unparking unparking) {
        return new ParkedFacts(
                stores.database(),
                stores.audit(),
                stores.parking(),
                unparking,
                stores.alerts(),
                Duration.ofSeconds(settings.number("throughline.events.gap-seconds")),
                stores.ledger()::aheadOf,
                clock);
    }

    /** Threads of one system only, so that a slow one keeps none of another's busy. */
    private static ExecutorService calls(Target target) {
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor calls = new ThreadPoolExecutor(
                target.budget().view().most(),
                target.budget().view().most(),
                30,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                work -> {
                    Thread thread = new Thread(work, target.system() + "-call-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        calls.allowCoreThreadTimeOut(true);
        return calls;
    }

    private Outcomes outcomes() {
        RetryPolicy retries = new RetryPolicy(
                settings.number("throughline.delivery.attempts"),
                settings.millis("throughline.delivery.first-delay-millis"),
                settings.millis("throughline.delivery.max-delay-millis"),
                () -> ThreadLocalRandom.current().nextDouble());
        return new Outcomes(
                retries, settings.millis("throughline.delivery.down-delay-millis"), DeliveryBeans::safety, clock);
    }

    private Target target(String system) {
        Circuit circuit = new Circuit(
                settings.number("throughline.circuit.failures"),
                settings.millis("throughline.circuit.first-pause-millis"),
                settings.millis("throughline.circuit.max-pause-millis"),
                clock,
                System::nanoTime,
                () -> ThreadLocalRandom.current().nextDouble());
        Budget budget = new Budget(
                limit(system, "connections", DEFAULT_CONNECTIONS), limit(system, "rate", 0), System::nanoTime);
        return new Target(system, circuit, budget, settings.number("throughline.delivery.attempts"));
    }

    /** A limit of a system; the systems of extensions have no settings of their own. */
    private int limit(String system, String name, int otherwise) {
        String key = "throughline.systems." + system + "." + name;
        return settings.find(key) == null ? otherwise : settings.number(key);
    }

    private static Safety safety(Step step) {
        return Connectors.operation(step.system(), step.operation())
                .map(operation -> operation.safety())
                .orElse(Safety.of(Repeatability.NONE));
    }
}
