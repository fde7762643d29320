package flows;

import io.throughline.people.WorkerPayProfile;
import org.apache.camel.builder.RouteBuilder;

/** The pay of a worker becomes a cost rate, of the worker or of the role. */
public final class DeriveCostRate extends RouteBuilder {
    @Override
    public void configure() {
        from("direct:derive-cost-rate").routeId("derive-cost-rate")
            .routeDescription("Derive a cost rate from restricted pay and announce nothing but the rate")
            .routeGroup("people")
            .routeConfigurationId("planning")
            .setVariable("event", body())
            .convertBodyTo(WorkerPayProfile.class).id("derive-cost-rate.read")
            .bean("cost-rate-rules", "plan(${variable.event}, ${body})").id("derive-cost-rate.plan");
    }
}
