package bench;

import io.throughline.Product;
import io.throughline.Settings;
import io.throughline.broker.JmsBatchComponent;
import io.throughline.broker.JmsBatchEndpoint;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;

/** The real product, with its embedded broker and database, and what a benchmark needs to feed and to watch it. */
final class Rig implements AutoCloseable {

    static final String INTAKE = "intake.canonical";
    private static final String INTAKE_ROUTE = "canonical.intake";
    private static final String BATCH = "throughline.intake.batch";
    private static final int LOAD_BATCH = 250;

    private final Product product;
    private final Connection connection;

    Rig(Path folder) throws Exception {
        Map<String, String> settings = new TreeMap<>();
        settings.put("throughline.data.dir", folder.resolve("data").toString());
        settings.put("throughline.exchange.dir", folder.resolve("exchange").toString());
        settings.put("throughline.http.port", free());
        settings.put("throughline.broker.port", free());
        settings.put("throughline.hawtio.enabled", "false");
        settings.put("throughline.sandbox.enabled", "false");
        settings.put("throughline.poll.enabled", "false");
        System.getProperties().stringPropertyNames().stream()
                .filter(key -> key.startsWith("throughline."))
                .forEach(key -> settings.put(key, System.getProperty(key)));
        product = Product.start(Settings.of(settings), Clock.systemUTC());
        connection = connections().createConnection();
        connection.start();
    }

    Product product() {
        return product;
    }

    /** Connections inside this process, as the product's own routes have them. */
    ConnectionFactory connections() {
        return context().getComponent("jms-batch", JmsBatchComponent.class).getConnectionFactory();
    }

    /** Stops taking messages in, so that a queue can be filled. */
    void hold() throws Exception {
        context().getRouteController().suspendRoute(INTAKE_ROUTE);
    }

    void release() throws Exception {
        context().getRouteController().resumeRoute(INTAKE_ROUTE);
    }

    /** How many messages the bench's routes take in one transaction; 0 gives back what the settings say. */
    void batches(int size) {
        Settings settings = Settings.of(Map.of());
        for (Endpoint endpoint : context().getEndpoints()) {
            if (endpoint instanceof JmsBatchEndpoint queue) {
                if (queue.getQueue().equals(INTAKE) || queue.getQueue().startsWith("deliver.bench-")) {
                    String usual = System.getProperty(BATCH, settings.get(BATCH));
                    queue.setMaxMessages(size == 0 ? Integer.parseInt(usual) : size);
                }
            }
        }
    }

    long depth(String queue) {
        return product.wiring().broker().depth(queue);
    }

    /** Sends documents durably, many in one transaction. */
    void load(String queue, TimeEvents events, int count) throws JMSException {
        try (Session session = connection.createSession(Session.SESSION_TRANSACTED);
                MessageProducer producer = session.createProducer(session.createQueue(queue))) {
            producer.setDeliveryMode(DeliveryMode.PERSISTENT);
            for (int i = 1; i <= count; i++) {
                BytesMessage message = session.createBytesMessage();
                message.writeBytes(events.next());
                producer.send(message);
                if (i % LOAD_BATCH == 0 || i == count) {
                    session.commit();
                }
            }
        }
    }

    /** Takes everything out of a queue and checks that each effect is there once. */
    int drain(String queue) throws JMSException {
        Set<String> keys = new HashSet<>();
        int taken = 0;
        try (Session session = connection.createSession(Session.SESSION_TRANSACTED);
                MessageConsumer consumer = session.createConsumer(session.createQueue(queue))) {
            Message message = consumer.receive(200);
            while (message != null) {
                taken++;
                String key = message.getStringProperty(QueueTargets.KEY);
                if (key != null && !keys.add(key)) {
                    throw new IllegalStateException(queue + " has " + key + " twice");
                }
                if (taken % LOAD_BATCH == 0) {
                    session.commit();
                }
                message = depth(queue) > taken % LOAD_BATCH ? consumer.receive(200) : consumer.receiveNoWait();
            }
            session.commit();
        }
        return taken;
    }

    /** Waits until the product has nothing more to do and each target so many messages. */
    void awaitDelivered(int each) {
        await(() -> depth(BenchExtension.ERP) >= each
                && depth(BenchExtension.PSA) >= each
                && depth(INTAKE) == 0
                && depth("deliver." + BenchExtension.ERP) == 0
                && depth("deliver." + BenchExtension.PSA) == 0);
    }

    static void await(java.util.function.BooleanSupplier done) {
        long deadline = System.nanoTime() + Duration.ofMinutes(5).toNanos();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("not done after five minutes");
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Override
    public void close() throws JMSException {
        connection.close();
        product.close();
    }

    private CamelContext context() {
        return product.main().getCamelContext();
    }

    private static String free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return Integer.toString(socket.getLocalPort());
        }
    }
}
