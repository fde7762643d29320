package io.throughline.cli;

import io.throughline.Run;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line: {@code run} is what it does when nothing else is asked. */
@Command(
        name = "throughline",
        mixinStandardHelpOptions = true,
        versionProvider = Cli.Version.class,
        description = "Keeps the systems of a professional services firm in step.",
        subcommands = {
            RunCommand.class,
            DemoCommand.class,
            ExceptionsCommand.class,
            KeysCommand.class,
            TraceCommand.class,
            TargetsCommand.class,
            AuditCommand.class,
            ExtractCommand.class,
            ReconcileCommand.class,
            PeriodsCommand.class,
            ReplayCommand.class,
            SendCommand.class,
            CommandLine.HelpCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:not as expected", "2:wrong use, or it cannot start or reach the product"})
public final class Cli implements Callable<Integer> {

    /** Done. */
    public static final int DONE = 0;

    /** Done, but the outcome is not the expected one. */
    public static final int NOT_AS_EXPECTED = 1;

    /** Wrong use, or it cannot start or reach the product. */
    public static final int CANNOT = 2;

    /** A command line with its exit codes and sentences set up. */
    public static CommandLine commandLine() {
        return new CommandLine(new Cli()).setExecutionExceptionHandler((failure, command, parsed) -> {
            command.getErr().println("throughline: " + sentence(failure));
            command.getErr().flush();
            return CANNOT;
        });
    }

    @Override
    public Integer call() {
        return Run.execute();
    }

    private static String sentence(Exception failure) {
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }

    /** The version in the jar's manifest. */
    static final class Version implements CommandLine.IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = Cli.class.getPackage().getImplementationVersion();
            return new String[] {"throughline " + (version == null ? "(not packaged)" : version)};
        }
    }
}
