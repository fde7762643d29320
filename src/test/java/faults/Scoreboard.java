package faults;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * Adds up what all scenarios of a run found and prints one line after each class; the last one speaks of the whole run,
 * whose classes are shared out to several processes. A fault counts when every test that injects it has passed; one loss,
 * duplicate or leak anywhere is a failed test and shows in the line.
 */
public final class Scoreboard implements BeforeEachCallback, AfterAllCallback, TestWatcher {

    private static final Score OURS = new Score(System.getProperty("faults.run", "alone"));
    private static final List<String> CURRENT = new ArrayList<>();
    private static final Path SCORES = Path.of("target", "faults-scores");
    private static final ObjectMapper FIELDS =
            new ObjectMapper().setVisibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY);

    /** Says in a test which fault is injected, where an annotation cannot. */
    static synchronized void injects(String fault) {
        CURRENT.add(fault);
    }

    /** Adds what a scenario found. */
    static synchronized void add(Verdict verdict) {
        OURS.total.add(verdict);
    }

    static synchronized void killed() {
        OURS.kills++;
    }

    /** A seed that is printed, so that a run can be repeated with {@code -Dfaults.seed=}. */
    static synchronized long seed() {
        long seed = Long.getLong("faults.seed", System.nanoTime() % 1_000_000) + OURS.seeds.size();
        OURS.seeds.add(seed);
        return seed;
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
            OURS.passed.addAll(CURRENT);
        }
    }

    @Override
    public void testFailed(ExtensionContext context, Throwable cause) {
        synchronized (Scoreboard.class) {
            OURS.failed.addAll(CURRENT);
        }
    }

    @Override
    public void testAborted(ExtensionContext context, Throwable cause) {
        synchronized (Scoreboard.class) {
            CURRENT.forEach(fault -> OURS.skipped.put(fault, String.valueOf(cause.getMessage())));
        }
    }

    /** Leaves the score of this process beside those of the others and prints the sum, one process at a time. */
    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        Files.createDirectories(SCORES);
        try (FileChannel gate =
                        FileChannel.open(SCORES.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock turn = gate.lock()) {
            synchronized (Scoreboard.class) {
                Path mine = SCORES.resolve(System.getProperty("tests.process", "alone") + ".json");
                FIELDS.writeValue(mine.toFile(), OURS);
            }
            String line = sum().line();
            System.out.println(line);
            Files.writeString(Path.of("target", "faults-score.txt"), line + "\n");
        }
    }

    private static Score sum() throws IOException {
        Score sum = new Score(OURS.run);
        try (Stream<Path> parts = Files.list(SCORES)) {
            for (Path part : parts.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList()) {
                sum.add(FIELDS.readValue(part.toFile(), Score.class));
            }
        }
        return sum;
    }
}
