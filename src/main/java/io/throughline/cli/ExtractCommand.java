package io.throughline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.Settings;
import io.throughline.contract.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code throughline extract}. */
@Command(
        name = "extract",
        mixinStandardHelpOptions = true,
        description = {
            "Fetches what the systems of one legal entity have of a month, as files for reconcile.",
            "Ends with 1 when a table could not be fetched. Needs the running product. See src/docs/close.md."
        })
final class ExtractCommand implements Callable<Integer> {

    @Option(names = "--entity", paramLabel = "<entity>", required = true, description = "Legal entity, such as LE-US.")
    private String entity;

    @Option(names = "--period", paramLabel = "<month>", required = true, description = "Month, such as 2026-10.")
    private YearMonth period;

    @Option(names = "--json", description = "Print the answer as JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        RunningProduct.Answer answer = new RunningProduct(Settings.load(Path.of("")))
                .postPatiently(
                        "/api/v1/close/" + RunningProduct.segment(entity) + "/" + period + "/fetch", new byte[0]);
        if (!answer.ok()) {
            throw new IOException(answer.problem());
        }
        JsonNode told = Json.tree(answer.body());
        PrintWriter terminal = spec.commandLine().getOut();
        boolean whole = true;
        for (JsonNode input : told.path("inputs")) {
            whole &= !input.has("problem");
            if (!json) {
                print(input, terminal);
            }
        }
        terminal.println(
                json ? told.toPrettyString() : "in " + told.path("folder").asText());
        terminal.flush();
        return whole ? Cli.DONE : Cli.NOT_AS_EXPECTED;
    }

    private static void print(JsonNode input, PrintWriter terminal) {
        List<String> systems = new ArrayList<>();
        input.path("systems").forEach(system -> systems.add(system.asText()));
        String what = input.has("problem")
                ? "NOT FETCHED: " + input.path("problem").asText()
                : input.path("rows").asLong() + " rows";
        terminal.printf("%-15s %-20s %s%n", input.path("input").asText(), String.join(", ", systems), what);
    }
}
