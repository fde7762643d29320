package policies;

import io.throughline.delivery.http.SourceFailure;
import io.throughline.journal.StoreUnavailable;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteConfigurationBuilder;

/**
 * What happens when something fails inside a batch. The ledger is the one redelivery authority: no policy here retries.
 */
public final class BatchPolicies extends RouteConfigurationBuilder {
    @Override
    public void configuration() {
        // A failure ends the batch: nothing is committed, and its messages come back one at a time.
        routeConfiguration("batch")
            .errorHandler(noErrorHandler());

        // A failure of a flow keeps one event for a person and lets its neighbours pass;
        // only when the database is away does the whole batch go back.
        routeConfiguration("planning")
            .errorHandler(defaultErrorHandler().logStackTrace(false).logExhausted(false))
            .onException(StoreUnavailable.class)
                .maximumRedeliveries(0)
                .handled(false)
            .end()
            .onException(Exception.class)
                .maximumRedeliveries(0)
                .handled(true)
                .bean("planning-failures", "explain").id("planning.explain");

        // A file that cannot be processed now is offered again at the next look; the others go on.
        routeConfiguration("file")
            .errorHandler(defaultErrorHandler().logExhaustedMessageBody(false))
            .onException(Exception.class)
                .maximumRedeliveries(0)
                .handled(true)
                .bean("file-failures", "note").id("file.later");

        // Work of a clock or an operator: the failure is logged, the next run tries again.
        routeConfiguration("operation")
            .errorHandler(defaultErrorHandler().logStackTrace(false).logExhaustedMessageBody(false))
            .onException(SourceFailure.class)
                .maximumRedeliveries(0)
                .handled(true)
                .log(LoggingLevel.WARN, "${exception.message}; read again at the next look").id("operation.later");
    }
}
