package io.throughline.cli.demo;

import java.io.Console;
import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.TimeUnit;

/** A bar on the terminal, when a person watches and it takes longer than two seconds. */
final class Progress implements AutoCloseable {

    private static final int WIDTH = 24;
    private static final long QUIET = TimeUnit.SECONDS.toNanos(2);

    private final long begin = System.nanoTime();
    private final int length;
    private final PrintWriter terminal;
    private int done;
    private boolean shown;

    Progress(int length) {
        this.length = length;
        Console console = System.console();
        this.terminal = console != null && isTerminal(console) ? console.writer() : null;
    }

    /** The next part begins. */
    void next(String title) {
        if (terminal != null && (shown || System.nanoTime() - begin > QUIET)) {
            int filled = WIDTH * done / length;
            terminal.print("\r[" + "#".repeat(filled) + ".".repeat(WIDTH - filled) + "] "
                    + (title + " ".repeat(60)).substring(0, 52));
            terminal.flush();
            shown = true;
        }
        done++;
    }

    @Override
    public void close() {
        if (shown) {
            terminal.print("\r" + " ".repeat(WIDTH + 56) + "\r");
            terminal.flush();
        }
    }

    /** From Java 22 on there is a console even when the output goes to a file, and it can be asked. */
    private static boolean isTerminal(Console console) {
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException before22) {
            return true;
        } catch (IllegalAccessException | InvocationTargetException unknown) {
            return false;
        }
    }
}
