package systems;

import org.apache.camel.builder.RouteBuilder;

/** ADP pays people: new starters and hours go there as files, fetched from the exchange folder or uploaded. Its delivery consumer belongs here. */
public final class Adp extends RouteBuilder {
    @Override
    public void configure() {
        templatedRoute("intake").routeId("adp.intake").parameter("vendor", "adp");
        templatedRoute("deliver").routeId("adp.deliver").parameter("system", "adp");
        templatedRoute("deliver-one").routeId("adp.deliver-one").parameter("system", "adp");
        templatedRoute("probe").routeId("adp.probe").parameter("system", "adp");
        templatedRoute("http-delivery").routeId("adp.call").parameter("system", "adp");
        templatedRoute("http-extract").routeId("adp.extract").parameter("system", "adp");
    }
}
