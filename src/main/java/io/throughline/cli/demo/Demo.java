package io.throughline.cli.demo;

import io.throughline.Run;
import io.throughline.Settings;
import io.throughline.contract.Json;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** Plays October 2026 of the demo firm, its three entities, in a fresh product and says what landed where. */
public final class Demo {

    private final Settings configured;
    private final boolean keepRunning;
    private final boolean json;
    private final PrintStream out;

    /**
     * @param configured  settings of the user
     * @param keepRunning whether the product stays up afterwards, with its folders under {@code demo/}
     * @param json        whether the report is one JSON document
     * @param out         where the report goes
     */
    public Demo(Settings configured, boolean keepRunning, boolean json, PrintStream out) {
        this.configured = configured;
        this.keepRunning = keepRunning;
        this.json = json;
        this.out = out;
    }

    /**
     * Plays the month; with {@code keepRunning} it returns when the process is told to stop.
     *
     * @return whether everything came out as expected
     * @throws io.throughline.StartRefused when the product cannot start
     */
    public boolean play() throws Exception {
        long begin = System.nanoTime();
        Path folder = folder();
        try (Stage stage = Stage.open(configured, folder, keepRunning, new DemoClock(Month.begin()))) {
            double started = (System.nanoTime() - begin) / 1_000_000_000.0;
            Report report = report(stage, begin);
            if (json) {
                out.println(Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(report));
            } else {
                new ReportText(out).print(report);
            }
            out.flush();
            if (keepRunning) {
                Run.untilStopped(stage.settings(), stage.product(), started);
            }
            return report.asExpected();
        }
    }

    private static Report report(Stage stage, long begin) throws Exception {
        Vendors vendors = new Vendors(stage.sandbox(), stage.settings());
        var stores = stage.product().wiring().stores();
        Books books = new Books(stores.database(), stores.journal());
        OpenAirTime openair = new OpenAirTime(stage.sandbox());
        Month month = new Month(stage, new Doors(stage), vendors, openair, books);
        String trouble = null;
        try (Progress progress = new Progress(month.length())) {
            month.play(progress::next);
        } catch (RuntimeException stopped) {
            trouble = stopped.getMessage() == null ? stopped.toString() : stopped.getMessage();
        }
        Reporter reporter = new Reporter(
                stores, books, new Landed(vendors), new Payslips(stage.exchange(), stores.knowledge(), books));
        Set<String> byHand = new HashSet<>(vendors.byHand());
        byHand.addAll(openair.byHand());
        return reporter.draw(byHand, (System.nanoTime() - begin) / 1_000_000_000L, trouble);
    }

    private Path folder() throws IOException {
        if (!keepRunning) {
            return Files.createTempDirectory("throughline-demo-");
        }
        Path demo = Path.of("demo");
        if (Files.exists(demo.resolve("data"))) {
            throw new IllegalArgumentException(
                    demo.resolve("data") + " exists from an earlier demo; remove the folder demo to play it again");
        }
        return demo;
    }
}
