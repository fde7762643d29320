package firms;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.InProcess;
import io.throughline.journal.Database;
import io.throughline.journal.Seal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import journeys.AdjustableClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Firms that nobody thought up: whatever the order and number of deliveries, the end state and all figures are the same.
 * {@link FirmGenerator} makes the firm of a seed, {@link Deliveries} an order of it, {@link FirmRun} takes it through the
 * product's own path, and {@link Outcome} says what has to be equal. A failure names firm, order and the first difference.
 *
 * <p>The long form: {@code ./mvnw test -Dtest=RandomFirmsTest -Dfirms.count=1000}; more orders of each with
 * {@code -Dfirms.orders=10}; other firms, or one that failed, with {@code -Dfirms.seed=<first>}, alone with
 * {@code -Dfirms.count=1}.
 */
class RandomFirmsTest {

    private static final int COUNT = Integer.getInteger("firms.count", 6);
    private static final int ORDERS = Integer.getInteger("firms.orders", 4);
    private static final long SEED = Long.getLong("firms.seed", 1L);

    @TempDir
    static Path folder;

    @Test
    void end_state_and_figures_do_not_depend_on_order_and_number_of_deliveries() throws Exception {
        Seal seal = Seal.withKeyIn(folder.resolve("payload.key"));
        ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
        ExecutorService two = Executors.newFixedThreadPool(2);
        try (InProcess.Words words = new InProcess.Words()) {
            List<Future<?>> runs = new ArrayList<>();
            for (long seed = SEED; seed < SEED + COUNT; seed++) {
                Firm firm = FirmGenerator.firm(seed);
                runs.add(two.submit(() -> {
                    compare(firm, seal, words, wrong);
                    return null;
                }));
            }
            for (Future<?> run : runs) {
                run.get();
            }
        } finally {
            two.shutdownNow();
        }
        assertThat(wrong).isEmpty();
    }

    private static void compare(Firm firm, Seal seal, InProcess.Words words, ConcurrentLinkedQueue<String> wrong)
            throws Exception {
        Outcome first = run(firm, 0, seal, words);
        for (long order = 1; order < ORDERS; order++) {
            long at = order;
            Outcome other = run(firm, order, seal, words);
            first.difference(other)
                    .ifPresent(difference ->
                            wrong.add("-Dfirms.seed=" + firm.seed() + ", order " + at + ": " + difference));
        }
    }

    private static Outcome run(Firm firm, long order, Seal seal, InProcess.Words words) throws Exception {
        AdjustableClock clock = AdjustableClock.standingAt(Instant.parse("2026-10-30T15:00:00Z"));
        String name = "firms-" + firm.seed() + "-" + order;
        try (Database database = new Database(
                        "jdbc:h2:mem:" + name + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH",
                        "throughline",
                        "",
                        "kill");
                InProcess product = new InProcess(database, seal, words, clock)) {
            return new FirmRun(firm, product, clock).deliver(Deliveries.of(firm, order));
        }
    }
}
