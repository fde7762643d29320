package flows;

import io.throughline.money.InternalCharge;
import io.throughline.money.RevenueEvent;
import org.apache.camel.builder.RouteBuilder;

/** At the end of a month revenue and charges between entities are computed and posted in the ERPs. */
public final class RecognizeRevenue extends RouteBuilder {
    @Override
    public void configure() {
        from("direct:recognize-revenue").routeId("recognize-revenue")
            .routeDescription("Propose what the revenue of a contract to date differs from what was recognised")
            .routeGroup("money")
            .routeConfigurationId("planning")
            .bean("revenue-rules", "plan").id("recognize-revenue.plan");

        from("direct:post-revenue").routeId("post-revenue")
            .routeDescription("Plan the posting of proposed revenue in the ERP of the billing entity")
            .routeGroup("money")
            .routeConfigurationId("planning")
            .setVariable("event", body())
            .convertBodyTo(RevenueEvent.class).id("post-revenue.read")
            .bean("post-revenue-rules", "plan(${variable.event}, ${body})").id("post-revenue.plan");

        from("direct:post-revenue.posting-done").routeId("post-revenue.posting-done")
            .routeDescription("Announce that revenue is posted")
            .routeGroup("money")
            .routeConfigurationId("planning")
            .bean("post-revenue-rules", "after").id("post-revenue.posting-done.plan");

        from("direct:charge-intercompany").routeId("charge-intercompany")
            .routeDescription("Compute what an entity charges another for a month of its people on a project")
            .routeGroup("money")
            .routeConfigurationId("planning")
            .bean("intercompany-rules", "plan").id("charge-intercompany.plan");

        from("direct:post-intercompany").routeId("post-intercompany")
            .routeDescription("Plan the postings of a charge in the ERPs of both entities")
            .routeGroup("money")
            .routeConfigurationId("planning")
            .convertBodyTo(InternalCharge.class).id("post-intercompany.read")
            .bean("post-intercompany-rules", "plan").id("post-intercompany.plan");
    }
}
