package io.throughline;

import java.time.Clock;
import java.util.Map;

/**
 * Something that runs beside the product without the product knowing what it is, found through
 * {@link java.util.ServiceLoader}; the sandbox of vendor stand-ins is one.
 */
public interface Companion {

    /** The name a person reads in the banner, such as {@code sandbox}. */
    String name();

    /**
     * Starts it. Closing what is returned stops it and frees its port.
     *
     * @param settings the {@code throughline.*} settings by full key; the sandbox reads
     *     {@code throughline.sandbox.port} (8090 when absent, 0 for any free port)
     * @param clock tells it the time, the same as the product's
     * @return the handle that stops it; its {@code toString} says where it answers
     * @throws Exception when it cannot start, for example {@link java.net.BindException} for a taken port
     */
    AutoCloseable start(Map<String, String> settings, Clock clock) throws Exception;
}
