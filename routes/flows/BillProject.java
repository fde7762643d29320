package flows;

import io.throughline.money.Invoice;
import org.apache.camel.builder.RouteBuilder;

/** A billing cycle that is ready becomes one invoice. */
public final class BillProject extends RouteBuilder {
    @Override
    public void configure() {
        from("direct:bill-project").routeId("bill-project")
            .routeDescription("Draw up the invoice of a billing cycle and plan it in the ERP")
            .routeGroup("money")
            .routeConfigurationId("planning")
            .bean("bill-project-rules", "plan(${body}, ${body.subject})").id("bill-project.plan");

        from("direct:bill-project.invoice-done").routeId("bill-project.invoice-done")
            .routeDescription("Announce the invoice and mark its time as billed")
            .routeGroup("money")
            .routeConfigurationId("planning")
            .bean("bill-project-rules", "afterInvoice").id("bill-project.invoice-done.plan");

        from("direct:hold-over-cap").routeId("hold-over-cap")
            .routeDescription("Keep what the maximum of a contract cut off an invoice for a person")
            .routeGroup("money")
            .routeConfigurationId("planning")
            .bean("cap-rules", "plan").id("hold-over-cap.plan");

        from("direct:transmit-invoice").routeId("transmit-invoice")
            .routeDescription("Check an issued invoice and plan its transmission as an e-invoice")
            .routeGroup("money")
            .routeConfigurationId("planning")
            .convertBodyTo(Invoice.class).id("transmit-invoice.read")
            .bean("e-invoice-rules", "plan").id("transmit-invoice.plan");
    }
}
