package flows;

import org.apache.camel.builder.RouteBuilder;

/** What payroll has calculated is paid through the bank, and what the bank reports of it comes back. */
public final class PaySalaries extends RouteBuilder {
    @Override
    public void configure() {
        from("direct:pay-salaries").routeId("pay-salaries")
            .routeDescription("Look up the accounts and plan the batch of salary payments")
            .routeGroup("money")
            .routeConfigurationId("planning")
            .bean("salary-rules", "pay").id("pay-salaries.plan");

        from("direct:settle-salaries").routeId("settle-salaries")
            .routeDescription("Keep what the bank has paid and hold what it has not")
            .routeGroup("money")
            .routeConfigurationId("planning")
            .bean("salary-rules", "reported").id("settle-salaries.plan");
    }
}
