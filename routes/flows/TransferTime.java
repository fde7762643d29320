package flows;

import io.throughline.work.TimeEntry;
import org.apache.camel.builder.RouteBuilder;

/** Approved time becomes a priced time bill in the ERP and is marked as transferred in the PSA. */
public final class TransferTime extends RouteBuilder {
    @Override
    public void configure() {
        from("direct:transfer-time").routeId("transfer-time")
            .routeDescription("Check, enrich and price approved time and plan its time bill")
            .routeGroup("work")
            .routeConfigurationId("planning")
            .setVariable("event", body())
            .convertBodyTo(TimeEntry.class).id("transfer-time.read")
            .bean("transfer-time-rules", "plan(${variable.event}, ${body})").id("transfer-time.plan");

        from("direct:transfer-time.erp-done").routeId("transfer-time.erp-done")
            .routeDescription("Plan to mark the time in the PSA, and announce the transfer")
            .routeGroup("work")
            .routeConfigurationId("planning")
            .bean("transfer-time-rules", "afterErp").id("transfer-time.erp-done.plan");
    }
}
