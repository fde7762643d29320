package io.throughline.broker;

import java.util.Map;

/**
 * One message as it was received, independent of JMS.
 *
 * @param messageId   the broker's id
 * @param body        its bytes; empty for an empty message, null for a kind of message that is not accepted
 * @param kind        {@code bytes}, {@code text}, or the name of the kind that is not accepted
 * @param properties  string properties that passed the header firewall
 * @param redelivered whether an earlier delivery was not committed
 */
public record Received(
        String messageId, byte[] body, String kind, Map<String, String> properties, boolean redelivered) {}
