package io.throughline.files.sftp;

import io.throughline.files.FileNames;
import java.io.IOException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Names at a partner's that nothing has yet. */
final class RemoteNames {

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("-uuuuMMdd'T'HHmmssSSS").withZone(ZoneOffset.UTC);

    /** A server that says of every name that it is taken must not keep us for ever. */
    private static final int TRIES = 20;

    private final Clock clock;

    RemoteNames(Clock clock) {
        this.clock = clock;
    }

    /** The name itself, or with the time when something has it. */
    String free(RemoteFolder remote, String folder, String wanted) throws IOException {
        String name = FileNames.shortened(wanted);
        String free = name;
        for (int n = 1; remote.find(folder + "/" + free).isPresent(); n++) {
            if (n > TRIES) {
                throw new RefusedByServer(folder + " has every name that was tried for " + FileNames.safe(name), null);
            }
            free = FileNames.with(name, stamp() + (n == 1 ? "" : "-" + n));
        }
        return free;
    }

    /** The time as part of a name, such as {@code -20261124T034500123}. */
    String stamp() {
        return STAMP.format(clock.instant());
    }
}
