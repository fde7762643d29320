package io.throughline;

/** A start that cannot succeed as things are, said in one line. */
public final class StartRefused extends Exception {

    private static final long serialVersionUID = 1L;

    StartRefused(String message) {
        super(message);
    }

    StartRefused(String message, Throwable cause) {
        super(message, cause);
    }

    /** The failure itself when it is a refusal already, else a refusal that names its innermost reason. */
    static StartRefused because(Exception failure) {
        Throwable cause = failure;
        while (cause != null && !(cause instanceof StartRefused)) {
            cause = cause.getCause();
        }
        if (cause instanceof StartRefused refused) {
            return refused;
        }
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        String reason = root.getMessage() == null ? root.toString() : root.getMessage();
        return new StartRefused(reason.lines().findFirst().orElse(reason), failure);
    }
}
