package flows;

import io.throughline.money.InvoiceChange;
import org.apache.camel.builder.RouteBuilder;

/** An invoice that was voided is credited where its period is closed, and what it charged can be billed again. */
public final class VoidInvoice extends RouteBuilder {
    @Override
    public void configure() {
        from("direct:void-invoice").routeId("void-invoice")
            .routeDescription("Free what a voided invoice charged, and plan its credit note")
            .routeGroup("money")
            .routeConfigurationId("planning")
            .setVariable("event", body())
            .convertBodyTo(InvoiceChange.class).id("void-invoice.read")
            .bean("void-invoice-rules", "plan(${variable.event}, ${body})").id("void-invoice.plan");

        from("direct:void-invoice.credit-done").routeId("void-invoice.credit-done")
            .routeDescription("Announce the credit note")
            .routeGroup("money")
            .routeConfigurationId("planning")
            .bean("void-invoice-rules", "afterCredit").id("void-invoice.credit-done.plan");
    }
}
