package faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** Commands of the operating system that inject faults, and whether they are at hand. */
final class Commands {

    private Commands() {}

    /** Runs a command and gives its output; fails when it does. */
    static String run(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(List.of(command) + ": " + output);
            }
            return output;
        } catch (IOException unknown) {
            throw new IllegalStateException(unknown);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    /** Runs a command that may fail, and says whether it worked. */
    static boolean attempt(String... command) {
        try {
            run(command);
            return true;
        } catch (IllegalStateException failed) {
            System.getLogger(Commands.class.getName()).log(System.Logger.Level.DEBUG, failed.getMessage());
            return false;
        }
    }

    /** Skips the test with a reason where a command does not work, for instance because it needs root. */
    static void assumeWorks(String reason, String... command) {
        try {
            run(command);
        } catch (IllegalStateException missing) {
            Assumptions.abort(reason + " (" + String.join(" ", command) + ": "
                    + String.valueOf(missing.getMessage()).strip() + ")");
        }
    }

    /** Mounts a small memory disk; skips the test where that is not allowed. */
    static void mount(Path folder, int megabytes) {
        try {
            Files.createDirectories(folder);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        assumeWorks(
                "a small disk needs root",
                "mount",
                "-t",
                "tmpfs",
                "-o",
                "size=" + megabytes + "m",
                "tmpfs",
                folder.toString());
    }
}
