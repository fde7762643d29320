package io.throughline.broker;

import jakarta.jms.Connection;
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
            for (Outgoing message : outgoing) {
                Messages.send(batch.session(), batch.producer(), message);
            }
            return;
        }
        try (Session session = connection().createSession(Session.SESSION_TRANSACTED);
                MessageProducer producer = session.createProducer(null)) {
            for (Outgoing message : outgoing) {
                Messages.send(session, producer, message);
            }
            session.commit();
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
