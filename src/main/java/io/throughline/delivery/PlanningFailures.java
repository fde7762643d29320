package io.throughline.delivery;

import io.throughline.contract.Plan;
import io.throughline.contract.Violation;
import java.util.List;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns the failure of a flow into a plan that keeps the event for a person. */
public final class PlanningFailures {

    private static final Logger LOG = LoggerFactory.getLogger(PlanningFailures.class);

    /** Explains the caught failure as a finding with rule {@code PLANNING}. */
    public Plan explain(Exchange exchange) {
        Throwable failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        String route = exchange.getProperty(Exchange.FAILURE_ROUTE_ID, String.class);
        LOG.warn("flow {} could not plan: {}", route, failure.toString(), failure);
        String message = "the flow " + route + " could not plan it: " + root(failure);
        return Plan.stopped(List.of(Violation.hold("PLANNING", "", message)));
    }

    private static String root(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
