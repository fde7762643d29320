package systems;

import org.apache.camel.builder.RouteBuilder;

/** Salesforce sells: opportunities are read again after a gap in its change feed, and told what became of them. Its intake and delivery consumers belong here. */
public final class Salesforce extends RouteBuilder {
    @Override
    public void configure() {
        templatedRoute("http-delivery").routeId("salesforce.call").parameter("system", "salesforce");

        from("direct:salesforce.fetch").routeId("salesforce.fetch")
            .routeDescription("Read one opportunity by its Salesforce id")
            .routeGroup("systems")
            .routeConfigurationId("fetch")
            .bean("salesforce-reader", "opportunity").id("salesforce.fetch.ask")
            .to("direct:salesforce.call").id("salesforce.fetch.call")
            .bean("enquiries", "result").id("salesforce.fetch.result");
    }
}
