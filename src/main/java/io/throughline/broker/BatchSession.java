package io.throughline.broker;

import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.HashMap;
import java.util.Map;

/**
 * The JMS transaction an exchange runs in; what is sent through it is committed with the messages received.
 *
 * @param keepsDerived whether messages that could be made anew are kept by a broker that restarts
 * @param destinations those that were sent to, because to look one up means to ask the broker
 */
record BatchSession(
        Session session, MessageProducer producer, boolean keepsDerived, Map<String, Destination> destinations) {

    static final String PROPERTY = "ThroughlineBatchSession";

    BatchSession(Session session, MessageProducer producer, boolean keepsDerived) {
        this(session, producer, keepsDerived, new HashMap<>());
    }

    Destination destination(Outgoing message) throws JMSException {
        String name = (message.multicast() ? "topic:" : "queue:") + message.destination();
        Destination known = destinations.get(name);
        if (known == null) {
            known = message.multicast()
                    ? session.createTopic(message.destination())
                    : session.createQueue(message.destination());
            destinations.put(name, known);
        }
        return known;
    }
}
