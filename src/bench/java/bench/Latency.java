package bench;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * How long it takes from the moment an event was due to be sent until a target has received what it asks for. Events are
 * due at fixed times, whatever became of the ones before, so that a pause shows in every event it delays.
 */
final class Latency {

    private static final int RATE = Integer.getInteger("bench.rate", 100);
    private static final int SECONDS = Integer.getInteger("bench.seconds", 60);
    private static final int WARM_UP = Integer.getInteger("bench.warm-up", 40_000);
    private static final int SENDERS = 8;
    private static final int WARM_UP_ROUND = 5000;

    private final Rig rig;
    private final Map<String, Long> due = new ConcurrentHashMap<>();
    private final AtomicInteger effects = new AtomicInteger();
    private final AtomicInteger late = new AtomicInteger();

    private Latency(Rig rig) {
        this.rig = rig;
    }

    static void run(Path folder) throws Exception {
        try (Rig rig = new Rig(folder)) {
            TimeEvents events = new TimeEvents("warm-");
            for (int sent = 0; sent < WARM_UP; sent += WARM_UP_ROUND) {
                rig.load(Rig.INTAKE, events, WARM_UP_ROUND);
                rig.awaitDelivered(WARM_UP_ROUND);
                rig.drain(BenchExtension.ERP);
                rig.drain(BenchExtension.PSA);
            }
            new Latency(rig).measure();
        }
    }

    private void measure() throws Exception {
        Histogram erp = new ConcurrentHistogram(3);
        Histogram psa = new ConcurrentHistogram(3);
        try (Connection connection = rig.connections().createConnection()) {
            listen(connection, BenchExtension.ERP, erp);
            listen(connection, BenchExtension.PSA, psa);
            connection.start();
            sendAll(connection);
            Rig.await(() -> effects.get() >= 2 * RATE * SECONDS);
            System.out.printf(
                    Locale.ROOT,
                    "%d events at %d/s; %d of them were sent more than 10 ms after they were due%n",
                    RATE * SECONDS,
                    RATE,
                    late.get());
        }
        System.out.println("| from due to effect, ms | p50 | p90 | p99 | p99.9 | highest |");
        System.out.println("| --- | ---: | ---: | ---: | ---: | ---: |");
        print(BenchExtension.ERP, erp);
        print(BenchExtension.PSA, psa);
    }

    /** Several senders take turns, so that one that waits for the disk does not hold up the next event. */
    private void sendAll(Connection connection) throws Exception {
        ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
        long start = System.nanoTime() + 1_000_000_000L;
        List<Future<?>> running = new ArrayList<>();
        for (int sender = 0; sender < SENDERS; sender++) {
            int first = sender;
            running.add(senders.submit(() -> send(connection, start, first)));
        }
        for (Future<?> each : running) {
            each.get();
        }
        senders.shutdown();
    }

    private Void send(Connection connection, long start, int first) throws JMSException {
        try (Session session = connection.createSession(Session.AUTO_ACKNOWLEDGE);
                MessageProducer producer = session.createProducer(session.createQueue(Rig.INTAKE))) {
            producer.setDeliveryMode(DeliveryMode.PERSISTENT);
            for (int i = first; i < RATE * SECONDS; i += SENDERS) {
                long at = start + i * 1_000_000_000L / RATE;
                while (System.nanoTime() < at) {
                    LockSupport.parkNanos(at - System.nanoTime());
                }
                if (System.nanoTime() - at > 10_000_000) {
                    late.incrementAndGet();
                }
                String id = "L" + i;
                due.put(id, at);
                BytesMessage message = session.createBytesMessage();
                message.writeBytes(TimeEvents.document(id, i));
                producer.send(message);
            }
        }
        return null;
    }

    private void listen(Connection connection, String queue, Histogram histogram) throws JMSException {
        Session session = connection.createSession(Session.AUTO_ACKNOWLEDGE);
        MessageConsumer consumer = session.createConsumer(session.createQueue(queue));
        consumer.setMessageListener(message -> note(message, histogram));
    }

    private void note(Message message, Histogram histogram) {
        try {
            String key = message.getStringProperty(QueueTargets.KEY);
            histogram.recordValue(System.nanoTime() - due.get(key.substring(0, key.indexOf("-v1/"))));
            effects.incrementAndGet();
        } catch (JMSException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static void print(String name, Histogram histogram) {
        System.out.printf(
                Locale.ROOT,
                "| %s | %.1f | %.1f | %.1f | %.1f | %.1f |%n",
                name,
                histogram.getValueAtPercentile(50) / 1e6,
                histogram.getValueAtPercentile(90) / 1e6,
                histogram.getValueAtPercentile(99) / 1e6,
                histogram.getValueAtPercentile(99.9) / 1e6,
                histogram.getMaxValue() / 1e6);
    }
}
