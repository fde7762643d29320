package io.throughline.cli;

import io.throughline.Settings;
import io.throughline.contract.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code throughline send}. */
@Command(
        name = "send",
        mixinStandardHelpOptions = true,
        description = {
            "Sends a file to the running product as if the vendor had called it, and prints the answer.",
            "Ends with 1 when it is refused."
        })
final class SendCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "<vendor>",
            description = "Whose words the file speaks: salesforce, kantata, workday, netsuite, adp; canonical for"
                    + " CloudEvents.")
    private String vendor;

    @Parameters(paramLabel = "<file>", description = "What is sent.")
    private Path file;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (!vendor.matches("[a-z0-9-]+")) {
            throw new ParameterException(spec.commandLine(), vendor + " is no name of a vendor");
        }
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new ParameterException(spec.commandLine(), "there is no file " + file + " that can be read");
        }
        boolean canonical = vendor.equals("canonical");
        RunningProduct.Answer answer = new RunningProduct(Settings.load(Path.of("")))
                .post(canonical ? "/api/v1/events" : "/hooks/" + vendor, contentType(), Files.readAllBytes(file));
        if (!answer.ok()) {
            spec.commandLine().getErr().println("throughline: refused (" + answer.status() + "): " + answer.problem());
            return Cli.NOT_AS_EXPECTED;
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(Json.tree(answer.body()).toPrettyString());
        out.flush();
        return Cli.DONE;
    }

    private String contentType() {
        String name = file.getFileName().toString();
        if (name.endsWith(".xml")) {
            return "application/xml";
        }
        return name.endsWith(".csv") ? "text/csv" : "application/json";
    }
}
