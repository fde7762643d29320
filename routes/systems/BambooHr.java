package systems;

import org.apache.camel.builder.RouteBuilder;

/** BambooHR knows the people of the GmbH: its webhooks and its list of changes say whom to read, and nothing is written there. */
public final class BambooHr extends RouteBuilder {
    @Override
    public void configure() {
        templatedRoute("intake").routeId("bamboohr.intake").parameter("vendor", "bamboohr");
        templatedRoute("deliver").routeId("bamboohr.deliver").parameter("system", "bamboohr");
        templatedRoute("deliver-one").routeId("bamboohr.deliver-one").parameter("system", "bamboohr");
        templatedRoute("probe").routeId("bamboohr.probe").parameter("system", "bamboohr");
        templatedRoute("http-delivery").routeId("bamboohr.call").parameter("system", "bamboohr");
        templatedRoute("http-reading").routeId("bamboohr.fetch").parameter("system", "bamboohr").parameter("what", "changes");
        templatedRoute("poll").routeId("bamboohr.poll").parameter("system", "bamboohr");
    }
}
