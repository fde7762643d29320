package operations;

import org.apache.camel.builder.RouteBuilder;

/** Prices and billing readiness over HTTP, answered at once. */
public final class BillingApi extends RouteBuilder {
    @Override
    public void configure() {
        from("platform-http:/api/v1/rates/validate?httpMethodRestrict=POST").routeId("api.rates")
            .routeDescription("Tell the price of a role on a day, or why there is none")
            .routeGroup("operations")
            .routeConfigurationId("api")
            .bean("billing-api", "validateRate").id("api.rates.validate");

        from("platform-http:/api/v1/projects/{id}/billing-readiness?httpMethodRestrict=GET").routeId("api.readiness")
            .routeDescription("Show every gate in front of the invoice of a billing cycle")
            .routeGroup("operations")
            .routeConfigurationId("api")
            .bean("billing-api", "readiness").id("api.readiness.view");
    }
}
