package io.throughline.api;

import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a caller that the request was not accepted and may be sent again. */
public final class ApiFailures {

    private static final Logger LOG = LoggerFactory.getLogger(ApiFailures.class);

    /** Answers 503: nothing was acknowledged, and a repeat is harmless. */
    public void answer(Exchange exchange) {
        Throwable failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        LOG.warn("request failed in {}", exchange.getFromRouteId(), failure);
        Reply.problem(503, "Service Unavailable", "the request was not accepted; send it again, a repeat is harmless")
                .on(exchange);
        exchange.getMessage().setHeader("Retry-After", 5);
    }
}
