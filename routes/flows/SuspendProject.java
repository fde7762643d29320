package flows;

import io.throughline.work.Opportunity;
import io.throughline.work.Project;
import org.apache.camel.builder.RouteBuilder;

/** A deal that is not won any more suspends its project; what was worked on it is for finance to decide. */
public final class SuspendProject extends RouteBuilder {
    @Override
    public void configure() {
        from("direct:suspend-project").routeId("suspend-project")
            .routeDescription("Plan to suspend the project of a deal that was re-opened or lost")
            .routeGroup("work")
            .routeConfigurationId("planning")
            .setVariable("event", body())
            .convertBodyTo(Opportunity.class).id("suspend-project.read")
            .bean("suspend-project-rules", "plan(${variable.event}, ${body})").id("suspend-project.plan");

        from("direct:decide-cost").routeId("decide-cost")
            .routeDescription("Keep the cost of a suspended project for finance to decide")
            .routeGroup("work")
            .routeConfigurationId("planning")
            .setVariable("event", body())
            .convertBodyTo(Project.class).id("decide-cost.read")
            .bean("suspend-project-rules", "decide(${variable.event}, ${body})").id("decide-cost.plan");
    }
}
