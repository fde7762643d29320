package flows;

import org.apache.camel.builder.RouteBuilder;

/** Every settled step goes back to the flow that asked for it. */
public final class DispatchSettled extends RouteBuilder {
    @Override
    public void configure() {
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
                .when(simple("${variable.continuation} == 'post-expense.erp-done'")).to("direct:post-expense.erp-done")
                .when(simple("${variable.continuation} == 'void-invoice.credit-done'")).to("direct:void-invoice.credit-done")
                .when(simple("${variable.continuation} == 'bill-project.invoice-done'")).to("direct:bill-project.invoice-done")
                .when(simple("${variable.continuation} == 'true-up.credited'")).to("direct:true-up.credited")
                .when(simple("${variable.continuation} == 'bill-fixed-price.invoice-done'")).to("direct:bill-fixed-price.invoice-done")
                .when(simple("${variable.continuation} == 'bill-fixed-price.credited'")).to("direct:bill-fixed-price.credited")
                .when(simple("${variable.continuation} == 'post-revenue.posting-done'")).to("direct:post-revenue.posting-done")
                .when(simple("${variable.continuation} == 'export-payroll.batch-done'")).to("direct:export-payroll.batch-done")
                .otherwise().throwException(IllegalStateException.class, "no flow continues ${variable.continuation}")
            .end();
    }
}
