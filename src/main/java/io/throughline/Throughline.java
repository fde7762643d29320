package io.throughline;

/** The program: {@code run} is what it does when nothing else is asked. */
public final class Throughline {

    private Throughline() {}

    /** Runs a command and exits with its code: 0 done, 1 not as expected, 2 wrong use or cannot start. */
    public static void main(String[] args) {
        int code = Run.execute();
        if (code != 0) {
            System.exit(code);
        }
    }
}
