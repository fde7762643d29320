package systems;

import org.apache.camel.builder.RouteBuilder;

/** Workday knows the people: its workers are read page by page over SOAP, never written. */
public final class Workday extends RouteBuilder {
    @Override
    public void configure() {
        templatedRoute("intake").routeId("workday.intake").parameter("vendor", "workday");
        templatedRoute("http-delivery").routeId("workday.call").parameter("system", "workday");

        from("direct:workday.fetch").routeId("workday.fetch")
            .routeDescription("Read the workers that a delta query finds")
            .routeGroup("systems")
            .routeConfigurationId("fetch")
            .bean("workday-reader", "workers").id("workday.fetch.ask")
            .to("direct:workday.call").id("workday.fetch.call")
            .bean("enquiries", "result").id("workday.fetch.result");
    }
}
