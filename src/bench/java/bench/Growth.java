package bench;

import bench.Meter.Measured;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What an event costs and how much memory stays in use while the journal grows. */
final class Growth {

    private static final int EVENTS = Integer.getInteger("bench.events", 1_000_000);
    private static final int ROUND = 5000;
    private static final int[] LOOK_AT = {10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 750_000, 1_000_000};

    private Growth() {}

    static void run(Path folder) throws Exception {
        TimeEvents events = new TimeEvents("G");
        try (Rig rig = new Rig(folder)) {
            System.out.println(
                    "| events in the journal | events/s since the line before | CPU per event, us | heap after GC,"
                            + " MB | database file, MB |");
            System.out.println("| ---: | ---: | ---: | ---: | ---: |");
            int look = 0;
            long nanos = 0;
            long cpu = 0;
            int since = 0;
            for (int sent = ROUND; sent <= EVENTS; sent += ROUND) {
                rig.hold();
                rig.load(Rig.INTAKE, events, ROUND);
                Measured measured = Meter.time(ROUND, () -> {
                    rig.release();
                    rig.awaitDelivered(ROUND);
                });
                rig.drain(BenchExtension.ERP);
                rig.drain(BenchExtension.PSA);
                nanos += measured.nanos();
                cpu += measured.cpuNanos();
                since += ROUND;
                if (look < LOOK_AT.length && sent >= LOOK_AT[look]) {
                    print(folder, sent, new Measured(since, nanos, cpu));
                    look++;
                    nanos = 0;
                    cpu = 0;
                    since = 0;
                }
            }
        }
    }

    private static void print(Path folder, int events, Measured measured) throws Exception {
        System.gc();
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        System.out.printf(
                Locale.ROOT,
                "| %d | %.0f | %.0f | %d | %d |%n",
                events,
                measured.perSecond(),
                measured.cpuMicros(),
                heap >> 20,
                Files.size(folder.resolve("data").resolve("throughline.mv.db")) >> 20);
    }
}
