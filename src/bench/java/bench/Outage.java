package bench;

import java.nio.file.Path;
import java.util.Locale;

/** What the other target notices while one of two is away for minutes, and how long the backlog takes afterwards. */
final class Outage {

    private static final int BEFORE = Integer.getInteger("bench.seconds", 60);
    private static final int AWAY = Integer.getInteger("bench.outage.seconds", 300);

    private Outage() {}

    static void run(Path folder) throws Exception {
        try (Rig rig = new Rig(folder)) {
            Trickle.warmUp(rig);
            try (Trickle before = new Trickle(rig, "B", BEFORE)) {
                before.send();
                before.await(BenchExtension.ERP);
                before.await(BenchExtension.PSA);
                away(rig, before);
            }
        }
    }

    private static void away(Rig rig, Trickle before) throws Exception {
        before.close();
        QueueTargets.away(BenchExtension.ERP, true);
        try (Trickle during = new Trickle(rig, "D", AWAY)) {
            during.send();
            during.await(BenchExtension.PSA);
            long waiting = during.of(BenchExtension.ERP).getTotalCount();
            QueueTargets.away(BenchExtension.ERP, false);
            long back = System.nanoTime();
            during.await(BenchExtension.ERP);
            double seconds = (System.nanoTime() - back) / 1e9;
            Trickle.heading();
            before.print("bench-psa, both there", BenchExtension.PSA);
            during.print("bench-psa, bench-erp away", BenchExtension.PSA);
            System.out.printf(
                    Locale.ROOT,
                    "away for %d s, during which it got %d messages; it had all %d of them %.1f s after it was back%n",
                    AWAY,
                    waiting,
                    AWAY * Trickle.RATE,
                    seconds);
            System.out.printf(
                    Locale.ROOT,
                    "away / there: p50 %.2f, p99 %.2f%n",
                    ratio(during, before, 50),
                    ratio(during, before, 99));
        }
    }

    private static double ratio(Trickle during, Trickle before, double percentile) {
        return (double) during.of(BenchExtension.PSA).getValueAtPercentile(percentile)
                / before.of(BenchExtension.PSA).getValueAtPercentile(percentile);
    }
}
