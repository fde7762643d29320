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
            .bean("acceptance", "forgetAtEnd").id("accept.forget-at-end")
            .bean("acceptance", "open").id("accept.open")
            .split(method("acceptance", "continuing"), new Plans()).id("accept.continue")
                .to("direct:plan-continuation")
            .end()
            .loopDoWhile(method("acceptance", "hasUnplanned")).id("accept.while-unplanned")
                .split(method("acceptance", "unplanned"), new Plans()).id("accept.plan")
                    .to("direct:plan-event")
                .end()
            .end()
            .bean("acceptance", "commit").id("accept.commit")
            .setVariable("batch", body())
            .bean("mail-room", "messages").id("accept.messages")
            .to("jms-batch:deliver").id("accept.send")
            .setBody(variable("batch"));

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
