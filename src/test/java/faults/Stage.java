package faults;

import io.throughline.delivery.http.ConnectorSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * What all scenarios share: one process of targets, and the folder of a node that has been taught the firm, one clerk and
 * one open project. A scenario copies the folder and takes numbers of workers and time entries nobody else has.
 */
final class Stage {

    private static final List<String> REFERENCE = List.of(
            "legal_entities.csv",
            "cost_centers.csv",
            "holidays.csv",
            "cost_rates.csv",
            "fx_rates.csv",
            "customers.csv",
            "projects.csv",
            "rate_cards.csv");

    private static final AtomicInteger WORKERS = new AtomicInteger(30_000);
    private static final AtomicInteger ENTRIES = new AtomicInteger(970_000);
    private static Stage shared;

    private final Path root;
    private final Targets targets;
    private final ClassArchive archive;

    private Stage(Path root) throws IOException {
        this.root = root;
        archive = ClassArchive.in(root.resolveSibling("archive"));
        Targets started = new Targets(root.resolve("targets"));
        targets = started;
        teach();
    }

    /** The stage of this JVM. */
    static synchronized Stage shared() throws IOException {
        if (shared == null) {
            Path root = Path.of("target", "faults", System.getProperty("tests.process", "alone"))
                    .toAbsolutePath();
            delete(root);
            shared = new Stage(root);
        }
        return shared;
    }

    Targets targets() {
        return targets;
    }

    /** The number of a worker nobody has used. */
    static int worker() {
        return WORKERS.incrementAndGet();
    }

    /** The number of a time entry nobody has used. */
    static int entry() {
        return ENTRIES.incrementAndGet();
    }

    /** A folder of its own for a scenario, with what the prepared node knows. */
    Path folder(String scenario) throws IOException {
        Path folder = root.resolve(scenario);
        delete(folder);
        copy(root.resolve("prepared/data"), folder.resolve("data"));
        return folder;
    }

    /** An empty folder of its own for a scenario. */
    Path emptyFolder(String scenario) throws IOException {
        Path folder = root.resolve(scenario);
        delete(folder);
        Files.createDirectories(folder);
        return folder;
    }

    /** A node on a folder that talks to the targets. */
    Node node(Path folder) {
        Map<String, String> settings = new TreeMap<>();
        ConnectorSettings.DEFAULTS.forEach((key, value) -> {
            if (value.contains("127.0.0.1:8090")) {
                settings.put(key, value.replace("127.0.0.1:8090", "127.0.0.1:" + targets.port()));
            }
        });
        settings.put("throughline.data.dir", folder.resolve("data").toString());
        settings.put("throughline.exchange.dir", folder.resolve("exchange").toString());
        settings.put("throughline.sandbox.enabled", "false");
        settings.put("throughline.sandbox.port", Integer.toString(targets.port()));
        settings.put("throughline.samples.load", "false");
        settings.put("throughline.hawtio.enabled", "false");
        settings.put("throughline.poll.enabled", "false");
        settings.put("throughline.files.poll-millis", "100");
        settings.put("throughline.files.stable-millis", "200");
        settings.put("throughline.sweep.millis", "200");
        settings.put("throughline.sweep.patience-millis", "3000");
        settings.put("throughline.circuit.max-pause-millis", "5000");
        settings.put("throughline.delivery.first-delay-millis", "100");
        settings.put("throughline.delivery.max-delay-millis", "2000");
        settings.put("throughline.delivery.down-delay-millis", "300");
        settings.put("throughline.delivery.batch", "5");
        for (String system : List.of("scim", "netsuite", "kantata", "adp", "salesforce")) {
            settings.put("throughline.systems." + system + ".timeout", "3000");
        }
        return new Node(folder, settings, archive);
    }

    /** Drops reference data of the firm and waits until it is known. */
    void reference(Node node, List<String> names) throws IOException {
        for (String name : names) {
            Path in = node.exchange("netsuite", "in");
            Files.copy(Path.of("src/main/resources/samples/reference", name), in.resolve("." + name + ".tmp"));
            Files.move(in.resolve("." + name + ".tmp"), in.resolve(name), StandardCopyOption.ATOMIC_MOVE);
            Path receipt = node.exchange("netsuite", "done").resolve(name + ".receipt.json");
            Patience.until(name + " is known", () -> Files.exists(receipt));
        }
    }

    private void teach() throws IOException {
        Path folder = root.resolve("prepared");
        try (Node node = node(folder);
                Driver driver = new Driver(node, root.resolve("prepared.driver"))) {
            node.start();
            reference(node, REFERENCE);
            if (driver.http(Workers.worker(30_000, 1)) != 202) {
                throw new IllegalStateException("the clerk was not taken");
            }
            node.api("POST", "/hooks/salesforce", targets.win("006Hs00000Q1003IAB"));
            Patience.until("the project is open", () -> node.api("GET", "/api/v1/projects/" + Workers.PROJECT, null)
                    .body()
                    .contains("\"ACTIVE\""));
            Patience.until("the stage is set", () -> {
                for (var row : node.ask("/steps")) {
                    if (!List.of("DONE", "null").contains(row.path("step_state").asText("null"))) {
                        return false;
                    }
                }
                return true;
            });
            node.process().terminate();
            node.process().awaitExit(60);
        }
        archive.make();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                if (!Files.isDirectory(file)) {
                    Files.copy(file, target);
                }
            }
        }
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException busy) {
            throw new UncheckedIOException(busy);
        }
    }
}
