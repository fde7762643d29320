package io.throughline.broker;

import jakarta.jms.BytesMessage;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Between JMS messages and ours. Only bytes and text are read; an object message is never deserialised. */
final class Messages {

    /** What Artemis delivers of a bytes message into which nothing was written: its own length field. */
    private static final byte[] EMPTY_ON_THE_WIRE = new byte[4];

    private Messages() {}

    static Received read(Message message) throws JMSException {
        byte[] body = null;
        String kind;
        if (message instanceof BytesMessage bytes) {
            kind = "bytes";
            body = new byte[Math.toIntExact(bytes.getBodyLength())];
            bytes.readBytes(body);
            if (Arrays.equals(body, EMPTY_ON_THE_WIRE)) {
                body = new byte[0];
            }
        } else if (message instanceof TextMessage text) {
            kind = "text";
            body = text.getText() == null ? new byte[0] : text.getText().getBytes(StandardCharsets.UTF_8);
        } else {
            kind = message.getClass().getInterfaces().length == 0
                    ? message.getClass().getSimpleName()
                    : message.getClass().getInterfaces()[0].getSimpleName();
            if (kind.equals("Message") || message.getClass().getSimpleName().equals("ActiveMQMessage")) {
                kind = "empty";
                body = new byte[0];
            }
        }
        return new Received(message.getJMSMessageID(), body, kind, properties(message), message.getJMSRedelivered());
    }

    static void send(BatchSession batch, Outgoing outgoing) throws JMSException {
        BytesMessage message = batch.session().createBytesMessage();
        message.writeBytes(outgoing.body());
        for (Map.Entry<String, String> property : outgoing.properties().entrySet()) {
            message.setStringProperty(property.getKey(), property.getValue());
        }
        if (outgoing.group() != null) {
            message.setStringProperty("JMSXGroupID", outgoing.group());
        }
        batch.producer()
                .send(
                        batch.destination(outgoing),
                        message,
                        outgoing.derived() && !batch.keepsDerived()
                                ? DeliveryMode.NON_PERSISTENT
                                : DeliveryMode.PERSISTENT,
                        Message.DEFAULT_PRIORITY,
                        Message.DEFAULT_TIME_TO_LIVE);
    }

    /** Properties this product reads; everything else a sender sets is left behind. */
    private static Map<String, String> properties(Message message) throws JMSException {
        Map<String, String> properties = new LinkedHashMap<>();
        for (Object name : Collections.list(message.getPropertyNames())) {
            String key = String.valueOf(name);
            if (key.startsWith("cloudEvents_") || key.startsWith("Throughline")) {
                properties.put(key, message.getStringProperty(key));
            }
        }
        return properties;
    }
}
