package sandbox;

/** A file that cannot be read as a whole. */
final class BadFile extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int line;

    /** @param line where it is wrong, from 1 */
    BadFile(int line, String message) {
        super(message);
        this.line = line;
    }

    int line() {
        return line;
    }
}
