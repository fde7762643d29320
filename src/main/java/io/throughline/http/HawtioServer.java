package io.throughline.http;

import java.io.IOException;
import java.time.Clock;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The Hawtio console at {@code http://<host>:<port>/hawtio/}, on a small server of its own. Its operator logs in with
 * the user {@code operator} and the operator key; its client then talks to the JVM's one Jolokia. Hawtio's own server
 * side is not used, because a second Jolokia in one JVM fails.
 */
public final class HawtioServer implements AutoCloseable {
    private final Server server;
    private final ServerConnector connector;
    private final String host;

    /**
     * @param host address to bind, the one of the HTTP server
     * @param port {@code throughline.hawtio.port}; 0 takes any free one
     */
    public HawtioServer(String host, int port, OperatorKey key, JolokiaEndpoint jolokia, Clock clock) {
        this.host = host;
        QueuedThreadPool threads = new QueuedThreadPool(8, 2);
        threads.setName("hawtio");
        threads.setDaemon(true);
        server = new Server(threads);
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setRequestHeaderSize(8 * 1024);
        connector = new ServerConnector(server, null, null, null, 0, 1, new HttpConnectionFactory(configuration));
        connector.setHost(host);
        connector.setPort(port);
        connector.setIdleTimeout(30_000);
        server.addConnector(connector);
        server.setHandler(new ConsoleHandler(new ConsoleSessions(key, clock), jolokia));
    }

    /**
     * Starts listening.
     *
     * @throws IllegalStateException when the port is taken, when the console is not on the class path, or when a
     *                               property asks for a console without login
     */
    public void start() {
        if ("false".equalsIgnoreCase(System.getProperty("hawtio.authenticationEnabled"))
                || "false".equalsIgnoreCase(System.getenv("HAWTIO_AUTHENTICATIONENABLED"))) {
            throw new IllegalStateException(
                    "hawtio.authenticationEnabled=false is refused: the console has no mode without login");
        }
        if (!ConsoleFiles.present()) {
            throw new IllegalStateException("The Hawtio console is not on the class path; build with Maven");
        }
        try {
            server.start();
        } catch (IOException e) {
            throw new IllegalStateException(
                    "The Hawtio address " + host + ":" + connector.getPort() + " cannot be bound (" + e.getMessage()
                            + "); set throughline.hawtio.port to another",
                    e);
        } catch (Exception e) {
            throw new IllegalStateException("The Hawtio server did not start", e);
        }
    }

    /** The port in use. */
    public int port() {
        return connector.getLocalPort();
    }

    /** Where the console is. */
    public String address() {
        return "http://" + host + ":" + port() + "/hawtio/";
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("The Hawtio server did not stop", e);
        }
    }
}
