package operations;

import io.throughline.delivery.Plans;
import org.apache.camel.builder.RouteBuilder;

/** A batch is recognised, planned by its flows, written in one database transaction, and only then sent. */
public final class AcceptEvents extends RouteBuilder {
    @Override
    public void configure() {
        from("direct:accept").routeId("accept")
            .routeDescription("Take one batch of events and answers through the journal and on to the queues")
            .routeGroup("operations")
            .routeConfigurationId("batch")
            .doTry()
                .to("direct:write-batch").id("accept.write")
            .doFinally()
                .bean("acceptance", "close").id("accept.close")
            .end()
            .setVariable("batch", body())
            .bean("mail-room", "messages").id("accept.messages")
            .to("jms-batch:deliver").id("accept.send")
            .setBody(variable("batch"));

        from("direct:write-batch").routeId("write-batch")
            .routeDescription("Recognise a batch, let its flows plan, and write it in one transaction")
            .routeGroup("operations")
            .routeConfigurationId("batch")
            .bean("acceptance", "open").id("write-batch.open")
            .split(method("acceptance", "continuing"), new Plans()).id("write-batch.continue")
                .to("direct:plan-continuation")
            .end()
            .loopDoWhile(method("acceptance", "hasUnplanned")).id("write-batch.while-unplanned")
                .split(method("acceptance", "unplanned"), new Plans()).id("write-batch.plan")
                    .to("direct:plan-event")
                .end()
            .end()
            .bean("acceptance", "commit").id("write-batch.commit");

        from("direct:plan-event").routeId("plan-event")
            .routeDescription("Let the flow that owns one event plan it")
            .routeGroup("operations")
            .routeConfigurationId("planning")
            .setVariable(Plans.PART, body())
            .setBody(simple("${body.event}"))
            .to("direct:dispatch").id("plan-event.dispatch");

        from("direct:plan-continuation").routeId("plan-continuation")
            .routeDescription("Let the flow that asked for one settled step plan what follows")
            .routeGroup("operations")
            .routeConfigurationId("planning")
            .setVariable(Plans.PART, body())
            .setVariable("continuation", simple("${body.continuation}"))
            .setBody(simple("${body.settled}"))
            .to("direct:dispatch.settled").id("plan-continuation.dispatch");
    }
}
