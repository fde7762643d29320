package io.throughline.firewall;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;

/**
 * Lets only the headers of one {@link HeaderProfile} through a component, in both directions, and only as text, numbers
 * or booleans without line breaks. What is dropped is counted as {@code throughline.headers.dropped} by component,
 * direction and kind ({@code control} for names that would steer a component, {@code other} for the rest); names and
 * values are not recorded.
 */
public final class HeaderFirewall implements HeaderFilterStrategy {
    /** The longest header value that passes, in characters. */
    public static final int LONGEST_VALUE = 8 * 1024;

    private static final String METER = "throughline.headers.dropped";

    private final HeaderProfile profile;
    private final Counter inboundControl;
    private final Counter inboundOther;
    private final Counter outbound;

    /**
     * @param component scheme of the component it stands in front of
     * @param profile   what may pass
     * @param meters    where drops are counted
     */
    public HeaderFirewall(String component, HeaderProfile profile, MeterRegistry meters) {
        this.profile = profile;
        this.inboundControl = counter(meters, component, "in", "control");
        this.inboundOther = counter(meters, component, "in", "other");
        this.outbound = counter(meters, component, "out", "other");
    }

    private static Counter counter(MeterRegistry meters, String component, String direction, String kind) {
        return Counter.builder(METER)
                .description("Headers that were not on the allow-list")
                .tags("component", component, "direction", direction, "kind", kind)
                .register(meters);
    }

    /** Outbound: true when the header must not leave. */
    @Override
    public boolean applyFilterToCamelHeaders(String name, Object value, Exchange exchange) {
        if (profile.releases(name) && plain(value)) {
            return false;
        }
        if (!control(name)) {
            outbound.increment(); // Camel's own headers never leave and are not worth counting
        }
        return true;
    }

    /** Inbound: true when the header must not enter. */
    @Override
    public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
        if (profile.admits(name) && plain(value)) {
            return false;
        }
        (control(name) ? inboundControl : inboundOther).increment();
        return true;
    }

    private static boolean plain(Object value) {
        if (value instanceof CharSequence text) {
            return text.length() <= LONGEST_VALUE && text.chars().noneMatch(c -> c == '\r' || c == '\n' || c == 0);
        }
        return value == null || value instanceof Number || value instanceof Boolean;
    }

    private static boolean control(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.startsWith("camel")
                || lower.startsWith("org.apache.camel")
                || lower.startsWith("mail.")
                || lower.startsWith("kafka.")
                || lower.equals("operationname");
    }
}
