package bench;

import java.nio.file.Path;

/** How long it takes at a moderate rate from the moment an event was due until each target has what it asks for. */
final class Latency {

    private static final int SECONDS = Integer.getInteger("bench.seconds", 60);

    private Latency() {}

    static void run(Path folder) throws Exception {
        try (Rig rig = new Rig(folder)) {
            Trickle.warmUp(rig);
            try (Trickle trickle = new Trickle(rig, "L", SECONDS)) {
                trickle.send();
                trickle.await(BenchExtension.ERP);
                trickle.await(BenchExtension.PSA);
                Trickle.heading();
                trickle.print(BenchExtension.ERP, BenchExtension.ERP);
                trickle.print(BenchExtension.PSA, BenchExtension.PSA);
            }
        }
    }
}
