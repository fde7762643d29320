package io.throughline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code throughline replay}. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Has events delivered again in the running product; finished steps are skipped.",
            "Shows first how many and how much money it is about, and what was replayed before."
        },
        subcommands = {
            ReplayVerbs.List.class,
            ReplayVerbs.Show.class,
            ReplayVerbs.Approve.class,
            ReplayVerbs.Pause.class,
            ReplayVerbs.Resume.class,
            ReplayVerbs.Cancel.class
        })
final class ReplayCommand implements Callable<Integer> {

    @Option(names = "--event", paramLabel = "<id>", description = "Id of an event; may be given more than once.")
    private List<String> events;

    @Option(names = "--key", description = "Ordering key, such as project:P-1003.")
    private String key;

    @Option(names = "--type", description = "Event type or its beginning, such as time.approved.v1 or time.")
    private String type;

    @Option(names = "--system", description = "Events with a step to this system.")
    private String system;

    @Option(names = "--state", description = "Events with a step in this state, such as DEAD.")
    private String state;

    @Option(names = "--legal-entity", description = "Events of this legal entity.")
    private String legalEntity;

    @Option(names = "--from", description = "Recorded at this instant or later, such as 2026-10-31T00:00:00Z.")
    private String from;

    @Option(names = "--to", description = "Recorded before this instant.")
    private String to;

    @Option(names = "--step", description = "Only from this step of each event on.")
    private String step;

    @Option(names = "--target", paramLabel = "<system>", description = "Only steps to this system; may be repeated.")
    private List<String> targets;

    @Option(names = "--reason", description = "Why; kept in the audit.")
    private String reason;

    @Option(names = "--dry-run", description = "Show what it would do, and do nothing.")
    private boolean dryRun;

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Mixin
    private AsPerson as;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        RunningProduct product = as.product();
        PrintWriter out = spec.commandLine().getOut();
        RunningProduct.Answer seen = post(product, "/api/v1/replays", request().put("dryRun", true));
        if (!seen.ok()) {
            return cannot(seen.problem());
        }
        JsonNode preview = Json.tree(seen.body());
        if (!json) {
            ReplayText.preview(preview, out);
        }
        if (dryRun || preview.path("events").asInt() == 0) {
            if (json) {
                out.println(preview.toPrettyString());
            }
            out.flush();
            return dryRun ? Cli.DONE : Cli.NOT_AS_EXPECTED;
        }
        out.flush();
        if (!yes && !agreed()) {
            return cannot("nothing was done; answer yes, or give --yes");
        }
        RunningProduct.Answer proposed =
                post(product, "/api/v1/replays", request().put("reason", reason));
        if (!proposed.ok()) {
            return cannot(proposed.problem());
        }
        long id = Json.tree(proposed.body()).path("id").asLong();
        RunningProduct.Answer confirmed = post(
                product, "/api/v1/replays/" + id + "/confirm", Json.mapper().createObjectNode());
        if (!confirmed.ok()) {
            return cannot(confirmed.problem());
        }
        ReplayText.print(Json.tree(confirmed.body()), json, out);
        return Cli.DONE;
    }

    private ObjectNode request() {
        ObjectNode request = Json.mapper().createObjectNode();
        put(request, "events", events);
        put(request, "targets", targets);
        request.put("key", key)
                .put("type", type)
                .put("system", system)
                .put("state", state)
                .put("legalEntity", legalEntity)
                .put("from", from)
                .put("to", to)
                .put("step", step);
        return request;
    }

    private static void put(ObjectNode request, String field, List<String> values) {
        if (values != null) {
            ArrayNode list = request.putArray(field);
            values.forEach(list::add);
        }
    }

    private static boolean agreed() {
        if (System.console() == null) {
            return false;
        }
        String answer = System.console().readLine("Replay them? Type yes: ");
        return "yes".equals(answer);
    }

    private int cannot(String sentence) {
        spec.commandLine().getErr().println("throughline: " + sentence);
        return Cli.NOT_AS_EXPECTED;
    }

    static RunningProduct.Answer post(RunningProduct product, String path, ObjectNode body) throws IOException {
        return product.post(path, "application/json", body.toString().getBytes(StandardCharsets.UTF_8));
    }
}
