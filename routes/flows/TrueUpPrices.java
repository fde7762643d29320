package flows;

import io.throughline.money.CostRate;
import io.throughline.work.RateCard;
import io.throughline.work.TimeEntry;
import io.throughline.work.TrueUpClaim;
import org.apache.camel.builder.RouteBuilder;

/** A price or cost rate that changed for days that are over is carried into time, invoices, charges and revenue. */
public final class TrueUpPrices extends RouteBuilder {
    @Override
    public void configure() {
        from("direct:true-up").routeId("true-up")
            .routeDescription("Find the projects whose time changed prices reach back to")
            .routeGroup("money")
            .routeConfigurationId("planning")
            .setVariable("event", body())
            .convertBodyTo(RateCard.class).id("true-up.read")
            .bean("true-up-rules", "changed(${variable.event}, ${body})").id("true-up.plan");

        from("direct:true-up-costs").routeId("true-up-costs")
            .routeDescription("Tell the PSA a changed cost rate and find charges and revenue by cost that it reaches back to")
            .routeGroup("money")
            .routeConfigurationId("planning")
            .setVariable("event", body())
            .convertBodyTo(CostRate.class).id("true-up-costs.read")
            .bean("cost-rate-news", "plan(${variable.event}, ${body})").id("true-up-costs.plan");

        from("direct:true-up-project").routeId("true-up-project")
            .routeDescription("Price unbilled time anew and propose what was billed otherwise")
            .routeGroup("money")
            .routeConfigurationId("planning")
            .bean("true-up-rules", "due").id("true-up-project.plan");

        from("direct:bill-true-up").routeId("bill-true-up")
            .routeDescription("Hold a large true-up for approval, credit one that gives money back")
            .routeGroup("money")
            .routeConfigurationId("planning")
            .setVariable("event", body())
            .convertBodyTo(TrueUpClaim.class).id("bill-true-up.read")
            .bean("bill-true-up-rules", "plan(${variable.event}, ${body})").id("bill-true-up.plan");

        from("direct:reprice-time").routeId("reprice-time")
            .routeDescription("Plan to send unbilled time to the ERP at its new price")
            .routeGroup("money")
            .routeConfigurationId("planning")
            .convertBodyTo(TimeEntry.class).id("reprice-time.read")
            .bean("reprice-time-rules", "plan").id("reprice-time.plan");

        from("direct:true-up.credited").routeId("true-up.credited")
            .routeDescription("Announce the credit note of a lowered price")
            .routeGroup("money")
            .routeConfigurationId("planning")
            .bean("true-up-credit", "after").id("true-up.credited.plan");
    }
}
