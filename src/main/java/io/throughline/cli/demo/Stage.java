package io.throughline.cli.demo;

import io.throughline.Product;
import io.throughline.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A fresh product with the sandbox beside it, in a time of its own. */
final class Stage implements AutoCloseable {

    private static final String SANDBOX_PORT = "throughline.sandbox.port";

    /** The month is played in a fresh product, and as quickly as the product can work. */
    private static final Map<String, String> OF_ITS_OWN = Map.of(
            "throughline.db.url", "",
            "throughline.sandbox.enabled", "true",
            "throughline.samples.load", "false",
            "throughline.poll.enabled", "false",
            "throughline.poll.millis", "1000",
            "throughline.files.poll-millis", "250",
            "throughline.files.stable-millis", "250",
            "throughline.due.millis", "500");

    private final Path folder;
    private final boolean keep;
    private final Settings settings;
    private final DemoClock clock;
    private final Product product;

    private Stage(Path folder, boolean keep, Settings settings, DemoClock clock, Product product) {
        this.folder = folder;
        this.keep = keep;
        this.settings = settings;
        this.clock = clock;
        this.product = product;
    }

    /**
     * Starts the product.
     *
     * @param configured settings of the user; a port that is taken gives way to a free one
     * @param folder     new folder for data and exchange
     * @param keep       whether the folder stays after the end, and the console is wanted
     */
    static Stage open(Settings configured, Path folder, boolean keep, DemoClock clock) throws Exception {
        Map<String, String> values = new HashMap<>(configured.values());
        for (String port : List.of("http", "broker", "hawtio", "sandbox")) {
            String key = "throughline." + port + ".port";
            values.put(key, Integer.toString(free(configured.number(key))));
        }
        String usual = "http://127.0.0.1:8090/sandbox/";
        String sandbox = "http://127.0.0.1:" + values.get(SANDBOX_PORT) + "/sandbox/";
        Settings.known().forEach(setting -> {
            if (setting.defaultValue().startsWith(usual)) {
                values.put(setting.key(), setting.defaultValue().replace(usual, sandbox));
            }
        });
        values.put("throughline.data.dir", folder.resolve("data").toString());
        values.put("throughline.exchange.dir", folder.resolve("exchange").toString());
        values.put("throughline.hawtio.enabled", Boolean.toString(keep));
        values.putAll(OF_ITS_OWN);
        Settings settings = Settings.of(values);
        return new Stage(folder, keep, settings, clock, Product.start(settings, clock));
    }

    Settings settings() {
        return settings;
    }

    DemoClock clock() {
        return clock;
    }

    Product product() {
        return product;
    }

    Path exchange() {
        return settings.folder("throughline.exchange.dir");
    }

    /** Address of the product's HTTP server. */
    String http() {
        return "http://" + settings.get("throughline.http.host") + ":" + settings.get("throughline.http.port");
    }

    /** Address of the sandbox. */
    String sandbox() {
        return "http://127.0.0.1:" + settings.get(SANDBOX_PORT) + "/sandbox";
    }

    /** Starts a route that the settings left stopped, as an operator would. */
    void startRoute(String id) throws Exception {
        product.main().getCamelContext().getRouteController().startRoute(id);
    }

    @Override
    public void close() {
        product.close();
        if (!keep) {
            delete(folder);
        }
    }

    private static int free(int wanted) throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(loopback, wanted));
            return probe.getLocalPort();
        } catch (IOException taken) {
            try (ServerSocket any = new ServerSocket(0, 1, loopback)) {
                return any.getLocalPort();
            }
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("the folder " + folder + " could not be deleted", failed);
        }
    }
}
