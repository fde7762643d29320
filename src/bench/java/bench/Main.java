package bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Runs one benchmark: {@code throughput}, {@code latency}, {@code outage}, {@code growth}, {@code micro}, {@code reconcile}, or the {@code product} alone. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) throws Exception {
        String what = arguments.length == 0 ? "throughput" : arguments[0];
        Path folder = Files.createTempDirectory(Path.of(System.getProperty("bench.dir", "target/bench")), "run-");
        try {
            switch (what) {
                case "throughput" -> Throughput.run(folder);
                case "latency" -> Latency.run(folder);
                case "outage" -> Outage.run(folder);
                case "growth" -> Growth.run(folder);
                case "micro" -> Micro.run();
                case "reconcile" -> Reconcile.run(folder);
                case "product" -> Throughput.alone(folder);
                default -> {
                    System.err.println("There is no benchmark " + what);
                    System.exit(2);
                }
            }
        } finally {
            delete(folder);
        }
        System.exit(0);
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                Files.delete(file);
            }
        }
    }
}
