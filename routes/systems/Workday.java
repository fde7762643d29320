package systems;

import org.apache.camel.builder.RouteBuilder;

/** Workday knows the people: its workers are read page by page over SOAP, never written. */
public final class Workday extends RouteBuilder {
    @Override
    public void configure() {
        templatedRoute("intake").routeId("workday.intake").parameter("vendor", "workday");
        templatedRoute("http-delivery").routeId("workday.call").parameter("system", "workday");
        templatedRoute("http-reading").routeId("workday.fetch").parameter("system", "workday").parameter("what", "workers");
    }
}
