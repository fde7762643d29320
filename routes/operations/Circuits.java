package operations;

import org.apache.camel.builder.RouteBuilder;

/** A system that is down or stopped has its delivery route suspended, visibly, until it is there again. */
public final class Circuits extends RouteBuilder {
    @Override
    public void configure() {
        from("timer:circuits?period={{throughline.circuit.check-millis}}").routeId("circuits")
            .routeDescription("Suspend and resume the delivery routes as their circuits say, and let people know")
            .routeGroup("operations")
            .routeConfigurationId("operation")
            .bean("delivery-routes", "keep").id("circuits.keep")
            .bean("circuit-alerts", "agree").id("circuits.alerts");
    }
}
