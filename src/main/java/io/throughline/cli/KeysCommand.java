package io.throughline.cli;

import io.throughline.Settings;
import io.throughline.contract.Json;
import io.throughline.http.Keyring;
import io.throughline.http.OperatorKey;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code throughline keys}. */
@Command(
        name = "keys",
        mixinStandardHelpOptions = true,
        description = "Who may use the product besides the operator.",
        subcommands = {KeysCommand.Add.class, KeysCommand.ListKeys.class})
final class KeysCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do with keys: add, list");
    }

    /** {@code throughline keys add}. */
    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description = {
                "Makes a key for a person, in a file only its owner may read. It counts at once.",
                "Take it away by deleting the file."
            })
    static final class Add implements Callable<Integer> {

        @Parameters(paramLabel = "<person>", description = "Lower-case name, such as ann.")
        private String person;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            OperatorKey key = keyring().keyFor(person);
            PrintWriter out = spec.commandLine().getOut();
            out.println("the key of " + person + " is in " + key.file());
            out.flush();
            return Cli.DONE;
        }
    }

    /** {@code throughline keys list}. */
    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists who has a key.")
    static final class ListKeys implements Callable<Integer> {

        @Option(names = "--json", description = "Print the names as a JSON array.")
        private boolean json;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            List<String> persons = new ArrayList<>(List.of(Keyring.OPERATOR));
            persons.addAll(keyring().persons());
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(Json.write(persons));
            } else {
                persons.forEach(out::println);
            }
            out.flush();
            return Cli.DONE;
        }
    }

    private static Keyring keyring() throws IOException {
        Path operator =
                Settings.load(Path.of("")).folder("throughline.data.dir").resolve("operator.key");
        if (!Files.exists(operator)) {
            throw new IOException("there is no operator key " + operator
                    + "; start the product here first (throughline run), or name its folder with throughline.data.dir");
        }
        return new Keyring(OperatorKey.at(operator));
    }
}
