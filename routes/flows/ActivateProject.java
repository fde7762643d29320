package flows;

import io.throughline.work.Project;
import org.apache.camel.builder.RouteBuilder;

/** A project opens for time once its gates are true. */
public final class ActivateProject extends RouteBuilder {
    @Override
    public void configure() {
        from("direct:activate-project").routeId("activate-project")
            .routeDescription("Evaluate the gates of a project and plan its activation")
            .routeGroup("work")
            .routeConfigurationId("planning")
            .setVariable("event", body())
            .convertBodyTo(Project.class).id("activate-project.read")
            .bean("activate-project-rules", "plan(${variable.event}, ${body})").id("activate-project.plan");
    }
}
