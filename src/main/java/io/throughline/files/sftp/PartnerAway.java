package io.throughline.files.sftp;

import java.io.IOException;

/** The server of a partner cannot be used now: not reached, not trusted, or lost on the way. */
final class PartnerAway extends IOException {

    private static final long serialVersionUID = 1L;

    /** What has to happen before it works again. */
    enum Kind {
        /** Nothing: it is tried again. */
        AWAY,
        /** Somebody must look at keys or accounts. */
        REFUSED
    }

    private final Kind kind;

    PartnerAway(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }
}
