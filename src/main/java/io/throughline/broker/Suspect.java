package io.throughline.broker;

import jakarta.jms.JMSException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The message that failed last on its own, and how often. What fails because a store or the broker is away is not the
 * message's fault and does not count.
 */
final class Suspect {

    private String messageId;
    private int failures;
    private String reason;

    /** Notes the failure of a batch. */
    void failed(List<Received> batch, Throwable failure) {
        if (batch.size() != 1 || !isOwnFault(failure)) {
            return;
        }
        String id = batch.get(0).messageId();
        failures = id.equals(messageId) ? failures + 1 : 1;
        messageId = id;
        reason = String.valueOf(failure);
    }

    /** Whether this batch is the one message that has failed this often. */
    boolean is(List<Received> batch, int times) {
        return failures >= times
                && batch.size() == 1
                && batch.get(0).messageId().equals(messageId);
    }

    /** The message with what is known of its failure. */
    Outgoing quarantined(String queue, Received message) {
        Map<String, String> properties = new LinkedHashMap<>(message.properties());
        properties.put("ThroughlineRule", "DOC-FAILURE");
        properties.put("ThroughlineReason", "could not be processed in " + failures + " attempts: " + reason);
        return Outgoing.toQueue(queue, null, message.body() == null ? new byte[0] : message.body(), properties);
    }

    /** The message during whose work the process died. */
    static Outgoing deadly(String queue, Received message, int deaths) {
        Map<String, String> properties = new LinkedHashMap<>(message.properties());
        properties.put("ThroughlineRule", "DOC-FAILURE");
        properties.put("ThroughlineReason", "the process died " + deaths + " times while working on it");
        return Outgoing.toQueue(queue, null, message.body() == null ? new byte[0] : message.body(), properties);
    }

    private static boolean isOwnFault(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                String state = String.valueOf(sql.getSQLState());
                return state.startsWith("22") || state.startsWith("23");
            }
            if (cause instanceof JMSException || cause instanceof IOException) {
                return false;
            }
        }
        return failure != null;
    }
}
