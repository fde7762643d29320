package io.throughline.cli;

import io.throughline.Run;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code throughline run}. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = {
            "Starts the product and runs it until it is told to stop (the default).",
            "Settings come from throughline.properties in the working folder and THROUGHLINE_* in the environment."
        })
final class RunCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        return Run.execute();
    }
}
