package systems;

import org.apache.camel.builder.RouteBuilder;

/**
 * The access point takes electronic invoices and credit notes to customers, as files fetched from the exchange folder or
 * uploaded. Its delivery consumer belongs here.
 */
public final class EInvoice extends RouteBuilder {
    @Override
    public void configure() {
        templatedRoute("deliver").routeId("einvoice.deliver").parameter("system", "einvoice");
        templatedRoute("deliver-one").routeId("einvoice.deliver-one").parameter("system", "einvoice");
        templatedRoute("probe").routeId("einvoice.probe").parameter("system", "einvoice");
        templatedRoute("http-delivery").routeId("einvoice.call").parameter("system", "einvoice");
    }
}
