package io.throughline.broker;

import java.util.Map;

/**
 * One message to be sent.
 *
 * @param destination queue name, or topic name when {@code multicast}
 * @param multicast   whether every subscriber gets it
 * @param derived     whether what it says is in the ledger, so that losing it loses nothing
 * @param group       messages of one group go to one consumer at a time; null for none
 * @param body        its bytes
 * @param properties  string properties, legal JMS identifiers
 */
public record Outgoing(
        String destination,
        boolean multicast,
        boolean derived,
        String group,
        byte[] body,
        Map<String, String> properties) {

    /** A message to a queue. */
    public static Outgoing toQueue(String queue, String group, byte[] body, Map<String, String> properties) {
        return new Outgoing(queue, false, false, group, body, properties);
    }

    /** A message to a queue that only says what the ledger says too. */
    public static Outgoing derived(String queue, String group, byte[] body) {
        return new Outgoing(queue, false, true, group, body, Map.of());
    }

    /** A message to every subscriber of an address. */
    public static Outgoing toTopic(String address, String group, byte[] body, Map<String, String> properties) {
        return new Outgoing(address, true, false, group, body, properties);
    }
}
