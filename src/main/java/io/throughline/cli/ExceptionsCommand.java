package io.throughline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.contract.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code throughline exceptions}. */
@Command(
        name = "exceptions",
        mixinStandardHelpOptions = true,
        description = "What waits for a person in the running product, and what a person decides about it.",
        subcommands = {
            ExceptionsCommand.ListCommand.class,
            ExceptionsCommand.ShowCommand.class,
            CaseDecisions.Replay.class,
            CaseDecisions.Discard.class,
            CaseDecisions.Resubmit.class,
            CaseDecisions.Settle.class,
            CaseDecisions.Assign.class
        })
final class ExceptionsCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "say what to do with exceptions: list, show, replay, discard, resubmit, settle, assign");
    }

    /** {@code throughline exceptions list}. */
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists open cases by cause, most money at risk first.")
    static final class ListCommand implements Callable<Integer> {

        @Mixin
        private AsPerson as;

        @Option(names = "--json", description = "Print the cases as a JSON array, one element per case.")
        private boolean json;

        @Option(names = "--waiting", description = "List what waits for references instead.")
        private boolean waiting;

        @Option(names = "--domain", paramLabel = "<domain>", description = "Only hr, finance, delivery or operator.")
        private String domain;

        @Option(names = "--system", paramLabel = "<system>", description = "Only one target, or rules.")
        private String system;

        @Option(names = "--state", paramLabel = "<state>", description = "Only OPEN or RETRYING, or the last CLOSED.")
        private String state;

        @Option(names = "--limit", paramLabel = "<n>", description = "At most so many.")
        private Integer limit;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            List<String> query = new ArrayList<>();
            add(query, "view", waiting ? "waiting" : json ? null : "groups");
            add(query, "domain", domain);
            add(query, "system", system);
            add(query, "state", state);
            add(query, "limit", limit == null ? null : limit.toString());
            RunningProduct.Answer answer =
                    as.product().get("/api/v1/exceptions" + (query.isEmpty() ? "" : "?" + String.join("&", query)));
            if (!answer.ok()) {
                spec.commandLine().getErr().println("throughline: " + answer.problem());
                return Cli.NOT_AS_EXPECTED;
            }
            PrintWriter out = spec.commandLine().getOut();
            JsonNode list = Json.tree(answer.body());
            if (json) {
                out.println(list.toPrettyString());
            } else if (waiting) {
                new CaseText(out).waiting(list);
            } else {
                new CaseText(out).groups(list);
            }
            out.flush();
            return Cli.DONE;
        }

        private static void add(List<String> query, String name, String value) {
            if (value != null) {
                query.add(name + "=" + RunningProduct.segment(value));
            }
        }
    }

    /** {@code throughline exceptions show}. */
    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Shows one case. Looking at its payload is written to the audit.")
    static final class ShowCommand implements Callable<Integer> {

        @Mixin
        private AsPerson as;

        @Parameters(paramLabel = "<case>", description = "Number of the case.")
        private String id;

        @Option(
                names = "--payload",
                description = "With what it carried, before and after mapping; personal fields hidden.")
        private boolean payload;

        @Option(names = "--raw", description = "With the payload, and as it arrived.")
        private boolean raw;

        @Option(names = "--json", description = "Print the case as JSON.")
        private boolean json;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            String view = raw ? "?view=raw" : payload ? "?view=payload" : "";
            RunningProduct.Answer answer = as.product().get("/api/v1/exceptions/" + RunningProduct.segment(id) + view);
            if (!answer.ok()) {
                spec.commandLine().getErr().println("throughline: " + answer.problem());
                return Cli.NOT_AS_EXPECTED;
            }
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(Json.tree(answer.body()).toPrettyString());
            } else {
                new CaseText(out).one(Json.tree(answer.body()));
            }
            out.flush();
            return Cli.DONE;
        }
    }
}
