package io.throughline.files;

import io.throughline.files.DropFolders.Claim;
import io.throughline.journal.StoreUnavailable;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says why a file could not be processed now; it stays claimed and is offered again. */
public final class FileFailures {

    private static final Logger LOG = LoggerFactory.getLogger(FileFailures.class);

    private final DroppedFiles files;

    public FileFailures(DroppedFiles files) {
        this.files = files;
    }

    /** Logs the caught failure with its cause; while a store is away it does not count against the file. */
    public void note(Exchange exchange) {
        Throwable failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        Claim claim = exchange.getVariable("claim", Claim.class);
        LOG.warn("{} could not be processed and is tried again", FileNames.safe(claim.name()), failure);
        if (!(failure instanceof StoreUnavailable)) {
            files.failed(claim);
        }
    }
}
