package bench;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
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
 * Events at a steady rate, and how long it takes from the moment each was due until a target has received what it asks for.
 * Events are due at fixed times, whatever became of the ones before, so that a pause shows in every event it delays.
 */
final class Trickle implements AutoCloseable {

    static final int RATE = Integer.getInteger("bench.rate", 100);

    private static final int WARM_UP = Integer.getInteger("bench.warm-up", 40_000);
    private static final int WARM_UP_ROUND = 5000;
    private static final int SENDERS = 8;

    private final String prefix;
    private final int events;
    private final Connection connection;
    private final Map<String, Long> due = new ConcurrentHashMap<>();
    private final Map<String, Received> received = new ConcurrentHashMap<>();
    private final AtomicInteger late = new AtomicInteger();

    private record Received(Histogram histogram, AtomicInteger count) {}

    /** Listens to both target queues. */
    Trickle(Rig rig, String prefix, int seconds) throws JMSException {
        this.prefix = prefix;
        events = RATE * seconds;
        connection = rig.connections().createConnection();
        listen(BenchExtension.ERP);
        listen(BenchExtension.PSA);
        connection.start();
    }

    /** Sends as much as it takes for the compiler to have seen everything. */
    static void warmUp(Rig rig) throws Exception {
        TimeEvents events = new TimeEvents("warm-");
        for (int sent = 0; sent < WARM_UP; sent += WARM_UP_ROUND) {
            rig.load(Rig.INTAKE, events, WARM_UP_ROUND);
            rig.awaitDelivered(WARM_UP_ROUND);
            rig.drain(BenchExtension.ERP);
            rig.drain(BenchExtension.PSA);
        }
    }

    static void heading() {
        System.out.println("| from due to effect, ms | p50 | p90 | p99 | p99.9 | highest |");
        System.out.println("| --- | ---: | ---: | ---: | ---: | ---: |");
    }

    /** Sends all events, each when it is due. Several senders take turns, so that one that waits for the disk holds up none. */
    void send() throws Exception {
        ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
        long start = System.nanoTime() + 1_000_000_000L;
        List<Future<?>> running = new ArrayList<>();
        for (int sender = 0; sender < SENDERS; sender++) {
            int first = sender;
            running.add(senders.submit(() -> send(start, first)));
        }
        for (Future<?> each : running) {
            each.get();
        }
        senders.shutdown();
        System.out.printf(
                Locale.ROOT,
                "%d events at %d/s; %d of them were sent more than 10 ms after they were due%n",
                events,
                RATE,
                late.get());
    }

    /** Waits until a target has everything. */
    void await(String queue) {
        AtomicInteger count = received.get(queue).count();
        Rig.await(() -> count.get() >= events);
        if (count.get() > events) {
            throw new IllegalStateException(queue + " got " + count.get() + " messages instead of " + events);
        }
    }

    /** Nanoseconds from due to effect. */
    Histogram of(String queue) {
        return received.get(queue).histogram();
    }

    /** One line of the table. */
    void print(String name, String queue) {
        Histogram histogram = of(queue);
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

    private Void send(long start, int first) throws JMSException {
        try (Session session = connection.createSession(Session.AUTO_ACKNOWLEDGE);
                MessageProducer producer = session.createProducer(session.createQueue(Rig.INTAKE))) {
            producer.setDeliveryMode(DeliveryMode.PERSISTENT);
            for (int i = first; i < events; i += SENDERS) {
                long at = start + i * 1_000_000_000L / RATE;
                while (System.nanoTime() < at) {
                    LockSupport.parkNanos(at - System.nanoTime());
                }
                if (System.nanoTime() - at > 10_000_000) {
                    late.incrementAndGet();
                }
                String id = prefix + i;
                due.put(id, at);
                BytesMessage message = session.createBytesMessage();
                message.writeBytes(TimeEvents.document(id, i));
                producer.send(message);
            }
        }
        return null;
    }

    private void listen(String queue) throws JMSException {
        Received target = new Received(new ConcurrentHistogram(3), new AtomicInteger());
        received.put(queue, target);
        Session session = connection.createSession(Session.AUTO_ACKNOWLEDGE);
        MessageConsumer consumer = session.createConsumer(session.createQueue(queue));
        consumer.setMessageListener(message -> note(message, target));
    }

    private void note(Message message, Received target) {
        try {
            String key = message.getStringProperty(QueueTargets.KEY);
            target.histogram().recordValue(System.nanoTime() - due.get(key.substring(0, key.indexOf("-v1/"))));
            target.count().incrementAndGet();
        } catch (JMSException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    @Override
    public void close() throws JMSException {
        connection.close();
    }
}
