package io.throughline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.contract.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code throughline periods}. */
@Command(
        name = "periods",
        mixinStandardHelpOptions = true,
        description = {
            "Shows where the accounting periods of the legal entities stand.",
            "With soft-close, close or reopen: moves one on. Ends with 1 when the rules of the close refuse it."
        },
        subcommands = {
            PeriodsCommand.Listing.class,
            PeriodsCommand.SoftClose.class,
            PeriodsCommand.Close.class,
            PeriodsCommand.Reopen.class
        })
final class PeriodsCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        return new Listing().show(spec.commandLine().getOut(), new AsPerson().product(), "", false);
    }

    /** {@code throughline periods list}. */
    @Command(name = "list", mixinStandardHelpOptions = true, description = "Shows the periods.")
    static final class Listing implements Callable<Integer> {

        @Option(
                names = "--entity",
                paramLabel = "<entity>",
                defaultValue = "",
                description = "Only those of this entity.")
        private String entity;

        @Option(names = "--json", description = "Print the answer as JSON.")
        private boolean json;

        @Mixin
        private AsPerson as;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            return show(spec.commandLine().getOut(), as.product(), entity, json);
        }

        Integer show(PrintWriter out, RunningProduct product, String only, boolean asJson) throws IOException {
            RunningProduct.Answer answer = product.get("/api/v1/periods?entity=" + RunningProduct.segment(only));
            if (!answer.ok()) {
                throw new IOException(answer.problem());
            }
            JsonNode found = Json.tree(answer.body());
            if (asJson) {
                out.println(found.toPrettyString());
            } else {
                found.path("periods").forEach(period -> out.println(line(period)));
            }
            out.flush();
            return Cli.DONE;
        }
    }

    private static String line(JsonNode period) {
        return String.format(
                "%-10s %-8s %-12s ends %s",
                period.path("entity").asText(),
                period.path("period").asText(),
                period.path("state").asText(),
                period.path("closesAt").asText());
    }

    /** What all moves ask for. */
    abstract static class Moving implements Callable<Integer> {

        @Option(
                names = "--entity",
                paramLabel = "<entity>",
                required = true,
                description = "Legal entity, such as LE-US.")
        private String entity;

        @Option(names = "--period", paramLabel = "<month>", required = true, description = "Month, such as 2026-10.")
        private YearMonth period;

        @Option(names = "--reason", required = true, description = "Why; it is audited.")
        private String reason;

        @Mixin
        private AsPerson as;

        @Spec
        private CommandSpec spec;

        abstract String action();

        @Override
        public Integer call() throws IOException {
            String body = Json.mapper().createObjectNode().put("reason", reason).toString();
            RunningProduct.Answer answer = as.product()
                    .postPatiently(
                            "/api/v1/periods/" + RunningProduct.segment(entity) + "/" + period + "/" + action(),
                            body.getBytes(StandardCharsets.UTF_8));
            if (answer.status() == 409) {
                JsonNode refusals = Json.tree(answer.body()).path("refusals");
                PrintWriter err = spec.commandLine().getErr();
                refusals.forEach(refusal -> err.println("in the way: " + refusal.asText()));
                err.println(refusals.isEmpty() ? "throughline: " + answer.problem() : "nothing was changed");
                err.flush();
                return Cli.NOT_AS_EXPECTED;
            }
            if (!answer.ok()) {
                throw new IOException(answer.problem());
            }
            spec.commandLine().getOut().println(line(Json.tree(answer.body())));
            spec.commandLine().getOut().flush();
            return Cli.DONE;
        }
    }

    /** {@code throughline periods soft-close}. */
    @Command(
            name = "soft-close",
            mixinStandardHelpOptions = true,
            description =
                    "New time goes to the next open month from now on; not before the month is over where the entity is.")
    static final class SoftClose extends Moving {
        @Override
        String action() {
            return "soft-close";
        }
    }

    /** {@code throughline periods close}. */
    @Command(
            name = "close",
            mixinStandardHelpOptions = true,
            description = "Runs every check of reconcile and closes the period when nothing stands in the way.")
    static final class Close extends Moving {
        @Override
        String action() {
            return "close";
        }
    }

    /** {@code throughline periods reopen}. */
    @Command(
            name = "reopen",
            mixinStandardHelpOptions = true,
            description = "Opens a period again, the latest of its entity first.")
    static final class Reopen extends Moving {
        @Override
        String action() {
            return "reopen";
        }
    }
}
