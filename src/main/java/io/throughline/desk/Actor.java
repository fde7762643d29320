package io.throughline.desk;

import io.throughline.http.Keyring;
import org.apache.camel.Exchange;

/** The person behind a request. */
final class Actor {

    private Actor() {}

    static String of(Exchange exchange) {
        String actor = exchange.getMessage().getHeader(Keyring.ACTOR, String.class);
        return actor == null ? "unknown" : actor;
    }
}
