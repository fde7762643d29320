package io.throughline.broker;

import io.throughline.contract.Waypoint;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/** Sends messages in the transaction of the exchange's batch, or in one of their own. */
final class JmsBatchProducer extends DefaultProducer {

    private final JmsBatchEndpoint endpoint;
    private final Object lock = new Object();
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
        if (batch != null) {
            send(batch.session(), batch.producer(), outgoing);
            return;
        }
        try (Session session = connection().createSession(Session.SESSION_TRANSACTED);
                MessageProducer producer = session.createProducer(null)) {
            send(session, producer, outgoing);
            session.commit();
        }
    }

    private static void send(Session session, MessageProducer producer, List<Outgoing> outgoing) throws JMSException {
        for (Outgoing message : outgoing) {
            Messages.send(session, producer, message);
            Waypoint.SENDING.reached();
        }
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        synchronized (lock) {
            if (connection != null) {
                connection.close();
                connection = null;
            }
        }
    }

    private Connection connection() throws Exception {
        synchronized (lock) {
            if (connection == null) {
                connection = endpoint.component().getConnectionFactory().createConnection();
                connection.setExceptionListener(failure -> forget());
                connection.start();
            }
            return connection;
        }
    }

    private void forget() {
        synchronized (lock) {
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
