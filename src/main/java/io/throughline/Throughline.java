package io.throughline;

import io.throughline.cli.Cli;

/** The program: {@code run} is what it does when nothing else is asked. */
public final class Throughline {

    private Throughline() {}

    /** Runs a command and exits with its code: 0 done, 1 not as expected, 2 wrong use or cannot start. */
    public static void main(String[] args) {
        // Threads of the embedded broker's clients outlive a stopped product by a minute.
        System.exit(Cli.commandLine().execute(args));
    }
}
