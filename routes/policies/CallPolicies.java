package policies;

import org.apache.camel.builder.RouteConfigurationBuilder;

/** What happens when a call to a system brings no answer at all: that is an answer too, and the caller settles it. */
public final class CallPolicies extends RouteConfigurationBuilder {
    @Override
    public void configuration() {
        // The conversation turns the exception into its outcome and is over then, so the route goes on to its end.
        // Not logged here: whoever settles the outcome records it, and no message is ever shown.
        routeConfiguration("call")
            .onException(Exception.class)
                .maximumRedeliveries(0)
                .continued(true)
                .logContinued(false)
                .logStackTrace(false)
                .bean("wire", "broke");

        // What cannot be read fails in the poller that asked, under the policy of the poller.
        routeConfiguration("fetch")
            .errorHandler(noErrorHandler());
    }
}
