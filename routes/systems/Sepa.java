package systems;

import org.apache.camel.builder.RouteBuilder;

/** A SEPA bank pays salaries: payment files go there, status reports come back. */
public final class Sepa extends RouteBuilder {
    @Override
    public void configure() {
        templatedRoute("intake").routeId("sepa.intake").parameter("vendor", "sepa");
        templatedRoute("deliver").routeId("sepa.deliver").parameter("system", "sepa");
        templatedRoute("deliver-one").routeId("sepa.deliver-one").parameter("system", "sepa");
        templatedRoute("probe").routeId("sepa.probe").parameter("system", "sepa");
        templatedRoute("http-delivery").routeId("sepa.call").parameter("system", "sepa");
    }
}
