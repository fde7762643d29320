package io.throughline.broker;

import io.throughline.contract.Waypoint;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/**
 * Sends messages in the transaction of the exchange's batch, or in one of their own. Sessions of its own are kept for the
 * next exchange; one that failed is thrown away.
 */
final class JmsBatchProducer extends DefaultProducer {

    private final JmsBatchEndpoint endpoint;
    private final Object lock = new Object();
    private final Queue<BatchSession> idle = new ConcurrentLinkedQueue<>();
    private Connection connection;

    JmsBatchProducer(JmsBatchEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        List<Outgoing> outgoing = outgoing(exchange.getMessage().getBody());
        if (outgoing.isEmpty()) {
            return;
        }
        BatchSession batch = exchange.getProperty(BatchSession.PROPERTY, BatchSession.class);
        if (batch != null && !endpoint.isOwnTransaction()) {
            send(batch, outgoing);
        } else {
            sendAndCommit(outgoing);
        }
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        synchronized (lock) {
            idle.clear();
            if (connection != null) {
                connection.close();
                connection = null;
            }
        }
    }

    private void sendAndCommit(List<Outgoing> outgoing) throws JMSException {
        BatchSession own = idle.poll();
        if (own == null) {
            Session session = connection().createSession(Session.SESSION_TRANSACTED);
            own = new BatchSession(
                    session, session.createProducer(null), endpoint.component().isKeepsDerived());
        }
        try {
            send(own, outgoing);
            own.session().commit();
        } catch (JMSException | RuntimeException failure) {
            closeQuietly(own, failure);
            throw failure;
        }
        idle.add(own);
    }

    private static void send(BatchSession batch, List<Outgoing> outgoing) throws JMSException {
        for (Outgoing message : outgoing) {
            Messages.send(batch, message);
            Waypoint.SENDING.reached();
        }
    }

    private static void closeQuietly(BatchSession failed, Exception failure) {
        try {
            failed.session().close();
        } catch (JMSException broken) {
            failure.addSuppressed(broken);
        }
    }

    private Connection connection() throws JMSException {
        synchronized (lock) {
            if (connection == null) {
                connection = endpoint.component().getSendingFactory().createConnection();
                connection.setExceptionListener(failure -> forget());
                connection.start();
            }
            return connection;
        }
    }

    private void forget() {
        synchronized (lock) {
            idle.clear();
            connection = null;
        }
    }

    private static List<Outgoing> outgoing(Object body) {
        if (body instanceof Outgoing one) {
            return List.of(one);
        }
        if (body instanceof List<?> many) {
            return many.stream().map(Outgoing.class::cast).toList();
        }
        throw new IllegalArgumentException("jms-batch sends Outgoing messages, not "
                + (body == null ? "nothing" : body.getClass().getSimpleName()));
    }
}
