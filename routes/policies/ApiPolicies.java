package policies;

import org.apache.camel.builder.RouteConfigurationBuilder;

/** What a caller of the API hears when something fails: 503 and nothing of the inside. */
public final class ApiPolicies extends RouteConfigurationBuilder {
    @Override
    public void configuration() {
        routeConfiguration("api")
            .onException(Exception.class)
                .maximumRedeliveries(0)
                .handled(true)
                .bean("api-failures", "answer").id("api.failure");
    }
}
