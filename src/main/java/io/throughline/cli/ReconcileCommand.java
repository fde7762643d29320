package io.throughline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.Settings;
import io.throughline.close.Acceptances;
import io.throughline.close.CanonicalFolder;
import io.throughline.close.ClosePack;
import io.throughline.close.ClosePeriod;
import io.throughline.close.ClosePeriod.Acceptance;
import io.throughline.close.PackText;
import io.throughline.close.Reconciliation;
import io.throughline.close.Scope;
import io.throughline.close.Verdict;
import io.throughline.contract.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code throughline reconcile}. */
@Command(
        name = "reconcile",
        mixinStandardHelpOptions = true,
        description = {
            "Holds the systems of one legal entity against each other for the close of a month.",
            "Ends with 1 when something is outside tolerance or not checked, and nobody has accepted it.",
            "Asks the product that runs here; when none runs, opens its database. See src/docs/close.md."
        })
final class ReconcileCommand implements Callable<Integer> {

    /** How rows are written. */
    enum Format {
        table,
        csv,
        json
    }

    @Option(names = "--entity", paramLabel = "<entity>", description = "Legal entity, such as LE-US.")
    private String entity;

    @Option(names = "--period", paramLabel = "<month>", description = "Month, such as 2026-10.")
    private YearMonth period;

    @Option(
            names = "--check",
            paramLabel = "<check>",
            split = ",",
            description = "Only these checks, such as C1,C3; all twelve when nothing is said.")
    private List<String> checks;

    @Option(
            names = "--extracts",
            paramLabel = "<folder>",
            description = "Files of the systems; <exchange folder>/close/<entity>-<month> when nothing is said.")
    private Path extracts;

    @Option(
            names = "--format",
            paramLabel = "<format>",
            defaultValue = "table",
            description = "table (verdicts and what is outside tolerance), csv or json (every row).")
    private Format format;

    @Option(names = "--json", description = "The same as --format json.")
    private boolean json;

    @Option(
            names = "--out",
            paramLabel = "<file>",
            description = "Write csv or json to a file instead of the terminal.")
    private Path out;

    @Option(names = "--pack", description = "Make the close pack: where every approved hour went, signed.")
    private boolean pack;

    @Option(names = "--verify", paramLabel = "<pack>", description = "Say whether a close pack is genuine.")
    private Path verify;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Settings settings = Settings.load(Path.of(""));
        CloseSource source = new CloseSource(settings);
        PrintWriter terminal = spec.commandLine().getOut();
        if (verify != null) {
            List<String> problems = source.problems(Files.readString(verify));
            problems.forEach(terminal::println);
            terminal.println(verify + (problems.isEmpty() ? " is genuine" : " is NOT genuine"));
            terminal.flush();
            return problems.isEmpty() ? Cli.DONE : Cli.NOT_AS_EXPECTED;
        }
        if (entity == null || period == null) {
            throw new ParameterException(spec.commandLine(), "say what to reconcile: --entity and --period");
        }
        CanonicalFolder canonical = source.extract(entity, period);
        Path folder = extracts == null
                ? CanonicalFolder.of(settings.folder("throughline.exchange.dir").resolve("close"), entity, period)
                : extracts;
        Path work = Files.createTempDirectory(canonical.folder(), "work-");
        try (Reconciliation reconciliation = new Reconciliation(canonical.scope(), canonical.folder(), folder, work)) {
            return pack
                    ? pack(reconciliation, canonical, source.auditKey(), terminal)
                    : check(reconciliation, canonical.scope(), folder, work, terminal);
        } finally {
            WorkFolder.delete(work);
            terminal.flush();
        }
    }

    private int check(Reconciliation reconciliation, Scope scope, Path folder, Path work, PrintWriter terminal)
            throws IOException {
        List<Acceptance> accepted = Acceptances.in(folder.resolve("accepted.csv"));
        List<Verdict> verdicts = new ArrayList<>();
        for (String check : checks == null ? Reconciliation.checks() : checks) {
            verdicts.add(reconciliation.run(check));
        }
        List<String> objections = ClosePeriod.objections(verdicts, accepted).stream()
                .filter(objection -> checks == null || !objection.endsWith(" has not run"))
                .toList();
        if (json || format == Format.json) {
            write(reconciliation.results()::json, work, terminal);
        } else if (format == Format.csv) {
            write(reconciliation.results()::csv, work, terminal);
        } else {
            new ReconcileText(terminal, scope).print(verdicts, reconciliation.results(), accepted, objections);
        }
        return objections.isEmpty() ? Cli.DONE : Cli.NOT_AS_EXPECTED;
    }

    @FunctionalInterface
    private interface Writing {
        void to(Path file);
    }

    private void write(Writing writing, Path work, PrintWriter terminal) throws IOException {
        Path file = work.resolve("rows");
        writing.to(file);
        if (out != null) {
            Files.move(file, out, StandardCopyOption.REPLACE_EXISTING);
            return;
        }
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            lines.transferTo(terminal);
        }
    }

    private int pack(Reconciliation reconciliation, CanonicalFolder canonical, Path key, PrintWriter terminal)
            throws IOException {
        String line = ClosePack.make(
                reconciliation,
                canonical.scope(),
                canonical.manifest(),
                key,
                Clock.systemUTC().instant());
        JsonNode made = Json.tree(line);
        Path file = out == null ? canonical.folder().resolve("close-pack.json") : out;
        Files.writeString(file, line + "\n");
        Files.writeString(file.resolveSibling(file.getFileName() + ".txt"), PackText.of(made));
        terminal.print(json || format == Format.json ? line + "\n" : PackText.of(made));
        if (!json && format != Format.json) {
            terminal.println("in " + file);
        }
        return made.path("holds").asBoolean() ? Cli.DONE : Cli.NOT_AS_EXPECTED;
    }
}
