package io.throughline.broker;

import io.throughline.FreePort;
import jakarta.jms.JMSContext;
import java.nio.file.Path;
import java.util.List;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** A real embedded broker with two users and a few queues. */
final class BrokerFixture implements AutoCloseable {

    final EmbeddedBroker broker;
    final ActiveMQConnectionFactory internal;
    final int port;

    BrokerFixture(Path folder) throws Exception {
        port = FreePort.next();
        broker = new EmbeddedBroker(new EmbeddedBroker.Options(
                "127.0.0.1",
                port,
                folder,
                "inside",
                "inside-password",
                "client",
                "client-password",
                List.of("intake.kantata", "rejected.kantata", "deliver.netsuite", "other")));
        internal = new ActiveMQConnectionFactory("vm://0", "inside", "inside-password");
        internal.setDeserializationDenyList("*");
    }

    /** A connection as a client makes it. */
    JMSContext client(String user, String password) {
        ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory("tcp://127.0.0.1:" + port);
        factory.setReconnectAttempts(0);
        return user == null ? factory.createContext() : factory.createContext(user, password);
    }

    @Override
    public void close() throws Exception {
        internal.close();
        broker.close();
    }
}
