package faults;

import io.throughline.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A broker in a process of its own, killed and started again on the same folder and port. */
final class ExternalBroker implements AutoCloseable {

    private final Path folder;
    private final int port = FreePort.next();
    private Child process;

    ExternalBroker(Path folder) {
        this.folder = folder;
    }

    int port() {
        return port;
    }

    Path folder() {
        return folder;
    }

    ExternalBroker start() throws IOException {
        Files.createDirectories(folder);
        Files.deleteIfExists(folder.resolve("ready"));
        process = Child.of("broker", BrokerMain.class)
                .jvm("-Xmx192m")
                .with(Integer.toString(port), folder.toString())
                .start(folder.resolve("broker.log"));
        Patience.until("the broker is up", () -> Files.exists(folder.resolve("ready")));
        return this;
    }

    void kill() {
        process.kill();
        Scoreboard.killed();
    }

    @Override
    public void close() {
        process.close();
    }
}
