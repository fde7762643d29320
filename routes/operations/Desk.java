package operations;

import io.throughline.delivery.Plans;
import org.apache.camel.builder.RouteBuilder;

/** What did not go through lies on the desk with the money that waits on it, and people decide what becomes of it. */
public final class Desk extends RouteBuilder {
    @Override
    public void configure() {
        from("timer:desk?period={{throughline.desk.millis}}").routeId("desk.watch")
            .routeDescription("Look at what waits too long and at the money at risk")
            .routeGroup("operations")
            .routeConfigurationId("operation")
            .bean("case-watch", "look").id("desk.watch.look");

        from("platform-http:/api/v1/exceptions?httpMethodRestrict=GET").routeId("api.exceptions")
            .routeDescription("List what waits for a person, most money first")
            .routeGroup("operations")
            .routeConfigurationId("api")
            .bean("desk-views", "list").id("api.exceptions.list");

        from("platform-http:/api/v1/exceptions/{id}?httpMethodRestrict=GET").routeId("api.exception")
            .routeDescription("Show one case, with its payload when that is asked for")
            .routeGroup("operations")
            .routeConfigurationId("api")
            .bean("desk-views", "show").id("api.exception.show");

        from("platform-http:/api/v1/exceptions/{id}/{action}?httpMethodRestrict=POST").routeId("api.decision")
            .routeDescription("Take a person's decision about one case")
            .routeGroup("operations")
            .routeConfigurationId("api")
            .bean("idempotency", "recall").id("api.decision.recall")
            .filter(simple("${variable.answered}")).id("api.decision.answered").stop().end()
            .bean("decisions", "open").id("api.decision.open")
            .setVariable("decision", body())
            .to("direct:desk.decide").id("api.decision.decide")
            .bean("decisions", "answer(${variable.decision}, *)").id("api.decision.answer")
            .bean("idempotency", "remember").id("api.decision.remember");

        from("direct:desk.decide").routeId("desk.decide")
            .routeDescription("Try a decision, accept what it brings in, write it, and send what follows")
            .routeGroup("operations")
            .routeConfigurationId("api")
            .split(simple("${body.trials}")).stopOnException().shareUnitOfWork().id("desk.decide.trials")
                .to("direct:desk.try")
            .end()
            .bean("decisions", "judge(${variable.decision})").id("desk.decide.judge")
            .split(simple("${body.batches}")).stopOnException().shareUnitOfWork().id("desk.decide.batches")
                .to("direct:accept")
            .end()
            .bean("decisions", "carryOut(${variable.decision})").id("desk.decide.carry-out")
            .to("jms-batch:deliver").id("desk.decide.send");

        from("direct:desk.try").routeId("desk.try")
            .routeDescription("Let the flows plan a batch without writing anything")
            .routeGroup("operations")
            .routeConfigurationId("batch")
            .bean("acceptance", "forgetAtEnd").id("desk.try.forget-at-end")
            .bean("acceptance", "open").id("desk.try.open")
            .split(method("acceptance", "continuing"), new Plans()).id("desk.try.continue")
                .to("direct:plan-continuation")
            .end()
            .split(method("acceptance", "unplanned"), new Plans()).id("desk.try.plan")
                .to("direct:plan-event")
            .end()
            .bean("acceptance", "leave").id("desk.try.leave");
    }
}
