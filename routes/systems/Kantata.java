package systems;

import org.apache.camel.builder.RouteBuilder;

/** Kantata plans people and records their time: users, workspaces and rate cards go in, approved time is read from its event feed. */
public final class Kantata extends RouteBuilder {
    @Override
    public void configure() {
        templatedRoute("intake").routeId("kantata.intake").parameter("vendor", "kantata");
        templatedRoute("deliver").routeId("kantata.deliver").parameter("system", "kantata");
        templatedRoute("deliver-one").routeId("kantata.deliver-one").parameter("system", "kantata");
        templatedRoute("probe").routeId("kantata.probe").parameter("system", "kantata");
        templatedRoute("http-delivery").routeId("kantata.call").parameter("system", "kantata");
        templatedRoute("http-extract").routeId("kantata.extract").parameter("system", "kantata");
        templatedRoute("http-reading").routeId("kantata.fetch").parameter("system", "kantata").parameter("what", "changedTime");
        templatedRoute("poll").routeId("kantata.poll").parameter("system", "kantata");
    }
}
