package systems;

import org.apache.camel.builder.RouteBuilder;

/** Salesforce sells: opportunities that changed are read from time to time, and told what became of them. */
public final class Salesforce extends RouteBuilder {
    @Override
    public void configure() {
        templatedRoute("intake").routeId("salesforce.intake").parameter("vendor", "salesforce");
        templatedRoute("deliver").routeId("salesforce.deliver").parameter("system", "salesforce");
        templatedRoute("deliver-one").routeId("salesforce.deliver-one").parameter("system", "salesforce");
        templatedRoute("probe").routeId("salesforce.probe").parameter("system", "salesforce");
        templatedRoute("http-delivery").routeId("salesforce.call").parameter("system", "salesforce");
        templatedRoute("http-reading").routeId("salesforce.fetch").parameter("system", "salesforce").parameter("what", "changedOpportunities");
        templatedRoute("poll").routeId("salesforce.poll").parameter("system", "salesforce");
    }
}
