package flows;

import io.throughline.money.Invoice;
import io.throughline.work.MilestoneAcceptance;
import org.apache.camel.builder.RouteBuilder;

/** Milestones that clients accept, fees and expenses beside a price become invoices; what is taken back is credited. */
public final class BillFixedPrice extends RouteBuilder {
    @Override
    public void configure() {
        from("direct:accept-milestone").routeId("accept-milestone")
            .routeDescription("Check an accepted milestone; it is earned, due to be billed and told to the CRM")
            .routeGroup("money")
            .routeConfigurationId("planning")
            .setVariable("event", body())
            .convertBodyTo(MilestoneAcceptance.class).id("accept-milestone.read")
            .bean("milestone-rules", "accepted(${variable.event}, ${body})").id("accept-milestone.plan");

        from("direct:revoke-milestone").routeId("revoke-milestone")
            .routeDescription("Take back what an acceptance caused: revenue, invoice and status")
            .routeGroup("money")
            .routeConfigurationId("planning")
            .setVariable("event", body())
            .convertBodyTo(MilestoneAcceptance.class).id("revoke-milestone.read")
            .bean("milestone-rules", "revoked(${variable.event}, ${body})").id("revoke-milestone.plan");

        from("direct:bill-milestone").routeId("bill-milestone")
            .routeDescription("Draw up the invoice of an accepted milestone and plan it in the ERP, also when one stands no more")
            .routeGroup("money")
            .routeConfigurationId("planning")
            .choice().id("bill-milestone.by-type")
                .when(simple("${body.type} == 'invoice.statuschanged.v1'")).to("direct:free-milestone")
                .otherwise().bean("bill-fixed-price-rules", "milestone(${body.subject})").id("bill-milestone.plan")
            .end();

        from("direct:free-milestone").routeId("free-milestone")
            .routeDescription("Ask for the invoice of an accepted milestone again when the one it had stands no more")
            .routeGroup("money")
            .routeConfigurationId("planning")
            .setVariable("event", body())
            .convertBodyTo(Invoice.class).id("free-milestone.read")
            .bean("milestone-rules", "freed(${variable.event}, ${body})").id("free-milestone.plan");

        from("direct:bill-retainer").routeId("bill-retainer")
            .routeDescription("Draw up the invoice of a fee, or of the expenses of a month alone, and plan it in the ERP")
            .routeGroup("money")
            .routeConfigurationId("planning")
            .bean("bill-fixed-price-rules", "month(${body.type}, ${body.subject})").id("bill-retainer.plan");

        from("direct:bill-fixed-price.invoice-done").routeId("bill-fixed-price.invoice-done")
            .routeDescription("Announce the invoice, and credit one whose milestone was revoked meanwhile")
            .routeGroup("money")
            .routeConfigurationId("planning")
            .bean("bill-fixed-price-rules", "after").id("bill-fixed-price.invoice-done.plan");

        from("direct:bill-fixed-price.credited").routeId("bill-fixed-price.credited")
            .routeDescription("Announce the credit note and that its invoice stands no more")
            .routeGroup("money")
            .routeConfigurationId("planning")
            .bean("milestone-credit", "after").id("bill-fixed-price.credited.plan");
    }
}
