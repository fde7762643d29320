package flows;

import io.throughline.money.CostReclass;
import io.throughline.people.WorkerChange;
import org.apache.camel.builder.RouteBuilder;

/** Changed fields of a worker take effect on their date, whichever comes first and however late. */
public final class ChangeWorker extends RouteBuilder {
    @Override
    public void configure() {
        from("direct:change-worker").routeId("change-worker")
            .routeDescription("Plan what changed fields of a worker mean for identity, ERP, PSA and payroll today")
            .routeGroup("people")
            .routeConfigurationId("planning")
            .setVariable("event", body())
            .convertBodyTo(WorkerChange.class).id("change-worker.read")
            .bean("change-rules", "plan(${variable.event}, ${body})").id("change-worker.plan");

        from("direct:apply-due-change").routeId("apply-due-change")
            .routeDescription("Plan what a change that was known ahead means on its day")
            .routeGroup("people")
            .routeConfigurationId("planning")
            .bean("change-rules", "due").id("apply-due-change.plan");

        from("direct:review-change").routeId("review-change")
            .routeDescription("Keep what a change leaves for a person, such as retroactive pay")
            .routeGroup("people")
            .routeConfigurationId("planning")
            .bean("change-rules", "review").id("review-change.plan");

        from("direct:reclass-cost").routeId("reclass-cost")
            .routeDescription("Compute what labour that is booked belongs to another entity or cost centre")
            .routeGroup("people")
            .routeConfigurationId("planning")
            .bean("reclass-rules", "plan").id("reclass-cost.plan");

        from("direct:post-reclass").routeId("post-reclass")
            .routeDescription("Plan the postings of moved labour in the ERPs of all entities concerned")
            .routeGroup("people")
            .routeConfigurationId("planning")
            .convertBodyTo(CostReclass.class).id("post-reclass.read")
            .bean("post-reclass-rules", "plan").id("post-reclass.plan");
    }
}
