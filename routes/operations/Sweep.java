package operations;

import org.apache.camel.builder.RouteBuilder;

/** What should be on its way and is not is sent again: due retries, lost messages, facts whose references arrived. */
public final class Sweep extends RouteBuilder {
    @Override
    public void configure() {
        from("timer:sweep?period={{throughline.sweep.millis}}").routeId("sweep")
            .routeDescription("Send steps that are due, lost or released")
            .routeGroup("operations")
            .routeConfigurationId("operation")
            .bean("sweeper", "steps").id("sweep.steps")
            .to("jms-batch:deliver").id("sweep.send")
            .bean("parked-facts", "batches").id("sweep.parked")
            .split(body()).stopOnException().shareUnitOfWork().id("sweep.each")
                .to("direct:accept")
            .end()
            .bean("parked-facts", "accepted").id("sweep.accepted");
    }
}
