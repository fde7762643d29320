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

/** Decisions about cases: each is one request per case, and the command ends with 1 when one of them is refused. */
final class CaseDecisions {

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
            int code = Cli.DONE;
            for (String no : numbers(product)) {
                RunningProduct.Answer answer = product.post(
                        "/api/v1/exceptions/" + RunningProduct.segment(no) + "/" + spec.name(),
                        "application/json",
                        Json.write(body).getBytes(StandardCharsets.UTF_8));
                if (answer.ok()) {
                    said(no, answer.body());
                } else {
                    refused(no, answer);
                    code = Cli.NOT_AS_EXPECTED;
                }
            }
            spec.commandLine().getOut().flush();
            return code;
        }

        private List<String> numbers(RunningProduct product) throws IOException {
            List<String> numbers = new ArrayList<>();
            for (String wanted : cases()) {
                if (wanted.length() != 16) {
                    numbers.add(wanted);
                    continue;
                }
                for (JsonNode one : Json.tree(product.get("/api/v1/exceptions").body())) {
                    if (one.path("group").asText().equals(wanted)) {
                        numbers.add(one.path("id").asText());
                    }
                }
            }
            if (numbers.isEmpty()) {
                throw new IOException("no open case is in " + String.join(", ", cases()));
            }
            return numbers;
        }

        private void said(String no, String body) {
            PrintWriter out = spec.commandLine().getOut();
            JsonNode answer = Json.tree(body);
            if (json) {
                out.println(answer);
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

        private void refused(String no, RunningProduct.Answer answer) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("throughline: case " + no + ": " + answer.problem() + " (" + answer.status() + ")");
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
