package io.throughline.files.sftp;

import java.io.IOException;

/** The server answered that it would not do one thing with one file; the others can go on. */
final class RefusedByServer extends IOException {

    private static final long serialVersionUID = 1L;

    RefusedByServer(String message, Throwable cause) {
        super(message, cause);
    }
}
