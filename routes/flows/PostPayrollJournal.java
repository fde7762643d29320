package flows;

import io.throughline.money.PayrollJournal;
import org.apache.camel.builder.RouteBuilder;

/** The labour cost that payroll has calculated is posted in the ERP. */
public final class PostPayrollJournal extends RouteBuilder {
    @Override
    public void configure() {
        from("direct:post-payroll-journal").routeId("post-payroll-journal")
            .routeDescription("Plan the posting of the labour cost of a pay month")
            .routeGroup("money")
            .routeConfigurationId("planning")
            .convertBodyTo(PayrollJournal.class).id("post-payroll-journal.read")
            .bean("payroll-journal-rules", "plan(${body})").id("post-payroll-journal.plan");
    }
}
