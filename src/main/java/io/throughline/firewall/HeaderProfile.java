package io.throughline.firewall;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The header names one kind of connection may carry, for each direction. Names are compared without regard to case.
 *
 * @param name     how the profile is called
 * @param inbound  lower-cased names that may enter a route
 * @param outbound lower-cased names that may leave it
 * @param events   whether {@code cloudEvents_<attribute>} passes in both directions
 */
public record HeaderProfile(String name, Set<String> inbound, Set<String> outbound, boolean events) {
    private static final Pattern EVENT_ATTRIBUTE = Pattern.compile("cloudevents_[a-z0-9]{1,40}");

    /** The headers of ours that cross queues. */
    public static final Set<String> THROUGHLINE = Set.of(
            "ThroughlineMessageId",
            "ThroughlineStep",
            "ThroughlineReason",
            "ThroughlineFailedRoute",
            "ThroughlineFailedEndpoint");

    private static final String[] JMS_NAMES = {
        "JMSXGroupID",
        "JMSXGroupSeq",
        "JMSXDeliveryCount",
        "JMSMessageID",
        "JMSCorrelationID",
        "JMSTimestamp",
        "JMSType",
        "JMSPriority",
        "JMSRedelivered",
        "JMSExpiration",
        "JMSDeliveryMode"
    };

    /** Queues and topics: CloudEvents properties, our own headers, JMS standard headers. */
    public static final HeaderProfile JMS = new HeaderProfile(
            "jms",
            lower(THROUGHLINE, JMS_NAMES),
            lower(THROUGHLINE, "JMSXGroupID", "JMSCorrelationID", "JMSType"),
            true);

    /** Our HTTP server: what clients may say, the parameters of our paths, and what we answer. */
    public static final HeaderProfile HTTP_IN = new HeaderProfile(
            "http-in",
            lower(
                    Set.of(),
                    "Content-Type",
                    "Accept",
                    "Idempotency-Key",
                    "If-None-Match",
                    "traceparent",
                    "webhook-id",
                    "webhook-timestamp",
                    "ThroughlineActor",
                    "asOf",
                    "system",
                    "id",
                    "key",
                    "vendor",
                    "view",
                    "file",
                    "action",
                    "cycle",
                    "domain",
                    "state",
                    "limit",
                    "after"),
            lower(
                    Set.of(),
                    "Content-Type",
                    "Location",
                    "Retry-After",
                    "ETag",
                    "Cache-Control",
                    "Link",
                    "Content-Disposition"),
            false);

    /** Calls to vendors. Authorization never enters a route from outside, so what leaves was set by us. */
    public static final HeaderProfile HTTP_OUT = new HeaderProfile(
            "http-out",
            lower(
                    Set.of(),
                    "Content-Type",
                    "Location",
                    "Retry-After",
                    "ETag",
                    "Link",
                    "Date",
                    "X-RateLimit-Remaining",
                    "X-RateLimit-Reset"),
            lower(
                    Set.of(),
                    "Content-Type",
                    "Accept",
                    "Authorization",
                    "Idempotency-Key",
                    "If-Match",
                    "If-None-Match",
                    "Prefer",
                    "SOAPAction",
                    "traceparent",
                    "webhook-id",
                    "webhook-timestamp",
                    "webhook-signature"),
            false);

    /** Mail to people: only the subject, everything else is in the address that a setting names. */
    public static final HeaderProfile MAIL = new HeaderProfile("mail", Set.of(), Set.of("subject"), false);

    /** Files and every component nothing is known of: no header crosses. */
    public static final HeaderProfile SEALED = new HeaderProfile("file", Set.of(), Set.of(), false);

    /** The profile of a component, by its scheme. */
    public static HeaderProfile of(String scheme) {
        return switch (scheme) {
            case "jms", "jms-batch" -> JMS;
            case "platform-http", "rest" -> HTTP_IN;
            case "http", "https" -> HTTP_OUT;
            case "smtp" -> MAIL;
            default -> SEALED;
        };
    }

    /** The same profile with more names allowed in both directions. */
    public HeaderProfile plus(String... names) {
        Set<String> in = new HashSet<>(inbound);
        Set<String> out = new HashSet<>(outbound);
        in.addAll(lower(Set.of(), names));
        out.addAll(lower(Set.of(), names));
        return new HeaderProfile(name, Set.copyOf(in), Set.copyOf(out), events);
    }

    boolean admits(String header) {
        return allows(inbound, header);
    }

    boolean releases(String header) {
        return allows(outbound, header);
    }

    private boolean allows(Set<String> names, String header) {
        String lower = header.toLowerCase(Locale.ROOT);
        return names.contains(lower)
                || (events && EVENT_ATTRIBUTE.matcher(lower).matches());
    }

    private static Set<String> lower(Set<String> some, String... more) {
        Set<String> all = new HashSet<>();
        some.forEach(name -> all.add(name.toLowerCase(Locale.ROOT)));
        Arrays.stream(more).forEach(name -> all.add(name.toLowerCase(Locale.ROOT)));
        return Set.copyOf(all);
    }
}
