package policies;

import org.apache.camel.builder.RouteConfigurationBuilder;

/** What happens when a notice to people cannot be delivered: it stays in its table and is tried again later. */
public final class NoticePolicies extends RouteConfigurationBuilder {
    @Override
    public void configuration() {
        routeConfiguration("notice")
            .onException(Exception.class)
                .maximumRedeliveries(0)
                .handled(true)
                .logHandled(false)
                .logStackTrace(false)
                .bean("notices", "failed").id("notice.later");
    }
}
