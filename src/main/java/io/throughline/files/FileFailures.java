package io.throughline.files;

import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says why a file could not be processed now; it stays claimed and is offered again. */
public final class FileFailures {

    private static final Logger LOG = LoggerFactory.getLogger(FileFailures.class);

    /** Logs the caught failure with its cause. */
    public void note(Exchange exchange) {
        Throwable failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        LOG.warn("a dropped file could not be processed and is tried again", failure);
    }
}
