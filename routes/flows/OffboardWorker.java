package flows;

import io.throughline.people.WorkerEnding;
import org.apache.camel.builder.RouteBuilder;

/** A worker who leaves loses the account with the last day, and what is left in hand is handed over. */
public final class OffboardWorker extends RouteBuilder {
    @Override
    public void configure() {
        from("direct:offboard-worker").routeId("offboard-worker")
            .routeDescription("Plan what the end of an employment, or that it does not end, means for everyone")
            .routeGroup("people")
            .routeConfigurationId("planning")
            .setVariable("event", body())
            .convertBodyTo(WorkerEnding.class).id("offboard-worker.read")
            .bean("termination-rules", "plan(${variable.event}, ${body})").id("offboard-worker.plan");

        from("direct:deactivate-worker").routeId("deactivate-worker")
            .routeDescription("Plan that the account is shut when the last day is over")
            .routeGroup("people")
            .routeConfigurationId("planning")
            .bean("termination-rules", "deactivation").id("deactivate-worker.plan");

        from("direct:close-worker").routeId("close-worker")
            .routeDescription("Plan that ERP and PSA are closed for a worker after the days of grace")
            .routeGroup("people")
            .routeConfigurationId("planning")
            .bean("termination-rules", "closure").id("close-worker.plan");

        from("direct:hand-over").routeId("hand-over")
            .routeDescription("Keep what a worker left in hand for a person, as long as nobody has taken it over")
            .routeGroup("people")
            .routeConfigurationId("planning")
            .bean("termination-rules", "handover").id("hand-over.plan");
    }
}
