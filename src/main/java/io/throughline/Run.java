package io.throughline;

import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;

/** Runs the product until it is told to stop. */
public final class Run {

    /** Exit code after a failed write of the embedded database, the EX_IOERR of sysexits.h. */
    private static final int STORE_LOST = 74;

    private Run() {}

    /**
     * Starts the product, says so, and waits for the end of the process.
     *
     * @return 0 after a clean stop, 2 when it could not start
     */
    public static int execute() {
        try {
            long begin = System.nanoTime();
            Settings settings = Settings.load(Path.of(""));
            Product product = Product.startWithSamples(settings, Clock.systemUTC());
            endWithStore(product);
            untilStopped(settings, product, (System.nanoTime() - begin) / 1_000_000_000.0);
            return 0;
        } catch (StartRefused | IllegalArgumentException refused) {
            System.err.println("throughline cannot start: " + refused.getMessage());
            return 2;
        } catch (Exception failure) {
            System.err.println("throughline cannot start: " + failure);
            return 2;
        }
    }

    /**
     * Ends the process, with exit code 74, when the embedded database closes itself because a write failed. Nothing that
     * was acknowledged is lost by that, and whatever supervises the process starts a new one that works.
     */
    public static void endWithStore(Product product) {
        product.wiring().stores().database().whenLost(() -> {
            System.err.println(
                    "throughline ends: the embedded database could not write and closed itself. Make room under"
                            + " throughline.data.dir and start again; nothing that was acknowledged is lost.");
            Runtime.getRuntime().halt(STORE_LOST);
        });
    }

    /**
     * Says where a running product is and waits until the process is told to stop; then stops the product.
     *
     * @param seconds how long the start took
     */
    public static void untilStopped(Settings settings, Product product, double seconds) throws InterruptedException {
        Banner.print(settings, product, seconds);
        // Starting leaves much garbage behind; given back once, the idle process stays small.
        System.gc();
        awaitEnd(product);
    }

    private static void awaitEnd(Product product) throws InterruptedException {
        CountDownLatch stop = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            stop.countDown();
                            try {
                                stopped.await();
                            } catch (InterruptedException hurried) {
                                Thread.currentThread().interrupt();
                            }
                        },
                        "throughline-stop"));
        stop.await();
        System.out.println("stopping ...");
        product.close();
        System.out.println("stopped; nothing is lost, the next start continues here");
        stopped.countDown();
    }
}
