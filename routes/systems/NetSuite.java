package systems;

import org.apache.camel.builder.RouteBuilder;

/** NetSuite keeps customers, projects, time and invoices: upserts by external id over its REST record API. Its delivery consumer belongs here. */
public final class NetSuite extends RouteBuilder {
    @Override
    public void configure() {
        templatedRoute("http-delivery").routeId("netsuite.call").parameter("system", "netsuite");
    }
}
