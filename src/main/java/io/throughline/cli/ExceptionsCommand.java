package io.throughline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.Settings;
import io.throughline.contract.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code throughline exceptions}. */
@Command(
        name = "exceptions",
        mixinStandardHelpOptions = true,
        description = "What waits for a person in the running product.",
        subcommands = ExceptionsCommand.ListCommand.class)
final class ExceptionsCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do with exceptions: list");
    }

    /** {@code throughline exceptions list}. */
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists the open cases of the running product, oldest first.")
    static final class ListCommand implements Callable<Integer> {

        @Option(names = "--json", description = "Print the cases as a JSON array.")
        private boolean json;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            RunningProduct.Answer answer = new RunningProduct(Settings.load(Path.of(""))).get("/api/v1/exceptions");
            PrintWriter out = spec.commandLine().getOut();
            if (!answer.ok()) {
                spec.commandLine().getErr().println("throughline: " + answer.problem());
                return Cli.NOT_AS_EXPECTED;
            }
            JsonNode cases = Json.tree(answer.body());
            if (json) {
                out.println(cases.toPrettyString());
            } else {
                print(cases, out);
            }
            out.flush();
            return Cli.DONE;
        }

        private static void print(JsonNode cases, PrintWriter out) {
            if (cases.isEmpty()) {
                out.println("nothing waits for a person");
            }
            for (JsonNode one : cases) {
                out.printf(
                        "%5s  %-5s %-24s %-10s %-9s %s%n",
                        one.path("id").asText(),
                        one.path("kind").asText(),
                        one.path("key").asText(),
                        one.path("system").asText("rules"),
                        one.path("rule").asText(),
                        one.path("message").asText());
            }
        }
    }
}
