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
    }
}
