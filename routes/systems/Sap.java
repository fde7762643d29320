package systems;

import org.apache.camel.builder.RouteBuilder;

/** SAP S/4HANA keeps the books of the German and Japanese entities: invoices and customers by IDoc, time and projects over OData; payments are read. */
public final class Sap extends RouteBuilder {
    @Override
    public void configure() {
        templatedRoute("intake").routeId("sap.intake").parameter("vendor", "sap");
        templatedRoute("deliver").routeId("sap.deliver").parameter("system", "sap");
        templatedRoute("deliver-one").routeId("sap.deliver-one").parameter("system", "sap");
        templatedRoute("probe").routeId("sap.probe").parameter("system", "sap");
        templatedRoute("http-delivery").routeId("sap.call").parameter("system", "sap");
        templatedRoute("http-reading").routeId("sap.fetch").parameter("system", "sap").parameter("what", "changes");
        templatedRoute("poll").routeId("sap.poll").parameter("system", "sap");
        templatedRoute("http-extract").routeId("sap.extract").parameter("system", "sap");
    }
}
