package faults;

import io.throughline.AlteredProduct;
import io.throughline.Product;
import io.throughline.Run;
import io.throughline.Settings;
import io.throughline.contract.Waypoint;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import journeys.AdjustableClock;

/**
 * The product as a process of its own with a control port: {@code NodeMain <settings file> <control port> [<breakage>]}.
 * A refused start is said on standard error, with exit code 2.
 */
public final class NodeMain {

    private NodeMain() {}

    public static void main(String[] arguments) {
        try {
            run(arguments);
        } catch (Throwable refused) {
            refused.printStackTrace();
            Runtime.getRuntime().halt(2);
        }
    }

    private static void run(String[] arguments) throws Exception {
        Properties file = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of(arguments[0]))) {
            file.load(reader);
        }
        Map<String, String> settings = new TreeMap<>();
        file.stringPropertyNames().forEach(key -> settings.put(key, file.getProperty(key)));
        AdjustableClock clock = AdjustableClock.from(Instant.now());
        Crash crash = new Crash();
        Waypoint.observe(crash);
        Declared.apply();
        NodeControl control = new NodeControl(Integer.parseInt(arguments[1]), clock, crash);
        Breakage breakage = Breakage.of(arguments.length > 2 ? arguments[2] : "none");
        breakage.before(settings);
        Product product = AlteredProduct.start(Settings.of(settings), clock, breakage::change);
        Run.endWithStore(product);
        breakage.started(product);
        Runtime.getRuntime().addShutdownHook(new Thread(product::close));
        control.running(product);
        Thread.currentThread().join();
    }
}
