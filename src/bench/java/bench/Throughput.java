package bench;

import bench.BareCamel.Setting;
import bench.Meter.Measured;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Events per second of the product and of what it is compared with, in turns within one process. */
final class Throughput {

    private static final int EVENTS = Integer.getInteger("bench.events", 5000);
    private static final int SINGLE = Math.max(1, EVENTS / 10);
    private static final int CALIBRATION = Math.max(1, EVENTS / 2);
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 9);
    private static final int WARM_UP = Integer.getInteger("bench.warm-up", 20);

    /** Rounds of all in turns that do not count: what one leaves to the compiler slows the next. */
    private static final int TURNS_OF_WARM_UP = Math.min(4, WARM_UP);

    private final Rig rig;
    private final HandLoop hand;
    private final TimeEvents events = new TimeEvents("E" + Long.toString(System.currentTimeMillis(), 36) + "-");

    private Throughput(Rig rig, HandLoop hand) {
        this.rig = rig;
        this.hand = hand;
    }

    static void run(Path folder) throws Exception {
        try (Rig rig = new Rig(folder);
                HandLoop hand = new HandLoop(rig.connections(), folder)) {
            new Throughput(rig, hand).compare();
        }
    }

    /** The product alone, round after round, for a profiler to look at; with several batch sizes, in turns. */
    static void alone(Path folder) throws Exception {
        String[] sizes = System.getProperty("bench.batches", "0").split(",");
        try (Rig rig = new Rig(folder)) {
            Throughput bench = new Throughput(rig, null);
            for (int round = 1; round <= ROUNDS; round++) {
                for (String size : sizes) {
                    rig.batches(Integer.parseInt(size));
                    Measured measured = bench.product(EVENTS);
                    System.out.printf(
                            Locale.ROOT,
                            "round %d, batch %s: %.0f/s, %.0f us of processor time per event%n",
                            round,
                            size,
                            measured.perSecond(),
                            measured.cpuMicros());
                }
            }
        }
    }

    private void compare() throws Exception {
        for (int i = 0; i < WARM_UP; i++) {
            System.out.printf(
                    Locale.ROOT,
                    "warm-up %d: product %.0f/s, hand-written %.0f/s%n",
                    i + 1,
                    product(EVENTS).perSecond(),
                    handWritten().perSecond());
        }
        Setting best = bestBare();
        Map<String, List<Measured>> results = new LinkedHashMap<>();
        try (BareCamel bare = new BareCamel(rig.connections(), best)) {
            for (int round = 1 - TURNS_OF_WARM_UP; round <= ROUNDS; round++) {
                if (round == 1) {
                    results.clear();
                }
                note(results, "product", product(EVENTS));
                note(results, "hand-written loop", handWritten());
                note(results, "bare Camel JMS to JMS", bare(bare, EVENTS));
                note(results, "product, one at a time", oneAtATime());
                System.out.println("round " + round + ": " + last(results));
            }
            report(results);
            disk("product", EVENTS, () -> product(EVENTS));
            disk("hand-written loop", EVENTS, this::handWritten);
            disk("bare Camel JMS to JMS", EVENTS, () -> bare(bare, EVENTS));
            disk("product, one at a time", SINGLE, this::oneAtATime);
        }
        idleDisk();
    }

    private Measured product(int count) throws Exception {
        rig.hold();
        rig.load(Rig.INTAKE, events, count);
        Measured measured = Meter.time(count, () -> {
            rig.release();
            rig.awaitDelivered(count);
        });
        check(BenchExtension.ERP, count);
        check(BenchExtension.PSA, count);
        return measured;
    }

    private Measured oneAtATime() throws Exception {
        rig.batches(1);
        try {
            return product(SINGLE);
        } finally {
            rig.batches(0);
        }
    }

    private Measured handWritten() throws Exception {
        rig.load(BenchExtension.HAND_IN, events, EVENTS);
        Measured measured = Meter.time(EVENTS, () -> hand.run(EVENTS));
        check(BenchExtension.HAND_ERP, EVENTS);
        check(BenchExtension.HAND_PSA, EVENTS);
        return measured;
    }

    private Measured bare(BareCamel bare, int count) throws Exception {
        rig.load(BenchExtension.BARE_IN, events, count);
        Measured measured = Meter.time(count, () -> {
            bare.begin();
            Rig.await(() -> rig.depth(BenchExtension.BARE_OUT) >= count && rig.depth(BenchExtension.BARE_IN) == 0);
        });
        bare.pause();
        check(BenchExtension.BARE_OUT, count);
        return measured;
    }

    private Setting bestBare() throws Exception {
        Setting best = null;
        double fastest = 0;
        for (Setting setting : List.of(
                new Setting(1, "CACHE_CONSUMER", false),
                new Setting(2, "CACHE_CONSUMER", false),
                new Setting(4, "CACHE_CONSUMER", false),
                new Setting(8, "CACHE_CONSUMER", false),
                new Setting(4, "CACHE_SESSION", false),
                new Setting(4, "CACHE_CONSUMER", true))) {
            try (BareCamel bare = new BareCamel(rig.connections(), setting)) {
                bare(bare, CALIBRATION);
                double speed = Math.max(
                        bare(bare, CALIBRATION).perSecond(),
                        bare(bare, CALIBRATION).perSecond());
                System.out.printf(Locale.ROOT, "bare Camel, %s: %.0f/s%n", setting, speed);
                if (speed > fastest) {
                    fastest = speed;
                    best = setting;
                }
            }
        }
        return best;
    }

    private void check(String queue, int expected) throws Exception {
        int taken = rig.drain(queue);
        if (taken != expected) {
            throw new IllegalStateException(queue + " got " + taken + " messages instead of " + expected);
        }
    }

    private static void report(Map<String, List<Measured>> results) {
        double product = median(results.get("product"), true);
        System.out.println();
        System.out.println("| | events/s, median | lowest to highest | CPU per event, us | product / this |");
        System.out.println("| --- | ---: | ---: | ---: | ---: |");
        results.forEach((name, runs) -> {
            double[] speeds =
                    runs.stream().mapToDouble(Measured::perSecond).sorted().toArray();
            double median = median(runs, true);
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.0f | %.0f to %.0f | %.0f | %.2f |%n",
                    name,
                    median,
                    speeds[0],
                    speeds[speeds.length - 1],
                    median(runs, false),
                    product / median);
        });
        System.out.println();
    }

    private static double median(List<Measured> runs, boolean speed) {
        double[] values = runs.stream()
                .mapToDouble(run -> speed ? run.perSecond() : run.cpuMicros())
                .toArray();
        Arrays.sort(values);
        return values[values.length / 2];
    }

    private static void note(Map<String, List<Measured>> results, String name, Measured measured) {
        results.computeIfAbsent(name, key -> new ArrayList<>()).add(measured);
    }

    private static String last(Map<String, List<Measured>> results) {
        List<String> texts = new ArrayList<>();
        results.forEach((name, runs) -> texts.add(String.format(
                Locale.ROOT, "%s %.0f/s", name, runs.get(runs.size() - 1).perSecond())));
        return String.join(", ", texts);
    }

    /** Loading and draining flush too: in transactions of 250, so about one flush in 60 events of what is shown. */
    private static void disk(String name, int count, Meter.Work work) throws Exception {
        Meter.Disk disk = Meter.disk(work);
        System.out.printf(
                Locale.ROOT,
                "disk, %s: %.3f flushes per event, %.2f database writes and %.1f KB written to the database per event%n",
                name,
                disk.flushes() / (double) count,
                disk.databaseWrites() / (double) count,
                disk.databaseBytes() / 1024.0 / count);
    }

    /** One event every quarter of a second, so that none shares a flush with another. */
    private void idleDisk() throws Exception {
        int count = 20;
        Meter.Disk disk = Meter.disk(() -> {
            for (int i = 0; i < count; i++) {
                rig.load(Rig.INTAKE, events, 1);
                int expected = i + 1;
                Rig.await(() -> rig.depth(BenchExtension.ERP) == expected && rig.depth(BenchExtension.PSA) == expected);
                Thread.sleep(250);
            }
        });
        System.out.printf(
                Locale.ROOT,
                "disk, idle: %.2f flushes per event, one of them the sender's own%n",
                disk.flushes() / (double) count);
        check(BenchExtension.ERP, count);
        check(BenchExtension.PSA, count);
    }
}
