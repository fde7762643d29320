package io.throughline.cli;

import io.throughline.Settings;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Whose key a command uses. */
final class AsPerson {

    @Option(
            names = "--as",
            paramLabel = "<person>",
            defaultValue = "${env:THROUGHLINE_AS}",
            description = "Use the key of this person instead of the operator's (also THROUGHLINE_AS).")
    private String person;

    /** The running product, opened with the key of that person. */
    RunningProduct product() throws IOException {
        return new RunningProduct(Settings.load(Path.of("")), person);
    }
}
