package flows;

import io.throughline.money.InvoiceChange;
import io.throughline.money.InvoicePayment;
import org.apache.camel.builder.RouteBuilder;

/** What became of an invoice in the ERP is known here and in the CRM. */
public final class ReportPayment extends RouteBuilder {
    @Override
    public void configure() {
        from("direct:report-payment").routeId("report-payment")
            .routeDescription("Tell a payment from the word that an invoice is overdue or disputed")
            .routeGroup("money")
            .routeConfigurationId("planning")
            .setVariable("event", body())
            .choice().id("report-payment.by-type")
                .when(simple("${body.type} == 'invoice.paid.v1'")).to("direct:report-payment.paid")
                .otherwise().to("direct:report-payment.changed")
            .end();

        from("direct:report-payment.paid").routeId("report-payment.paid")
            .routeDescription("Add a payment to the others of its invoice and plan to tell the CRM")
            .routeGroup("money")
            .routeConfigurationId("planning")
            .convertBodyTo(InvoicePayment.class).id("report-payment.paid.read")
            .bean("report-payment-rules", "paid(${variable.event}, ${body})").id("report-payment.paid.plan");

        from("direct:report-payment.changed").routeId("report-payment.changed")
            .routeDescription("Plan to tell the CRM that an invoice is overdue or disputed")
            .routeGroup("money")
            .routeConfigurationId("planning")
            .convertBodyTo(InvoiceChange.class).id("report-payment.changed.read")
            .bean("report-payment-rules", "changed(${variable.event}, ${body})").id("report-payment.changed.plan");
    }
}
