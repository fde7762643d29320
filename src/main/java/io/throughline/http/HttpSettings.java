package io.throughline.http;

import java.time.Duration;

/**
 * Where the HTTP server listens and what it bears.
 *
 * @param host          address to bind, {@code throughline.http.host}
 * @param port          port to bind, {@code throughline.http.port}; 0 takes any free one
 * @param maxBody       largest request body in bytes; a larger one is answered 413
 * @param idle          how long a connection may be silent before it is closed
 * @param hawtioAddress where {@code /hawtio} redirects to, or null when the console is off
 */
public record HttpSettings(String host, int port, long maxBody, Duration idle, String hawtioAddress) {
    /** Ten mebibytes: the largest document the mappings accept. */
    public static final long DEFAULT_MAX_BODY = 10L * 1024 * 1024;

    /** The given address with the default limits and no console. */
    public static HttpSettings on(String host, int port) {
        return new HttpSettings(host, port, DEFAULT_MAX_BODY, Duration.ofSeconds(60), null);
    }

    /** The same with a redirect from {@code /hawtio}. */
    public HttpSettings withHawtio(String address) {
        return new HttpSettings(host, port, maxBody, idle, address);
    }

    /** The same with another limit for bodies, in bytes. */
    public HttpSettings withMaxBody(long bytes) {
        return new HttpSettings(host, port, bytes, idle, hawtioAddress);
    }
}
