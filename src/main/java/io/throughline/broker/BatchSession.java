package io.throughline.broker;

import jakarta.jms.MessageProducer;
import jakarta.jms.Session;

/** The JMS transaction an exchange runs in; what is sent through it is committed with the messages received. */
record BatchSession(Session session, MessageProducer producer) {

    static final String PROPERTY = "ThroughlineBatchSession";
}
