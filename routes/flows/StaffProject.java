package flows;

import io.throughline.work.Assignment;
import org.apache.camel.builder.RouteBuilder;

/** An approved assignment is checked against worker, project, rate and capacity, and confirmed. */
public final class StaffProject extends RouteBuilder {
    @Override
    public void configure() {
        from("direct:staff-project").routeId("staff-project")
            .routeDescription("Check an assignment and keep it with its forecast")
            .routeGroup("work")
            .routeConfigurationId("planning")
            .setVariable("event", body())
            .convertBodyTo(Assignment.class).id("staff-project.read")
            .bean("staffing-rules", "plan(${variable.event}, ${body})").id("staff-project.plan");
    }
}
