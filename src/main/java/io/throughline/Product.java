package io.throughline;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import org.apache.camel.main.Main;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The whole product running in this process: companions, database, broker, routes, HTTP, console. */
public final class Product implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Product.class);

    private final Settings settings;
    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private Wiring wiring;
    private Main main;
    private boolean fresh;

    private Product(Settings settings) {
        this.settings = settings;
    }

    /** Starts everything; on a fresh start the demo firm's reference data is the first thing that is read. */
    public static Product startWithSamples(Settings settings, Clock clock) throws Exception {
        return start(settings, clock, true, product -> {});
    }

    /**
     * Starts everything and returns when it is ready.
     *
     * @param clock tells the time everywhere inside
     * @throws StartRefused in words a person understands, for instance that a port is taken and how to change it
     */
    public static Product start(Settings settings, Clock clock) throws Exception {
        return start(settings, clock, false, product -> {});
    }

    /** Starts everything; tests may change parts that are built and not started yet. */
    static Product start(Settings settings, Clock clock, boolean samples, Consumer<Product> built) throws Exception {
        Product product = new Product(settings);
        try {
            product.startAll(clock, samples, built);
            return product;
        } catch (Exception failure) {
            product.close();
            throw StartRefused.because(failure);
        }
    }

    /** The parts, for those who look inside. */
    public Wiring wiring() {
        return wiring;
    }

    /** Camel. */
    public Main main() {
        return main;
    }

    /** Whether the database was empty before this start. */
    public boolean isFresh() {
        return fresh;
    }

    @Override
    public void close() {
        while (!running.isEmpty()) {
            AutoCloseable part = running.pop();
            try {
                part.close();
            } catch (Exception failure) {
                LOG.warn("stopping {}: {}", part.getClass().getSimpleName(), failure.toString());
            }
        }
    }

    private void startAll(Clock clock, boolean samples, Consumer<Product> built) throws Exception {
        Path data = settings.folder("throughline.data.dir");
        fresh = !Files.exists(data.resolve("throughline.mv.db"));
        Files.createDirectories(data);
        Ports.check(settings);
        if (settings.flag("throughline.sandbox.enabled")) {
            for (Companion companion : ServiceLoader.load(Companion.class)) {
                running.push(companion.start(settings.values(), clock));
            }
        }
        wiring = new Wiring(settings, clock);
        running.push(wiring);
        wiring.open();
        if (samples) {
            Samples.loadOnFirstStart(this, settings);
        }
        main = wiring.camel();
        built.accept(this);
        running.push(main::stop);
        main.start();
        wiring.openConsole();
    }
}
