package flows;

import io.throughline.work.Expense;
import org.apache.camel.builder.RouteBuilder;

/** An approved expense becomes an expense report in the ERP and, when the client pays it, waits for the next invoice. */
public final class PostExpense extends RouteBuilder {
    @Override
    public void configure() {
        from("direct:post-expense").routeId("post-expense")
            .routeDescription("Check and convert an expense and plan its report in the ERP, or its reversal")
            .routeGroup("money")
            .routeConfigurationId("planning")
            .setVariable("event", body())
            .convertBodyTo(Expense.class).id("post-expense.read")
            .bean("post-expense-rules", "plan(${variable.event}, ${body})").id("post-expense.plan");

        from("direct:post-expense.erp-done").routeId("post-expense.erp-done")
            .routeDescription("Announce the posting, and plan the repayment through payroll where that pays it")
            .routeGroup("money")
            .routeConfigurationId("planning")
            .bean("post-expense-rules", "afterErp").id("post-expense.erp-done.plan");
    }
}
