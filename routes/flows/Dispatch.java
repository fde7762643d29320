package flows;

import org.apache.camel.builder.RouteBuilder;

/** Every event goes to the flow that owns it. */
public final class Dispatch extends RouteBuilder {
    @Override
    public void configure() {
        from("direct:dispatch").routeId("dispatch")
            .routeDescription("Pick the flow that owns an event by its type")
            .routeGroup("flows")
            .routeConfigurationId("planning")
            .setVariable("flow", method("flows", "of(${body.type})"))
            .choice().id("dispatch.by-type")
                .when(method("ownership-rules", "proposes")).to("direct:propose")
                .when(simple("${variable.flow} == 'transfer-time'")).to("direct:transfer-time")
                .when(simple("${variable.flow} == 'onboard-worker'")).to("direct:onboard-worker")
                .when(simple("${variable.flow} == 'change-worker'")).to("direct:change-worker")
                .when(simple("${variable.flow} == 'review-change'")).to("direct:review-change")
                .when(simple("${variable.flow} == 'clear-staffing'")).to("direct:clear-staffing")
                .when(simple("${variable.flow} == 'reclass-cost'")).to("direct:reclass-cost")
                .when(simple("${variable.flow} == 'post-reclass'")).to("direct:post-reclass")
                .when(simple("${variable.flow} == 'apply-due-change'")).to("direct:apply-due-change")
                .when(simple("${variable.flow} == 'record-leave'")).to("direct:record-leave")
                .when(simple("${variable.flow} == 'offboard-worker'")).to("direct:offboard-worker")
                .when(simple("${variable.flow} == 'deactivate-worker'")).to("direct:deactivate-worker")
                .when(simple("${variable.flow} == 'close-worker'")).to("direct:close-worker")
                .when(simple("${variable.flow} == 'hand-over'")).to("direct:hand-over")
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
                .when(simple("${variable.flow} == 'post-expense'")).to("direct:post-expense")
                .when(simple("${variable.flow} == 'report-payment'")).to("direct:report-payment")
                .when(simple("${variable.flow} == 'void-invoice'")).to("direct:void-invoice")
                .when(simple("${variable.flow} == 'distribute-reference'")).to("direct:distribute-reference")
                .when(simple("${variable.flow} == 'compare-reference'")).to("direct:compare-reference")
                .when(simple("${variable.flow} == 'derive-cost-rate'")).to("direct:derive-cost-rate")
                .when(simple("${variable.flow} == 'bill-project'")).to("direct:bill-project")
                .when(simple("${variable.flow} == 'hold-over-cap'")).to("direct:hold-over-cap")
                .when(simple("${variable.flow} == 'follow-documents'")).to("direct:follow-documents")
                .when(simple("${variable.flow} == 'transmit-invoice'")).to("direct:transmit-invoice")
                .when(simple("${variable.flow} == 'true-up'")).to("direct:true-up")
                .when(simple("${variable.flow} == 'true-up-costs'")).to("direct:true-up-costs")
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
                .when(simple("${variable.flow} == 'acknowledge-payroll'")).to("direct:acknowledge-payroll")
                .when(simple("${variable.flow} == 'post-payroll-journal'")).to("direct:post-payroll-journal")
                .when(simple("${variable.flow} == 'pay-salaries'")).to("direct:pay-salaries")
                .when(simple("${variable.flow} == 'settle-salaries'")).to("direct:settle-salaries")
                .when(method("extensions", "own")).to("direct:extension-flow")
                .when(method("event-types", "isKept")).to("direct:keep-event")
                .otherwise().to("direct:unknown-event")
            .end();

        from("direct:extension-flow").routeId("extension-flow")
            .routeDescription("Let an extension plan an event type of its own")
            .routeGroup("flows")
            .routeConfigurationId("planning")
            .bean("extensions", "plan").id("extension-flow.plan");

        from("direct:propose").routeId("propose")
            .routeDescription("Keep a change of what the source does not own for its owner and let the rest of it go on")
            .routeGroup("flows")
            .routeConfigurationId("planning")
            .bean("ownership-rules", "plan").id("propose.plan");

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
