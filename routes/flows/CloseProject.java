package flows;

import io.throughline.work.Project;
import org.apache.camel.builder.RouteBuilder;

/** A project that the PSA closes is closed everywhere, once no time of it waits for approval. */
public final class CloseProject extends RouteBuilder {
    @Override
    public void configure() {
        from("direct:close-project").routeId("close-project")
            .routeDescription("Check for unapproved time and plan to close the project in ERP and CRM")
            .routeGroup("work")
            .routeConfigurationId("planning")
            .setVariable("event", body())
            .convertBodyTo(Project.class).id("close-project.read")
            .bean("close-project-rules", "plan(${variable.event}, ${body})").id("close-project.plan");
    }
}
