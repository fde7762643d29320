package io.throughline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.Settings;
import io.throughline.contract.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code throughline targets}. */
@Command(
        name = "targets",
        mixinStandardHelpOptions = true,
        description = {
            "Shows how the target systems of the running product are: circuit, budget, kill switches.",
            "With stop or resume: throws a kill switch or takes it back. With retries: what is being tried again."
        },
        subcommands = {TargetsCommand.Stop.class, TargetsCommand.Resume.class, RetriesCommand.class})
final class TargetsCommand implements Callable<Integer> {

    @Option(names = "--json", description = "Print the answer as JSON.", scope = picocli.CommandLine.ScopeType.INHERIT)
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        return show(new RunningProduct(Settings.load(Path.of(""))).get("/api/v1/targets"));
    }

    private Integer show(RunningProduct.Answer answer) {
        return show(answer, TargetsCommand::print);
    }

    /** Prints an answer, as JSON when that is wanted. */
    Integer show(RunningProduct.Answer answer, BiConsumer<JsonNode, PrintWriter> text) {
        PrintWriter out = spec.commandLine().getOut();
        if (!answer.ok()) {
            spec.commandLine().getErr().println("throughline: " + answer.problem());
            return Cli.NOT_AS_EXPECTED;
        }
        JsonNode found = Json.tree(answer.body());
        if (json) {
            out.println(found.toPrettyString());
        } else {
            text.accept(found, out);
        }
        out.flush();
        return Cli.DONE;
    }

    private static void print(JsonNode found, PrintWriter out) {
        out.printf("%-12s %-8s %9s %9s  %s%n", "system", "circuit", "under way", "allowed", "why");
        for (JsonNode target : found.path("targets")) {
            out.printf(
                    "%-12s %-8s %9d %4d of %2d  %s%n",
                    target.path("system").asText(),
                    target.path("circuit").asText(),
                    target.path("callsUnderWay").asInt(),
                    target.path("callsAllowed").asInt(),
                    target.path("callsAtMost").asInt(),
                    target.path("reason").asText(""));
        }
        for (JsonNode stop : found.path("stopped")) {
            out.printf(
                    "stopped: %s %s since %s by %s: %s%n",
                    stop.path("scope").asText(),
                    stop.path("name").asText(),
                    stop.path("since").asText(),
                    stop.path("actor").asText(),
                    stop.path("reason").asText());
        }
    }

    /** What both switch commands ask for. */
    abstract static class Switch implements Callable<Integer> {

        @ParentCommand
        private TargetsCommand targets;

        @Parameters(paramLabel = "<system or flow>", description = "Such as netsuite, or with --flow transfer-time.")
        private String name;

        @Option(names = "--flow", description = "The name is that of a flow.")
        private boolean flow;

        @Option(names = "--reason", required = true, description = "Why; it is shown and audited.")
        private String reason;

        abstract String action();

        @Override
        public Integer call() throws IOException {
            String path = "/api/v1/" + (flow ? "flows/" : "targets/") + RunningProduct.segment(name) + "/" + action();
            String body = Json.mapper().createObjectNode().put("reason", reason).toString();
            return targets.show(new RunningProduct(Settings.load(Path.of("")))
                    .post(path, "application/json", body.getBytes(StandardCharsets.UTF_8)));
        }
    }

    /** {@code throughline targets stop}. */
    @Command(
            name = "stop",
            mixinStandardHelpOptions = true,
            description = "Stops everything that goes to a system, or all that a flow sends, on every node.")
    static final class Stop extends Switch {
        @Override
        String action() {
            return "stop";
        }
    }

    /** {@code throughline targets resume}. */
    @Command(name = "resume", mixinStandardHelpOptions = true, description = "Lets a system or a flow go on.")
    static final class Resume extends Switch {
        @Override
        String action() {
            return "resume";
        }
    }
}
