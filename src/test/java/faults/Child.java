package faults;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A Java process of our own that can be killed, frozen and thawed. Output is appended to a log file. */
final class Child implements AutoCloseable {

    private final String name;
    private final Process process;

    private Child(String name, Process process) {
        this.name = name;
        this.process = process;
    }

    /** How a child is started. */
    static final class Builder {
        private final String name;
        private final Class<?> main;
        private final List<String> jvm =
                new ArrayList<>(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xss512k"));
        private final List<String> prefix = new ArrayList<>();
        private final List<String> arguments = new ArrayList<>();
        private Path classPathBefore;
        private String classPath = Child.classPath();

        Builder(String name, Class<?> main) {
            this.name = name;
            this.main = main;
        }

        Builder jvm(String... options) {
            jvm.addAll(List.of(options));
            return this;
        }

        /** A command that runs the JVM, such as {@code ip netns exec x}. */
        Builder under(String... command) {
            prefix.addAll(List.of(command));
            return this;
        }

        Builder with(String... values) {
            arguments.addAll(List.of(values));
            return this;
        }

        /** A folder whose resources hide those of the product. */
        Builder hiding(Path folder) {
            classPathBefore = folder;
            return this;
        }

        /** Another class path than that of the tests. */
        Builder classPath(String entries) {
            classPath = entries;
            return this;
        }

        Child start(Path log) throws IOException {
            List<String> command = new ArrayList<>(prefix);
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(jvm);
            command.addAll(List.of(
                    "-cp",
                    classPathBefore == null ? classPath : classPathBefore + File.pathSeparator + classPath,
                    main.getName()));
            command.addAll(arguments);
            Files.createDirectories(log.toAbsolutePath().getParent());
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return new Child(name, process);
        }
    }

    static Builder of(String name, Class<?> main) {
        return new Builder(name, main);
    }

    /** The class path of the tests with absolute entries. */
    static String classPath() {
        String given = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Arrays.stream(given.split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    long pid() {
        return process.pid();
    }

    boolean alive() {
        return process.isAlive();
    }

    /** Kills without a word, as {@code kill -9}. */
    void kill() {
        process.destroyForcibly();
        awaitExit(20);
    }

    /** Asks to end, as {@code kill -TERM}. */
    void terminate() {
        process.destroy();
    }

    /** Freezes the process. */
    void freeze() {
        signal("STOP");
    }

    /** Lets a frozen process go on. */
    void thaw() {
        signal("CONT");
    }

    /** What every thread does at this moment. */
    String threads() {
        Path jstack = Path.of(System.getProperty("java.home"), "bin", "jstack");
        return Commands.run(jstack.toString(), "-l", Long.toString(pid()));
    }

    /** Waits for the end and gives the exit code. */
    int awaitExit(int seconds) {
        try {
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                throw new AssertionError(name + " is still alive after " + seconds + " s");
            }
            return process.exitValue();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stopped);
        }
    }

    private void signal(String signal) {
        Commands.run("kill", "-" + signal, Long.toString(pid()));
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            process.destroyForcibly();
            awaitExit(20);
        }
    }
}
