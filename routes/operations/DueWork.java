package operations;

import org.apache.camel.builder.RouteBuilder;

/** What a date makes due: accounts on a first day, invoices of an ended cycle, hours of an ended pay period. */
public final class DueWork extends RouteBuilder {
    @Override
    public void configure() {
        from("timer:due-work?period={{throughline.due.millis}}").routeId("due-work")
            .routeDescription("Announce what has become due")
            .routeGroup("operations")
            .routeConfigurationId("operation")
            .bean("due-work", "batches").id("due-work.find")
            .split(body()).stopOnException().shareUnitOfWork().id("due-work.each")
                .to("direct:accept")
            .end();
    }
}
