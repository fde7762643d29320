package flows;

import io.throughline.work.Customer;
import io.throughline.work.Opportunity;
import org.apache.camel.builder.RouteBuilder;

/** A won opportunity becomes a customer in the ERP, a project shell in the PSA, dimensions in the ERP, and codes everywhere. */
public final class OpenProject extends RouteBuilder {
    @Override
    public void configure() {
        from("direct:open-project").routeId("open-project")
            .routeDescription("Check contract terms and plan the customer in the ERP")
            .routeGroup("work")
            .routeConfigurationId("planning")
            .setVariable("event", body())
            .convertBodyTo(Opportunity.class).id("open-project.read")
            .bean("project-setup-rules", "plan(${variable.event}, ${body})").id("open-project.plan");

        from("direct:open-project.customer-done").routeId("open-project.customer-done")
            .routeDescription("Plan the project shell in the PSA")
            .routeGroup("work")
            .routeConfigurationId("planning")
            .bean("project-setup-rules", "afterCustomer").id("open-project.customer-done.plan");

        from("direct:open-project.shell-done").routeId("open-project.shell-done")
            .routeDescription("Plan the financial dimensions in the ERP")
            .routeGroup("work")
            .routeConfigurationId("planning")
            .bean("project-setup-rules", "afterShell").id("open-project.shell-done.plan");

        from("direct:open-project.dimensions-done").routeId("open-project.dimensions-done")
            .routeDescription("Plan to write the codes back to PSA and CRM, and announce the project")
            .routeGroup("work")
            .routeConfigurationId("planning")
            .bean("project-setup-rules", "afterDimensions").id("open-project.dimensions-done.plan");

        from("direct:open-project.failed").routeId("open-project.failed")
            .routeDescription("Announce that a step of the setup failed for good")
            .routeGroup("work")
            .routeConfigurationId("planning")
            .bean("project-setup-rules", "afterFailure").id("open-project.failed.plan");

        from("direct:abandon-setup").routeId("abandon-setup")
            .routeDescription("Plan to suspend and label what was set up before it failed, and to tell the CRM of that or of a deal that is held")
            .routeGroup("work")
            .routeConfigurationId("planning")
            .bean("project-setup-rules", "abandon").id("abandon-setup.plan");

        from("direct:check-customer").routeId("check-customer")
            .routeDescription("Check customer data for duplicates and currency")
            .routeGroup("work")
            .routeConfigurationId("planning")
            .convertBodyTo(Customer.class).id("check-customer.read")
            .bean("customer-rules", "check").id("check-customer.check")
            .bean("event-types", "checked").id("check-customer.plan");
    }
}
