package systems;

import org.apache.camel.builder.RouteBuilder;

/** NetSuite keeps customers, projects, time and invoices: upserts by external id over its REST record API; payments are read. */
public final class NetSuite extends RouteBuilder {
    @Override
    public void configure() {
        templatedRoute("intake").routeId("netsuite.intake").parameter("vendor", "netsuite");
        templatedRoute("deliver").routeId("netsuite.deliver").parameter("system", "netsuite");
        templatedRoute("deliver-one").routeId("netsuite.deliver-one").parameter("system", "netsuite");
        templatedRoute("probe").routeId("netsuite.probe").parameter("system", "netsuite");
        templatedRoute("http-delivery").routeId("netsuite.call").parameter("system", "netsuite");
        templatedRoute("http-reading").routeId("netsuite.fetch").parameter("system", "netsuite").parameter("what", "changes");
        templatedRoute("poll").routeId("netsuite.poll").parameter("system", "netsuite");
        templatedRoute("http-extract").routeId("netsuite.extract").parameter("system", "netsuite");
    }
}
