package flows;

import io.throughline.work.OpportunityChange;
import org.apache.camel.builder.RouteBuilder;

/** A change notice of the CRM is read up on, and a deal that has just been won is announced once. */
public final class QualifyOpportunity extends RouteBuilder {
    @Override
    public void configure() {
        from("direct:qualify-opportunity").routeId("qualify-opportunity")
            .routeDescription("Plan to read the opportunity when a notice may mean that it was won")
            .routeGroup("work")
            .routeConfigurationId("planning")
            .setVariable("event", body())
            .convertBodyTo(OpportunityChange.class).id("qualify-opportunity.read")
            .bean("qualify-rules", "plan(${variable.event}, ${body})").id("qualify-opportunity.plan");

        from("direct:qualify-opportunity.read-done").routeId("qualify-opportunity.read-done")
            .routeDescription("Announce a won opportunity from the record that was read")
            .routeGroup("work")
            .routeConfigurationId("planning")
            .bean("qualify-rules", "afterRead").id("qualify-opportunity.read-done.plan");
    }
}
