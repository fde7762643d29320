package io.throughline.broker;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Enumeration;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** How this node reaches its broker: the embedded one inside the process, or one that runs elsewhere. */
public final class BrokerLink implements AutoCloseable {

    /** How long an attempt to connect rests after it failed; whoever else wants a connection of the factory waits. */
    private static final int REST_MILLIS = 200;

    private final EmbeddedBroker embedded;
    private final ActiveMQConnectionFactory receiving;
    private final ActiveMQConnectionFactory sending;
    private final ActiveMQConnectionFactory asking;

    /**
     * A factory makes one connection after the other, and one that cannot be made keeps the next waiting. So senders, who
     * have to give an answer, and questions do not share the one for which every consumer queues while the broker is away.
     */
    private BrokerLink(EmbeddedBroker embedded, Supplier<ActiveMQConnectionFactory> factories) {
        this.embedded = embedded;
        receiving = factories.get();
        sending = factories.get();
        asking = factories.get();
        Stream.of(receiving, sending, asking).forEach(factory -> factory.setDeserializationDenyList("*"));
    }

    /**
     * Starts the embedded broker and connects to it without a network.
     *
     * @throws java.net.BindException when its port is taken
     */
    public static BrokerLink embedded(EmbeddedBroker.Options options) throws Exception {
        EmbeddedBroker broker = new EmbeddedBroker(options);
        return new BrokerLink(
                broker,
                () -> new ActiveMQConnectionFactory("vm://0", options.internalUser(), options.internalPassword()));
    }

    /**
     * Uses a broker that runs elsewhere; queues and roles are its own affair.
     *
     * @param url Artemis Core url, several in brackets for a live and backup pair, such as
     *            {@code (tcp://a:61616,tcp://b:61616)?ha=true}
     * @throws IllegalArgumentException when a host other than loopback is named without TLS
     */
    public static BrokerLink to(String url, String user, String password) {
        requireTls(url);
        return new BrokerLink(null, () -> {
            ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(url, user, password);
            if (!url.contains("retryInterval=")) {
                factory.setRetryInterval(REST_MILLIS);
            }
            return factory;
        });
    }

    /** Where connections of consumers come from. */
    public ActiveMQConnectionFactory receiving() {
        return receiving;
    }

    /** Where connections come from over which is sent outside of a consumer's transaction. */
    public ActiveMQConnectionFactory sending() {
        return sending;
    }

    /** Whether the broker lives and ends with this process. */
    public boolean isEmbedded() {
        return embedded != null;
    }

    /** Whether the broker serves this node. */
    public boolean isActive() {
        if (embedded != null) {
            return embedded.isActive();
        }
        try (Connection connection = asking.createConnection()) {
            return connection.getMetaData() != null;
        } catch (JMSException away) {
            return false;
        }
    }

    /** Whether nothing waits in a queue; a broker that cannot be asked is not known to have an empty one. */
    public boolean isEmpty(String queue) {
        if (embedded != null) {
            return embedded.depth(queue) == 0;
        }
        try (Connection connection = asking.createConnection();
                Session session = connection.createSession(Session.AUTO_ACKNOWLEDGE);
                QueueBrowser browser = session.createBrowser(session.createQueue(queue))) {
            connection.start();
            return !browser.getEnumeration().hasMoreElements();
        } catch (JMSException away) {
            return false;
        }
    }

    /** Whether somebody may listen to an address; of a broker that runs elsewhere it is not known, so somebody may. */
    public boolean isHeard(String address) {
        return embedded == null || embedded.isHeard(address);
    }

    /** Messages waiting in a queue; 0 when there is no such queue. */
    public long depth(String queue) {
        if (embedded != null) {
            return embedded.depth(queue);
        }
        try (Connection connection = asking.createConnection();
                Session session = connection.createSession(Session.AUTO_ACKNOWLEDGE);
                QueueBrowser browser = session.createBrowser(session.createQueue(queue))) {
            connection.start();
            long depth = 0;
            for (Enumeration<?> messages = browser.getEnumeration(); messages.hasMoreElements(); depth++) {
                messages.nextElement();
            }
            return depth;
        } catch (JMSException none) {
            return 0;
        }
    }

    @Override
    public void close() throws Exception {
        sending.close();
        asking.close();
        receiving.close();
        if (embedded != null) {
            embedded.close();
        }
    }

    private static void requireTls(String url) {
        String plain = url.replaceAll("[()]", "");
        int query = plain.indexOf('?');
        boolean encrypted = query >= 0 && plain.substring(query).contains("sslEnabled=true");
        for (String one : (query < 0 ? plain : plain.substring(0, query)).split(",")) {
            String host = URI.create(one.strip()).getHost();
            if (!encrypted && !isLoopback(host)) {
                throw new IllegalArgumentException(
                        "throughline.broker.url names " + host + " without TLS; add ?sslEnabled=true and the stores");
            }
        }
    }

    private static boolean isLoopback(String host) {
        try {
            return host != null && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }
}
