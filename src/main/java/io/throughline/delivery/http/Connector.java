package io.throughline.delivery.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;

/**
 * How one system is reached.
 *
 * @param system      its name, such as {@code netsuite}
 * @param url         base URL of its API
 * @param tokenUrl    its token endpoint
 * @param credentials what it believes us by
 * @param timeout     how long an answer is waited for
 * @param connections how many calls may be under way at once
 * @param uploads     whether files for it are uploaded; otherwise a person or the system itself fetches them
 * @param settings    what its mappings may read
 */
public record Connector(
        String system,
        URI url,
        URI tokenUrl,
        Credentials credentials,
        Duration timeout,
        int connections,
        boolean uploads,
        ObjectNode settings) {

    public Connector {
        plain(system, url);
        plain(system, tokenUrl);
    }

    private static void plain(String system, URI url) {
        boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        if (!http || url.getHost() == null || url.getUserInfo() != null || url.getQuery() != null) {
            throw new IllegalArgumentException(
                    "the address of " + system + " must be http(s)://host[:port]/path without user, password or query");
        }
    }
}
