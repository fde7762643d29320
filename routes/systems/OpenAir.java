package systems;

import org.apache.camel.builder.RouteBuilder;

/** OpenAir plans people and records their time where Kantata does not: users, projects and rate cards go in, time is read by its timesheets. */
public final class OpenAir extends RouteBuilder {
    @Override
    public void configure() {
        templatedRoute("intake").routeId("openair.intake").parameter("vendor", "openair");
        templatedRoute("deliver").routeId("openair.deliver").parameter("system", "openair");
        templatedRoute("deliver-one").routeId("openair.deliver-one").parameter("system", "openair");
        templatedRoute("probe").routeId("openair.probe").parameter("system", "openair");
        templatedRoute("http-delivery").routeId("openair.call").parameter("system", "openair");
        templatedRoute("http-extract").routeId("openair.extract").parameter("system", "openair");
        templatedRoute("http-reading").routeId("openair.fetch").parameter("system", "openair").parameter("what", "changes");
        templatedRoute("poll").routeId("openair.poll").parameter("system", "openair");
    }
}
