package io.throughline.broker;

import io.throughline.contract.Waypoint;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Suspendable;
import org.apache.camel.support.DefaultConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Receives batches on threads of its own, each with one transacted session. */
final class JmsBatchConsumer extends DefaultConsumer implements Suspendable {

    private static final Logger LOG = LoggerFactory.getLogger(JmsBatchConsumer.class);
    private static final long POLL_MILLIS = 500;

    private final JmsBatchEndpoint endpoint;
    private ExecutorService threads;
    private volatile boolean running;

    JmsBatchConsumer(JmsBatchEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        running = true;
        threads = endpoint.getCamelContext()
                .getExecutorServiceManager()
                .newFixedThreadPool(this, "jms-batch-" + endpoint.getQueue(), endpoint.getConsumers());
        Map<String, Integer> crashes = CrashMarks.read(endpoint.component().getMarks(), endpoint.getQueue());
        for (int i = 0; i < endpoint.getConsumers(); i++) {
            int number = i;
            threads.execute(() -> consume(number, crashes));
        }
    }

    @Override
    protected void doSuspend() throws Exception {
        stopThreads();
        super.doSuspend();
    }

    @Override
    protected void doResume() throws Exception {
        doStart();
    }

    @Override
    protected void doStop() throws Exception {
        stopThreads();
        super.doStop();
    }

    private void stopThreads() {
        running = false;
        if (threads != null) {
            endpoint.getCamelContext().getExecutorServiceManager().shutdownGraceful(threads, 30_000);
            threads = null;
        }
    }

    /** Consumers of a context that stops leave all at once, so that the stop takes as long as one of them, not as all. */
    private boolean goesOn() {
        return running && !endpoint.getCamelContext().isStopping();
    }

    private void consume(int number, Map<String, Integer> crashes) {
        while (goesOn()) {
            try (CrashMarks marks = marks(number, crashes);
                    Connection connection =
                            endpoint.component().getConnectionFactory().createConnection()) {
                connection.start();
                try (Session session = connection.createSession(Session.SESSION_TRANSACTED);
                        MessageConsumer consumer = session.createConsumer(session.createQueue(endpoint.getQueue()));
                        MessageProducer producer = session.createProducer(null)) {
                    receive(
                            new BatchSession(
                                    session, producer, endpoint.component().isKeepsDerived()),
                            consumer,
                            marks);
                }
            } catch (JMSException | IOException | RuntimeException failure) {
                if (goesOn()) {
                    LOG.warn("{} cannot be read: {}; trying again", endpoint.getQueue(), failure.getMessage());
                    rest();
                }
            }
        }
    }

    private CrashMarks marks(int number, Map<String, Integer> crashes) throws IOException {
        Path folder = endpoint.component().getMarks();
        return folder == null || endpoint.getQuarantine() == null
                ? null
                : new CrashMarks(folder, endpoint.getQueue(), number, crashes);
    }

    private void receive(BatchSession batchSession, MessageConsumer consumer, CrashMarks marks)
            throws JMSException, IOException {
        Session session = batchSession.session();
        int oneByOne = 0;
        Suspect suspect = new Suspect();
        while (goesOn()) {
            List<Received> batch = batch(consumer, oneByOne > 0 || isSuspicious(marks) ? 1 : endpoint.getMaxMessages());
            if (batch.isEmpty()) {
                continue;
            }
            Waypoint.RECEIVED.reached();
            if (marks != null && marks.deaths(batch.get(0)) >= endpoint.getDeaths()) {
                LOG.error(
                        "{}: a message that kills the process goes to {}",
                        endpoint.getQueue(),
                        endpoint.getQuarantine());
                Messages.send(
                        batchSession,
                        Suspect.deadly(endpoint.getQuarantine(), batch.get(0), marks.deaths(batch.get(0))));
                session.commit();
                marks.done(batch);
                continue;
            }
            if (marks != null) {
                marks.working(batch);
            }
            if (endpoint.getQuarantine() != null && suspect.is(batch, endpoint.getAttempts())) {
                LOG.error("{}: a message goes to {}", endpoint.getQueue(), endpoint.getQuarantine());
                Messages.send(batchSession, suspect.quarantined(endpoint.getQuarantine(), batch.get(0)));
                session.commit();
            } else if (process(batch, batchSession, suspect)) {
                Waypoint.COMMITTING.reached();
                session.commit();
                Waypoint.COMMITTED.reached();
                oneByOne = Math.max(0, oneByOne - 1);
            } else {
                session.rollback();
                oneByOne = oneByOne > 0 ? oneByOne : batch.size();
                rest();
            }
            if (marks != null) {
                marks.done(batch);
            }
        }
    }

    private static boolean isSuspicious(CrashMarks marks) {
        return marks != null && marks.haveSuspects();
    }

    private List<Received> batch(MessageConsumer consumer, int limit) throws JMSException {
        Message message = consumer.receive(POLL_MILLIS);
        if (message == null) {
            return List.of();
        }
        List<Received> batch = new ArrayList<>();
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(endpoint.getLinger());
        while (message != null) {
            batch.add(Messages.read(message));
            if (batch.size() == limit) {
                break;
            }
            message = consumer.receiveNoWait();
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (message == null && left > 0) {
                message = consumer.receive(left);
            }
        }
        return batch;
    }

    private boolean process(List<Received> batch, BatchSession session, Suspect suspect) {
        Exchange exchange = createExchange(false);
        try {
            exchange.getMessage().setBody(batch);
            exchange.setProperty(BatchSession.PROPERTY, session);
            getProcessor().process(exchange);
        } catch (Exception failure) {
            exchange.setException(failure);
        }
        Exception failure = exchange.getException();
        boolean rollback = failure != null || exchange.isRollbackOnly();
        if (failure != null) {
            suspect.failed(batch, failure);
            LOG.warn("{}: batch of {} rolled back: {}", endpoint.getQueue(), batch.size(), failure.toString(), failure);
        }
        releaseExchange(exchange, false);
        return !rollback;
    }

    private void rest() {
        try {
            TimeUnit.MILLISECONDS.sleep(endpoint.getPauseAfterFailure());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            running = false;
        }
    }
}
