package flows;

import org.apache.camel.builder.RouteBuilder;

/** The hours of a pay period become one pay-data file for payroll. */
public final class ExportPayroll extends RouteBuilder {
    @Override
    public void configure() {
        from("direct:export-payroll").routeId("export-payroll")
            .routeDescription("Classify the hours of a pay period and plan the pay-data file")
            .routeGroup("money")
            .routeConfigurationId("planning")
            .bean("payroll-rules", "plan(${body}, ${body.subject})").id("export-payroll.plan");

        from("direct:export-payroll.batch-done").routeId("export-payroll.batch-done")
            .routeDescription("Announce the pay-data file with its control totals")
            .routeGroup("money")
            .routeConfigurationId("planning")
            .bean("payroll-rules", "afterBatch").id("export-payroll.batch-done.plan");

        from("direct:acknowledge-payroll").routeId("acknowledge-payroll")
            .routeDescription("Compare what payroll says it took with what it was told")
            .routeGroup("money")
            .routeConfigurationId("planning")
            .bean("payroll-rules", "acknowledged").id("acknowledge-payroll.plan");
    }
}
