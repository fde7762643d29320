package flows;

import org.apache.camel.builder.RouteBuilder;

/** Every event goes to the flow that owns it, and every settled step back to the flow that asked for it. */
public final class Dispatch extends RouteBuilder {
    @Override
    public void configure() {
        from("direct:dispatch").routeId("dispatch")
            .routeDescription("Pick the flow that owns an event by its type")
            .routeGroup("flows")
            .routeConfigurationId("planning")
            .setVariable("flow", method("flows", "of(${body.type})"))
            .choice().id("dispatch.by-type")
                .when(simple("${variable.flow} == 'transfer-time'")).to("direct:transfer-time")
                .when(simple("${variable.flow} == 'onboard-worker'")).to("direct:onboard-worker")
                .when(simple("${variable.flow} == 'change-worker'")).to("direct:change-worker")
                .when(simple("${variable.flow} == 'apply-due-change'")).to("direct:apply-due-change")
                .when(simple("${variable.flow} == 'activate-worker'")).to("direct:activate-worker")
                .when(simple("${variable.flow} == 'read-worker'")).to("direct:read-worker")
                .when(simple("${variable.flow} == 'qualify-opportunity'")).to("direct:qualify-opportunity")
                .when(simple("${variable.flow} == 'open-project'")).to("direct:open-project")
                .when(simple("${variable.flow} == 'abandon-setup'")).to("direct:abandon-setup")
                .when(simple("${variable.flow} == 'suspend-project'")).to("direct:suspend-project")
                .when(simple("${variable.flow} == 'decide-cost'")).to("direct:decide-cost")
                .when(simple("${variable.flow} == 'close-project'")).to("direct:close-project")
                .when(simple("${variable.flow} == 'activate-project'")).to("direct:activate-project")
                .when(simple("${variable.flow} == 'check-customer'")).to("direct:check-customer")
                .when(simple("${variable.flow} == 'staff-project'")).to("direct:staff-project")
                .when(simple("${variable.flow} == 'lend-worker'")).to("direct:lend-worker")
                .when(simple("${variable.flow} == 'share-project'")).to("direct:share-project")
                .when(simple("${variable.flow} == 'bill-project'")).to("direct:bill-project")
                .when(simple("${variable.flow} == 'transmit-invoice'")).to("direct:transmit-invoice")
                .when(simple("${variable.flow} == 'true-up'")).to("direct:true-up")
                .when(simple("${variable.flow} == 'true-up-project'")).to("direct:true-up-project")
                .when(simple("${variable.flow} == 'bill-true-up'")).to("direct:bill-true-up")
                .when(simple("${variable.flow} == 'reprice-time'")).to("direct:reprice-time")
                .when(simple("${variable.flow} == 'accept-milestone'")).to("direct:accept-milestone")
                .when(simple("${variable.flow} == 'revoke-milestone'")).to("direct:revoke-milestone")
                .when(simple("${variable.flow} == 'bill-milestone'")).to("direct:bill-milestone")
                .when(simple("${variable.flow} == 'bill-retainer'")).to("direct:bill-retainer")
                .when(simple("${variable.flow} == 'recognize-revenue'")).to("direct:recognize-revenue")
                .when(simple("${variable.flow} == 'post-revenue'")).to("direct:post-revenue")
                .when(simple("${variable.flow} == 'charge-intercompany'")).to("direct:charge-intercompany")
                .when(simple("${variable.flow} == 'post-intercompany'")).to("direct:post-intercompany")
                .when(simple("${variable.flow} == 'export-payroll'")).to("direct:export-payroll")
                .when(method("extensions", "own")).to("direct:extension-flow")
                .when(method("event-types", "isKept")).to("direct:keep-event")
                .otherwise().to("direct:unknown-event")
            .end();

        from("direct:dispatch.settled").routeId("dispatch.settled")
            .routeDescription("Pick the flow that asked for a step by the continuation it named")
            .routeGroup("flows")
            .routeConfigurationId("planning")
            .choice().id("dispatch.settled.by-continuation")
                .when(simple("${variable.continuation} == 'transfer-time.erp-done'")).to("direct:transfer-time.erp-done")
                .when(simple("${variable.continuation} == 'qualify-opportunity.read-done'")).to("direct:qualify-opportunity.read-done")
                .when(simple("${variable.continuation} == 'open-project.customer-done'")).to("direct:open-project.customer-done")
                .when(simple("${variable.continuation} == 'open-project.shell-done'")).to("direct:open-project.shell-done")
                .when(simple("${variable.continuation} == 'open-project.dimensions-done'")).to("direct:open-project.dimensions-done")
                .when(simple("${variable.continuation} == 'open-project.failed'")).to("direct:open-project.failed")
                .when(simple("${variable.continuation} == 'bill-project.invoice-done'")).to("direct:bill-project.invoice-done")
                .when(simple("${variable.continuation} == 'true-up.credited'")).to("direct:true-up.credited")
                .when(simple("${variable.continuation} == 'bill-fixed-price.invoice-done'")).to("direct:bill-fixed-price.invoice-done")
                .when(simple("${variable.continuation} == 'bill-fixed-price.credited'")).to("direct:bill-fixed-price.credited")
                .when(simple("${variable.continuation} == 'post-revenue.posting-done'")).to("direct:post-revenue.posting-done")
                .when(simple("${variable.continuation} == 'export-payroll.batch-done'")).to("direct:export-payroll.batch-done")
                .otherwise().throwException(IllegalStateException.class, "no flow continues ${variable.continuation}")
            .end();

        from("direct:extension-flow").routeId("extension-flow")
            .routeDescription("Let an extension plan an event type of its own")
            .routeGroup("flows")
            .routeConfigurationId("planning")
            .bean("extensions", "plan").id("extension-flow.plan");

        from("direct:keep-event").routeId("keep-event")
            .routeDescription("Keep what an event says; nobody has to do anything")
            .routeGroup("flows")
            .routeConfigurationId("planning")
            .bean("event-types", "nothing").id("keep-event.plan");

        from("direct:unknown-event").routeId("unknown-event")
            .routeDescription("Keep an event of an unknown type for a person")
            .routeGroup("flows")
            .routeConfigurationId("planning")
            .bean("event-types", "unknown").id("unknown-event.plan");
    }
}
