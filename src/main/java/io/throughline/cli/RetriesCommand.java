package io.throughline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code throughline targets retries}. */
@Command(
        name = "retries",
        mixinStandardHelpOptions = true,
        description = "Shows what is being tried again now, what is due next first.")
final class RetriesCommand implements Callable<Integer> {

    @ParentCommand
    private TargetsCommand targets;

    @Option(names = "--system", paramLabel = "<system>", description = "Only what goes to this system.")
    private String system;

    @Option(
            names = "--limit",
            paramLabel = "<n>",
            defaultValue = "100",
            description = "Most lines, 1 to 1000; ${DEFAULT-VALUE} when nothing is said.")
    private int limit;

    @Override
    public Integer call() throws IOException {
        String path =
                "/api/v1/retries?limit=" + limit + (system == null ? "" : "&system=" + RunningProduct.segment(system));
        return targets.show(new RunningProduct(Settings.load(Path.of(""))).get(path), RetriesCommand::print);
    }

    private static void print(JsonNode retries, PrintWriter out) {
        if (retries.isEmpty()) {
            out.println("nothing is being tried again");
            return;
        }
        out.printf("%-12s %-18s %-24s %-8s  %s%n", "system", "operation", "key", "state", "how it stands");
        for (JsonNode retry : retries) {
            out.printf(
                    "%-12s %-18s %-24s %-8s  %s (event %s)%n",
                    retry.path("system").asText(),
                    retry.path("operation").asText(),
                    retry.path("key").asText(),
                    retry.path("state").asText(),
                    Tries.of(retry),
                    retry.path("event").asText());
        }
    }
}
