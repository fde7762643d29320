package io.throughline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.Settings;
import io.throughline.audit.Exporting;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code throughline audit}. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        description = {
            "Proves that journal and audit are what was written, or hands them out with their proof.",
            "Asks the product that runs here; when none runs, opens its database."
        },
        subcommands = {AuditCommand.Verify.class, AuditCommand.Export.class})
final class AuditCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do with the audit: verify or export");
    }

    /** {@code throughline audit verify}. */
    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            description = {
                "Computes every hash again and compares the ends of the chains with the checkpoints.",
                "Names what was changed, is missing or was inserted, and ends with 1 then."
            })
    static final class Verify implements Callable<Integer> {

        @Option(names = "--json", description = "Print the verdict as JSON.")
        private boolean json;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            JsonNode verdict = new AuditSource(Settings.load(Path.of(""))).verdict();
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(verdict.toPrettyString());
            } else {
                print(verdict, out);
            }
            out.flush();
            return verdict.path("intact").asBoolean() ? Cli.DONE : Cli.NOT_AS_EXPECTED;
        }

        private static void print(JsonNode verdict, PrintWriter out) {
            verdict.path("findings")
                    .forEach(finding -> out.printf(
                            "%-10s %s%n",
                            finding.path("kind").asText(),
                            finding.path("message").asText()));
            if (verdict.path("more").asInt() > 0) {
                out.printf("and %d more%n", verdict.path("more").asInt());
            }
            out.printf(
                    "%s: %d events and %d audit rows in %d chains, %d checkpoints, the last of %s%n",
                    verdict.path("intact").asBoolean() ? "intact" : "NOT INTACT",
                    verdict.path("rows").path("event").asLong(),
                    verdict.path("rows").path("audit").asLong(),
                    verdict.path("chains").asInt(),
                    verdict.path("checkpoints").asLong(),
                    verdict.path("lastCheckpoint").asText("never"));
        }
    }

    /** {@code throughline audit export}. */
    @Command(
            name = "export",
            mixinStandardHelpOptions = true,
            description = {
                "Writes every row of journal and audit as a JSON line with its proof, payloads left out.",
                "src/docs/audit.md says how anyone verifies the lines."
            })
    static final class Export implements Callable<Integer> {

        @Option(names = "--out", paramLabel = "<file>", description = "Write to a new file instead of the terminal.")
        private Path file;

        @Option(names = "--json", description = "Lines are JSON in any case; accepted for uniformity.")
        private boolean json;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            AuditSource source = new AuditSource(Settings.load(Path.of("")));
            PrintWriter terminal = spec.commandLine().getOut();
            if (file == null) {
                source.pages((checkpoint, pages) -> new Exporting(checkpoint, terminal::println).run(pages));
                terminal.flush();
                return Cli.DONE;
            }
            if (Files.exists(file)) {
                throw new IOException(file + " is there already; an export never overwrites");
            }
            long rows;
            try (BufferedWriter out = Files.newBufferedWriter(file)) {
                rows = source.pages(
                        (checkpoint, pages) -> new Exporting(checkpoint, line -> put(out, line)).run(pages));
            }
            terminal.printf("%d rows and their proof are in %s%n", rows, file);
            terminal.flush();
            return Cli.DONE;
        }

        private static void put(Writer out, String line) {
            try {
                out.write(line);
                out.write('\n');
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }
}
