package io.throughline.files.sftp;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The partners whose servers are looked at. */
public final class SftpDoors {

    private final Map<String, SftpDoor> doors = new HashMap<>();

    /**
     * @param exchange  folder of the drop folders
     * @param addresses address by system
     * @param maxBytes  size of the largest file that is read
     * @param stable    how long a file must not change before it is taken
     * @param clock     tells the time for receipts and names
     */
    public SftpDoors(Path exchange, Map<String, SftpAddress> addresses, long maxBytes, Duration stable, Clock clock)
            throws IOException {
        for (Map.Entry<String, SftpAddress> one : addresses.entrySet()) {
            String system = one.getKey();
            LocalFolders local = new LocalFolders(exchange.resolve(system));
            doors.put(system, new SftpDoor(system, one.getValue(), local, maxBytes, stable, clock));
        }
    }

    /**
     * Looks at a partner's server once: takes what is ready, returns receipts, sends what is ready.
     *
     * @param system such as {@code adp}
     * @throws IOException when our own folders cannot be used; a server that is away is no failure
     */
    public void look(String system) throws IOException {
        doors.get(system).look();
    }
}
