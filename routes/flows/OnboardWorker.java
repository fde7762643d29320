package flows;

import io.throughline.people.Worker;
import org.apache.camel.builder.RouteBuilder;

/** A worker hired in the HRIS becomes known to identity, ERP, PSA and payroll, and gets an account on the first day. */
public final class OnboardWorker extends RouteBuilder {
    @Override
    public void configure() {
        from("direct:onboard-worker").routeId("onboard-worker")
            .routeDescription("Plan what a hire or a changed worker means for identity, ERP, PSA and payroll")
            .routeGroup("people")
            .routeConfigurationId("planning")
            .setVariable("event", body())
            .convertBodyTo(Worker.class).id("onboard-worker.read")
            .bean("onboarding-rules", "plan(${variable.event}, ${body})").id("onboard-worker.plan");

        from("direct:activate-worker").routeId("activate-worker")
            .routeDescription("Plan the activation of the identity account on the first day")
            .routeGroup("people")
            .routeConfigurationId("planning")
            .setVariable("event", body())
            .convertBodyTo(Worker.class).id("activate-worker.read")
            .bean("activation-rules", "plan(${variable.event}, ${body})").id("activate-worker.plan");
    }
}
