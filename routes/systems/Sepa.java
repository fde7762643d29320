package systems;

import org.apache.camel.builder.RouteBuilder;

/** A SEPA bank pays salaries: payment files go there, status reports are read, or come back as files. */
public final class Sepa extends RouteBuilder {
    @Override
    public void configure() {
        templatedRoute("intake").routeId("sepa.intake").parameter("vendor", "sepa");
        templatedRoute("deliver").routeId("sepa.deliver").parameter("system", "sepa");
        templatedRoute("deliver-one").routeId("sepa.deliver-one").parameter("system", "sepa");
        templatedRoute("probe").routeId("sepa.probe").parameter("system", "sepa");
        templatedRoute("http-delivery").routeId("sepa.call").parameter("system", "sepa");
        templatedRoute("http-reading").routeId("sepa.fetch").parameter("system", "sepa").parameter("what", "changes");
        templatedRoute("poll").routeId("sepa.poll").parameter("system", "sepa");
    }
}
