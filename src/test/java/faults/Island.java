package faults;

import io.throughline.FreePort;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;

/**
 * A network namespace of its own, joined to this machine by one line that can be cut in both directions or in one. What is
 * sent over a cut line is lost without an answer, as on a real network and unlike what a proxy can do.
 */
final class Island implements AutoCloseable {

    private static final String HERE = "10.231.77.1";
    private static final String THERE = "10.231.77.2";

    private final String name = "thl-" + ProcessHandle.current().pid();
    private final int port = FreePort.next();
    private Child relay;

    private Island() {}

    /** Makes it; skips the test where that is not allowed. */
    static Island make() {
        Island island = new Island();
        Commands.attempt("ip", "link", "del", "thl-here"); // of a run that was killed
        Commands.assumeWorks("a network namespace needs root", "ip", "netns", "add", island.name);
        try {
            Commands.run(
                    "ip", "link", "add", "thl-here", "type", "veth", "peer", "name", "thl-there", "netns", island.name);
            Commands.run("ip", "addr", "add", HERE + "/30", "dev", "thl-here");
            Commands.run("ip", "link", "set", "thl-here", "up");
            island.there("addr", "add", THERE + "/30", "dev", "thl-there");
            island.there("link", "set", "lo", "up");
            island.there("link", "set", "thl-there", "up");
        } catch (IllegalStateException refused) {
            island.close();
            throw refused;
        }
        return island;
    }

    /** What to put before a command so that it runs there. */
    String[] within() {
        return new String[] {"ip", "netns", "exec", name};
    }

    /** Makes a port of its loopback reachable from here, and says where. */
    String reach(int loopbackPort, Path log) throws IOException {
        relay = Child.of("relay", RelayMain.class)
                .jvm("-Xmx32m")
                .under(within())
                .with(THERE, Integer.toString(port), Integer.toString(loopbackPort))
                .start(log);
        Patience.until("the island can be reached", () -> {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(THERE, port), 1000);
                return true;
            }
        });
        return THERE + ":" + port;
    }

    /** Nothing gets through in either direction. */
    void cutOff() {
        there("link", "set", "thl-there", "down");
    }

    /** What is sent there arrives, and no answer comes back. */
    void muted() {
        there("route", "add", "blackhole", HERE + "/32");
    }

    /** Everything gets through again. */
    void joined() {
        Commands.attempt("ip", "netns", "exec", name, "ip", "route", "del", "blackhole", HERE + "/32");
        there("link", "set", "thl-there", "up");
    }

    private void there(String... command) {
        String[] whole = new String[command.length + 5];
        System.arraycopy(within(), 0, whole, 0, 4);
        whole[4] = "ip";
        System.arraycopy(command, 0, whole, 5, command.length);
        Commands.run(whole);
    }

    @Override
    public void close() {
        if (relay != null) {
            relay.close();
        }
        Commands.attempt("ip", "netns", "del", name);
        Commands.attempt("ip", "link", "del", "thl-here");
    }
}
