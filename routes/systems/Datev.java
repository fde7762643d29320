package systems;

import org.apache.camel.builder.RouteBuilder;

/** DATEV LODAS pays people in Germany: master data and hours go there as files, what it has calculated and the accounts of people come back. */
public final class Datev extends RouteBuilder {
    @Override
    public void configure() {
        templatedRoute("intake").routeId("datev.intake").parameter("vendor", "datev");
        templatedRoute("deliver").routeId("datev.deliver").parameter("system", "datev");
        templatedRoute("deliver-one").routeId("datev.deliver-one").parameter("system", "datev");
        templatedRoute("probe").routeId("datev.probe").parameter("system", "datev");
        templatedRoute("http-delivery").routeId("datev.call").parameter("system", "datev");
        templatedRoute("http-extract").routeId("datev.extract").parameter("system", "datev");
    }
}
