package io.throughline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Decisions about cases: each is one request per case, and the command ends with 1 when one of them is refused. Only steps
 * of a whole group are sent again together, as one replay.
 */
final class CaseDecisions {

    /** Characters of a group; numbers of cases are shorter. */
    private static final int GROUP = 16;

    private static final String CASES = "Numbers of cases, or the groups of list --json.";

    private CaseDecisions() {}

    /** What all decisions share. */
    private abstract static class Deciding implements Callable<Integer> {

        @Mixin
        private AsPerson as;

        @Option(names = "--json", description = "Print the answers as JSON, one a line.")
        private boolean json;

        @Option(names = "--reason", paramLabel = "<words>", description = "Why; kept in the audit.")
        private String reason;

        @Spec
        private CommandSpec spec;

        /** The request, complete but for the reason. */
        abstract ObjectNode request() throws IOException;

        abstract List<String> cases();

        @Override
        public Integer call() throws IOException {
            ObjectNode body = request();
            if (reason != null) {
                body.put("reason", reason);
            }
            RunningProduct product = as.product();
            boolean done = true;
            for (String wanted : cases()) {
                if (wanted.length() == GROUP) {
                    done &= decideGroup(product, members(product, wanted), body);
                } else {
                    done &= decide(product, wanted, body);
                }
            }
            spec.commandLine().getOut().flush();
            return done ? Cli.DONE : Cli.NOT_AS_EXPECTED;
        }

        /** Decides the cases of one group, and tells whether none of them was refused. */
        boolean decideGroup(RunningProduct product, List<JsonNode> members, ObjectNode body) throws IOException {
            boolean done = true;
            for (JsonNode one : members) {
                done &= decide(product, one.path("id").asText(), body);
            }
            return done;
        }

        /** Decides one case, and tells whether that was not refused. */
        boolean decide(RunningProduct product, String no, ObjectNode body) throws IOException {
            RunningProduct.Answer answer = product.post(
                    "/api/v1/exceptions/" + RunningProduct.segment(no) + "/" + spec.name(),
                    "application/json",
                    Json.write(body).getBytes(StandardCharsets.UTF_8));
            if (answer.ok()) {
                said(no, Json.tree(answer.body()));
            } else {
                refused("case " + no, answer);
            }
            return answer.ok();
        }

        private List<JsonNode> members(RunningProduct product, String group) throws IOException {
            List<JsonNode> members = new ArrayList<>();
            for (JsonNode one : Json.tree(product.get("/api/v1/exceptions").body())) {
                if (one.path("group").asText().equals(group)) {
                    members.add(one);
                }
            }
            if (members.isEmpty()) {
                throw new IOException("no open case is in " + group);
            }
            return members;
        }

        PrintWriter out() {
            return spec.commandLine().getOut();
        }

        boolean json() {
            return json;
        }

        private void said(String no, JsonNode answer) {
            PrintWriter out = out();
            if (json) {
                out.println(answer);
                return;
            }
            if (answer.hasNonNull("replay")) {
                waits(no, answer);
                return;
            }
            StringBuilder words = new StringBuilder("case " + no + ": " + spec.name());
            for (String field : List.of("state", "step", "event", "status", "reference", "assignedTo")) {
                if (answer.hasNonNull(field)) {
                    words.append(", ")
                            .append(field)
                            .append(' ')
                            .append(answer.path(field).asText());
                }
            }
            out.println(words);
        }

        private void waits(String no, JsonNode answer) {
            List<String> worth = new ArrayList<>();
            worth.add(answer.path("events").asText() + " event");
            answer.at("/money/amounts")
                    .forEach(amount -> worth.add(amount.path("amount").asText() + " "
                            + amount.path("currency").asText()));
            answer.at("/money/unknown")
                    .forEach(one ->
                            worth.add("money not known of " + one.path("count").asText() + " "
                                    + one.path("what").asText()));
            worth.add(answer.path("payrollHours").asText("0.00") + " payroll hours");
            out().println("case " + no + ": " + answer.path("message").asText() + ": " + String.join(", ", worth));
            out().println("  " + ReplayText.approval(answer.path("replay").asLong()));
        }

        /** Says what the product refused. */
        void refused(String what, RunningProduct.Answer answer) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("throughline: " + what + ": " + answer.problem() + " (" + answer.status() + ")");
            answer.errors()
                    .forEach(error -> err.println("  " + error.path("pointer").asText() + " "
                            + error.path("rule").asText() + ": "
                            + error.path("detail").asText()));
            err.flush();
        }
    }

    /** {@code throughline exceptions replay}. */
    @Command(
            name = "replay",
            mixinStandardHelpOptions = true,
            description = {
                "Sends a failing step again under the same key, or plans a held event again.",
                "The steps of a group are one replay; steps that move money wait for a second person.",
                "A step in doubt that cannot be asked about needs --absent and a reason."
            })
    static final class Replay extends Deciding {

        @Parameters(arity = "1..*", paramLabel = "<case>", description = CASES)
        private List<String> cases;

        @Option(names = "--absent", description = "I looked in the target: an earlier attempt left nothing there.")
        private boolean absent;

        @Override
        List<String> cases() {
            return cases;
        }

        @Override
        ObjectNode request() {
            ObjectNode request = Json.mapper().createObjectNode();
            return absent ? request.put("absent", true) : request;
        }

        @Override
        boolean decideGroup(RunningProduct product, List<JsonNode> members, ObjectNode body) throws IOException {
            List<JsonNode> steps =
                    members.stream().filter(GroupReplay::isOfStep).toList();
            List<JsonNode> others =
                    members.stream().filter(one -> !GroupReplay.isOfStep(one)).toList();
            boolean done = super.decideGroup(product, others, body);
            for (GroupReplay replay : GroupReplay.of(steps, body)) {
                RunningProduct.Answer answer = replay.ask(product, json() ? null : out());
                if (answer.ok()) {
                    ReplayText.print(Json.tree(answer.body()), json(), out());
                } else {
                    refused("group " + members.get(0).path("group").asText(), answer);
                    done = false;
                }
            }
            return done;
        }
    }

    /** {@code throughline exceptions discard}. */
    @Command(
            name = "discard",
            mixinStandardHelpOptions = true,
            description = {
                "Gives a failing step, held event or waiting fact up; what waits behind it goes on. Needs a reason.",
                "What would have followed from it is not done."
            })
    static final class Discard extends Deciding {

        @Parameters(arity = "1..*", paramLabel = "<case>", description = CASES)
        private List<String> cases;

        @Override
        List<String> cases() {
            return cases;
        }

        @Override
        ObjectNode request() {
            return Json.mapper().createObjectNode();
        }
    }

    /** {@code throughline exceptions assign}. */
    @Command(name = "assign", mixinStandardHelpOptions = true, description = "Gives a case to a person.")
    static final class Assign extends Deciding {

        @Parameters(index = "0", paramLabel = "<case>", description = "Number of the case, or a group.")
        private String one;

        @Parameters(index = "1", paramLabel = "<person>", description = "Name of the person, such as ann.")
        private String person;

        @Override
        List<String> cases() {
            return List.of(one);
        }

        @Override
        ObjectNode request() {
            return Json.mapper().createObjectNode().put("person", person);
        }
    }

    /** {@code throughline exceptions settle}. */
    @Command(
            name = "settle",
            mixinStandardHelpOptions = true,
            description =
                    "Says that the target has it, under which id. Nothing is sent; the flow goes on. Needs a reason.")
    static final class Settle extends Deciding {

        @Parameters(index = "0", paramLabel = "<case>", description = "Number of the case.")
        private String one;

        @Option(names = "--reference", required = true, paramLabel = "<id>", description = "The target's id.")
        private String reference;

        @Override
        List<String> cases() {
            return List.of(one);
        }

        @Override
        ObjectNode request() {
            return Json.mapper().createObjectNode().put("reference", reference);
        }
    }

    /** {@code throughline exceptions resubmit}. */
    @Command(
            name = "resubmit",
            mixinStandardHelpOptions = true,
            description = {
                "Replaces an event by an edited version of it, checked by schema and rules before anything changes.",
                "Take the payload from show --payload --json (payload.before.canonical); what stays hidden stays as it was."
            })
    static final class Resubmit extends Deciding {

        @Parameters(index = "0", paramLabel = "<case>", description = "Number of the case.")
        private String one;

        @Option(names = "--file", paramLabel = "<file>", description = "File with the whole edited payload.")
        private Path file;

        @Option(names = "--patch", paramLabel = "<json>", description = "JSON merge patch, such as {\"minutes\":420}.")
        private String patch;

        @Override
        List<String> cases() {
            return List.of(one);
        }

        @Override
        ObjectNode request() throws IOException {
            if ((file == null) == (patch == null)) {
                throw new IOException("name the edited payload with --file, or the change with --patch");
            }
            ObjectNode request = Json.mapper().createObjectNode();
            try {
                return file != null
                        ? request.set("payload", Json.tree(Files.readAllBytes(file)))
                        : request.set("patch", Json.tree(patch));
            } catch (NoSuchFileException missing) {
                throw new IOException("there is no file " + file, missing);
            } catch (IllegalArgumentException noJson) {
                throw new IOException((file != null ? file : "the patch") + " is not JSON", noJson);
            }
        }
    }
}
