package io.throughline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.contract.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What can be done with a replay once it was proposed. */
final class ReplayVerbs {

    private ReplayVerbs() {}

    private abstract static class Verb implements Callable<Integer> {

        @Option(names = "--json", description = "Print JSON.")
        boolean json;

        @Mixin
        private AsPerson as;

        @Spec
        CommandSpec spec;

        RunningProduct product() throws IOException {
            return as.product();
        }

        PrintWriter out() {
            return spec.commandLine().getOut();
        }

        int said(RunningProduct.Answer answer) {
            if (!answer.ok()) {
                spec.commandLine().getErr().println("throughline: " + answer.problem());
                return Cli.NOT_AS_EXPECTED;
            }
            ReplayText.print(Json.tree(answer.body()), json, out());
            return Cli.DONE;
        }
    }

    private abstract static class Action extends Verb {

        @Parameters(paramLabel = "<id>", description = "Number of the replay.")
        private long id;

        private final String action;

        Action(String action) {
            this.action = action;
        }

        @Override
        public Integer call() throws IOException {
            return said(ReplayCommand.post(
                    product(),
                    "/api/v1/replays/" + id + "/" + action,
                    Json.mapper().createObjectNode()));
        }
    }

    /** {@code replay list}. */
    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists replays, newest first.")
    static final class List extends Verb {

        @Override
        public Integer call() throws IOException {
            RunningProduct.Answer answer = product().get("/api/v1/replays");
            if (!answer.ok()) {
                return said(answer);
            }
            JsonNode replays = Json.tree(answer.body());
            if (json) {
                out().println(replays.toPrettyString());
            } else {
                replays.forEach(replay -> ReplayText.print(replay, false, out()));
            }
            out().flush();
            return Cli.DONE;
        }
    }

    /** {@code replay show}. */
    @Command(name = "show", mixinStandardHelpOptions = true, description = "Shows one replay with its events.")
    static final class Show extends Verb {

        @Parameters(paramLabel = "<id>", description = "Number of the replay.")
        private long id;

        @Override
        public Integer call() throws IOException {
            RunningProduct.Answer answer = product().get("/api/v1/replays/" + id);
            int code = said(answer);
            if (answer.ok() && !json) {
                JsonNode replay = Json.tree(answer.body());
                ReplayText.preview(replay.path("preview"), out());
                replay.path("items").forEach(item -> out().printf(
                                "%5d  %-40s %-10s %s%n",
                                item.path("seq").asInt(),
                                item.path("eventId").asText(),
                                item.path("outcome").asText("waits"),
                                item.path("note").asText("")));
                out().flush();
            }
            return code;
        }
    }

    /** {@code replay approve}. */
    @Command(
            name = "approve",
            mixinStandardHelpOptions = true,
            description = "Agrees to a replay as the second person it needs.")
    static final class Approve extends Action {
        Approve() {
            super("approve");
        }
    }

    /** {@code replay pause}. */
    @Command(name = "pause", mixinStandardHelpOptions = true, description = "Stops a replay until it is resumed.")
    static final class Pause extends Action {
        Pause() {
            super("pause");
        }
    }

    /** {@code replay resume}. */
    @Command(name = "resume", mixinStandardHelpOptions = true, description = "Goes on with a paused replay.")
    static final class Resume extends Action {
        Resume() {
            super("resume");
        }
    }

    /** {@code replay cancel}. */
    @Command(
            name = "cancel",
            mixinStandardHelpOptions = true,
            description = "Gives a replay up; what was taken up before stays so.")
    static final class Cancel extends Action {
        Cancel() {
            super("cancel");
        }
    }
}
