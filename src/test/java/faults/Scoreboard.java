package faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * Adds up what all scenarios of a run found and prints one line in the end. A fault counts when every test that injects
 * it has passed; one loss, duplicate or leak anywhere is a failed test and shows in the line.
 */
public final class Scoreboard implements BeforeAllCallback, BeforeEachCallback, TestWatcher {

    /** The faults of the catalogue. */
    static final int CATALOGUE = 48;

    /** What the catalogue names and only two nodes can show. */
    private static final Map<String, String> WAITING = new TreeMap<>(Map.of(
            "F33", "two nodes",
            "F34", "two nodes",
            "F35", "two nodes",
            "F36", "a pair of brokers"));

    private static final Verdict TOTAL = new Verdict();
    private static final Set<String> PASSED = new TreeSet<>();
    private static final Set<String> FAILED = new TreeSet<>();
    private static final Map<String, String> SKIPPED = new TreeMap<>();
    private static final Set<String> CURRENT = new TreeSet<>();
    private static final List<Long> SEEDS = new ArrayList<>();
    private static final long STARTED = System.nanoTime();
    private static long kills;

    /** Says in a test which fault is injected, where an annotation cannot. */
    static synchronized void injects(String fault) {
        CURRENT.add(fault);
    }

    /** Adds what a scenario found. */
    static synchronized void add(Verdict verdict) {
        TOTAL.add(verdict);
    }

    static synchronized void killed() {
        kills++;
    }

    /** A seed that is printed, so that a run can be repeated with {@code -Dfaults.seed=}. */
    static synchronized long seed() {
        long seed = Long.getLong("faults.seed", System.nanoTime() % 1_000_000) + SEEDS.size();
        SEEDS.add(seed);
        return seed;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getRoot()
                .getStore(ExtensionContext.Namespace.create(Scoreboard.class))
                .getOrComputeIfAbsent("end", key -> (AutoCloseable) Scoreboard::end);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        synchronized (Scoreboard.class) {
            CURRENT.clear();
            context.getTestMethod()
                    .map(method -> method.getAnnotation(Fault.class))
                    .ifPresent(fault -> CURRENT.addAll(List.of(fault.value())));
        }
    }

    @Override
    public void testSuccessful(ExtensionContext context) {
        synchronized (Scoreboard.class) {
            PASSED.addAll(CURRENT);
        }
    }

    @Override
    public void testFailed(ExtensionContext context, Throwable cause) {
        synchronized (Scoreboard.class) {
            FAILED.addAll(CURRENT);
        }
    }

    @Override
    public void testAborted(ExtensionContext context, Throwable cause) {
        synchronized (Scoreboard.class) {
            CURRENT.forEach(fault -> SKIPPED.put(fault, String.valueOf(cause.getMessage())));
        }
    }

    @Override
    public void testDisabled(ExtensionContext context, Optional<String> reason) {
        // Only tests that ran say something about a fault.
    }

    /** The score line of this run so far. */
    static synchronized String line() {
        Set<String> good = new TreeSet<>(PASSED);
        good.removeAll(FAILED);
        good.removeAll(SKIPPED.keySet());
        Map<String, String> waiting = new TreeMap<>(WAITING);
        waiting.keySet().removeAll(good);
        String notes = (FAILED.isEmpty() ? "" : "; failed: " + String.join(" ", FAILED))
                + (SKIPPED.isEmpty()
                        ? ""
                        : "; skipped: "
                                + SKIPPED.entrySet().stream()
                                        .map(entry -> entry.getKey() + " " + entry.getValue())
                                        .collect(Collectors.joining(", ")));
        return "faults %d/%d (waiting: %s, failover of F16, long soak of F48%s) · %s · kills %d · seeds %s · %.0f s"
                .formatted(
                        good.size(),
                        CATALOGUE,
                        String.join(" ", waiting.keySet()),
                        notes,
                        TOTAL,
                        kills,
                        SEEDS,
                        (System.nanoTime() - STARTED) / 1e9);
    }

    private static void end() throws IOException {
        String line = line();
        System.out.println(line);
        Files.createDirectories(Path.of("target"));
        Files.writeString(Path.of("target", "faults-score.txt"), line + "\n");
        Stage.closeShared();
    }
}
