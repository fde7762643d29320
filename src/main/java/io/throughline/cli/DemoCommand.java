package io.throughline.cli;

import io.throughline.Settings;
import io.throughline.cli.demo.Demo;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code throughline demo}. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Plays October 2026 of the demo firm's US entity in a fresh product, through files, JMS, HTTP and polling,"
                    + " and prints what landed where beside the expected figures.",
            "Ends with 0 when everything is as expected, with 1 and the differences otherwise."
        })
final class DemoCommand implements Callable<Integer> {

    @Option(
            names = "--keep-running",
            description = "Leave the product up afterwards, with its folders under demo/ in the working folder.")
    private boolean keepRunning;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        boolean asExpected = new Demo(Settings.load(Path.of("")), keepRunning, json, out).play();
        return asExpected ? Cli.DONE : Cli.NOT_AS_EXPECTED;
    }
}
