package flows;

import io.throughline.money.ReferenceSnapshot;
import org.apache.camel.builder.RouteBuilder;

/** Reference data of the ERP is passed on when it changes, and nothing that is in use disappears. */
public final class DistributeReference extends RouteBuilder {
    @Override
    public void configure() {
        from("direct:distribute-reference").routeId("distribute-reference")
            .routeDescription("Pass on what changed, and hold the closure of a cost centre that is in use")
            .routeGroup("money")
            .routeConfigurationId("planning")
            .bean("reference-rules", "changed").id("distribute-reference.plan");

        from("direct:compare-reference").routeId("compare-reference")
            .routeDescription("Compare a full snapshot with what is known and hold what would disappear")
            .routeGroup("money")
            .routeConfigurationId("planning")
            .setVariable("event", body())
            .convertBodyTo(ReferenceSnapshot.class).id("compare-reference.read")
            .bean("reference-rules", "snapshot(${variable.event}, ${body})").id("compare-reference.plan");
    }
}
