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
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code throughline trace}. */
@Command(
        name = "trace",
        mixinStandardHelpOptions = true,
        description = {
            "Tells the story of one worker, project, time entry or file in the running product: where it came from,",
            "what it became, where it went, what is owed. Or shows one event with its steps.",
            "Ends with 1 when nothing is known."
        })
final class TraceCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "<key or event id>",
            description =
                    "A key such as worker:W-0002, project:P-1003, time:T-8801, file:<name or receipt id>, or the id"
                            + " of an event.")
    private String wanted;

    @Option(names = "--json", description = "Print the answer as JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        RunningProduct product = new RunningProduct(Settings.load(Path.of("")));
        PrintWriter out = spec.commandLine().getOut();
        RunningProduct.Answer answer = product.get("/api/v1/trace/" + RunningProduct.segment(wanted));
        JsonNode found = answer.ok() ? Json.tree(answer.body()) : Json.mapper().createObjectNode();
        if (found.path("events").isEmpty()
                && found.path("xref").isEmpty()
                && found.path("files").isEmpty()) {
            answer = product.get("/api/v1/events/" + RunningProduct.segment(wanted));
            if (!answer.ok()) {
                spec.commandLine().getErr().println("throughline: nothing is known of " + wanted);
                return Cli.NOT_AS_EXPECTED;
            }
            found = Json.tree(answer.body());
        }
        if (json) {
            out.println(found.toPrettyString());
        } else {
            print(found, out);
        }
        out.flush();
        return Cli.DONE;
    }

    /** A trace, one event, or several events of one id. */
    private static void print(JsonNode found, PrintWriter out) {
        for (JsonNode reference : found.path("xref")) {
            out.printf(
                    "%-12s %s (%s)%n",
                    reference.path("system").asText(),
                    reference.path("value").asText(),
                    reference.path("type").asText());
        }
        if (found.has("timeline")) {
            story(found, out);
        } else if (found.has("events")) {
            found.path("events").forEach(event -> event(event, out));
        } else if (found.isArray()) {
            found.forEach(event -> event(event, out));
        } else {
            event(found, out);
        }
    }

    private static void story(JsonNode found, PrintWriter out) {
        for (JsonNode line : found.path("timeline")) {
            out.printf(
                    "%-27s  %-28s  %s%n",
                    line.path("at").asText(),
                    line.path("eventId").asText(""),
                    line.path("text").asText());
        }
        if (found.path("owed").isEmpty()) {
            out.println("nothing is owed");
        }
        for (JsonNode owed : found.path("owed")) {
            out.printf(
                    "owed: %s %s since %s%s%s%n",
                    (owed.path("step").asText("") + " " + owed.path("eventId").asText()).strip(),
                    owed.path("state").asText(),
                    owed.path("since").asText(),
                    owed.has("awaits") ? ", waits for " + owed.path("awaits").asText() : "",
                    tries(found, owed));
        }
        for (JsonNode waiting : found.path("waitingForIt")) {
            out.printf(
                    "waits for it: %s of %s since %s (%s)%n",
                    waiting.path("step").asText(),
                    waiting.path("key").asText(),
                    waiting.path("since").asText(),
                    waiting.path("awaits").asText());
        }
    }

    /** How an owed step is being tried, or why it is owed. */
    private static String tries(JsonNode found, JsonNode owed) {
        for (JsonNode event : found.path("events")) {
            for (JsonNode step : event.path("steps")) {
                if (event.path("id").equals(owed.path("eventId"))
                        && step.path("step").equals(owed.path("step"))
                        && Tries.goOn(step)) {
                    return ", " + Tries.of(step);
                }
            }
        }
        return owed.has("reason") ? ", " + owed.path("reason").asText() : "";
    }

    private static void event(JsonNode event, PrintWriter out) {
        out.printf(
                "%s  %-32s %-9s %s  from %s%n",
                event.path("time").asText(),
                event.path("type").asText(),
                event.path("state").asText(),
                event.path("id").asText(),
                event.path("origin").asText());
        event.path("findings")
                .forEach(finding -> out.printf(
                        "    %s %s: %s%n",
                        finding.path("outcome").asText(),
                        finding.path("rule").asText(),
                        finding.path("message").asText()));
        event.path("steps")
                .forEach(step -> out.printf(
                        "    %-12s %-10s %-16s %-8s %s%n",
                        step.path("step").asText(),
                        step.path("system").asText(),
                        step.path("operation").asText(),
                        step.path("state").asText(),
                        Tries.goOn(step)
                                ? Tries.of(step)
                                : step.path("reason")
                                        .asText(step.path("targetReference").asText(""))));
    }
}
