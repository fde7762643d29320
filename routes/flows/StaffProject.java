package flows;

import io.throughline.work.Assignment;
import org.apache.camel.builder.RouteBuilder;

/** A booking of a worker on a project is checked before time may be entered against it. */
public final class StaffProject extends RouteBuilder {
    @Override
    public void configure() {
        from("direct:staff-project").routeId("staff-project")
            .routeDescription("Check an approved or changed assignment and keep it, or hold it for a person")
            .routeGroup("work")
            .routeConfigurationId("planning")
            .setVariable("event", body())
            .convertBodyTo(Assignment.class).id("staff-project.read")
            .bean("staffing-rules", "plan(${variable.event}, ${body})").id("staff-project.plan");

        from("direct:clear-staffing").routeId("clear-staffing")
            .routeDescription("Hold what a worker is booked on at regulated clients until compliance agrees to his new country")
            .routeGroup("work")
            .routeConfigurationId("planning")
            .bean("clearance-rules", "plan").id("clear-staffing.plan");

        from("direct:lend-worker").routeId("lend-worker")
            .routeDescription("Plan a worker of another entity as a resource in the ERP that bills his time")
            .routeGroup("work")
            .routeConfigurationId("planning")
            .bean("lending", "lend").id("lend-worker.plan");

        from("direct:share-project").routeId("share-project")
            .routeDescription("Plan a project of another entity in the PSA its worker enters time in")
            .routeGroup("work")
            .routeConfigurationId("planning")
            .bean("lending", "share").id("share-project.plan");
    }
}
