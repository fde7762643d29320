package operations;

import org.apache.camel.builder.RouteBuilder;

/** What a person wants delivered again is shown first, approved when it is much or money, and then taken up step by step. */
public final class Replays extends RouteBuilder {
    @Override
    public void configure() {
        from("timer:replay?period={{throughline.replay.millis}}").routeId("replay")
            .routeDescription("Take up the next events of running replays")
            .routeGroup("operations")
            .routeConfigurationId("operation")
            .bean("replay-runner", "tick").id("replay.take")
            .to("jms-batch:deliver").id("replay.send");

        from("platform-http:/api/v1/replays?httpMethodRestrict=POST").routeId("api.replay-propose")
            .routeDescription("Show what a replay would do, and propose it")
            .routeGroup("operations")
            .routeConfigurationId("api")
            .bean("idempotency", "recall").id("api.replay-propose.recall")
            .filter(simple("${variable.answered}")).id("api.replay-propose.answered").stop().end()
            .bean("replay-api", "propose").id("api.replay-propose.show")
            .bean("idempotency", "remember").id("api.replay-propose.remember");

        from("platform-http:/api/v1/replays?httpMethodRestrict=GET").routeId("api.replays")
            .routeDescription("List replays")
            .routeGroup("operations")
            .routeConfigurationId("api")
            .bean("replay-api", "list").id("api.replays.list");

        from("platform-http:/api/v1/replays/{id}?httpMethodRestrict=GET").routeId("api.replay")
            .routeDescription("Show one replay with its events")
            .routeGroup("operations")
            .routeConfigurationId("api")
            .bean("replay-api", "show").id("api.replay.show");

        from("platform-http:/api/v1/replays/{id}/{action}?httpMethodRestrict=POST").routeId("api.replay-act")
            .routeDescription("Confirm, approve, pause, resume or cancel a replay")
            .routeGroup("operations")
            .routeConfigurationId("api")
            .bean("idempotency", "recall").id("api.replay-act.recall")
            .filter(simple("${variable.answered}")).id("api.replay-act.answered").stop().end()
            .bean("replay-api", "act").id("api.replay-act.decide")
            .bean("idempotency", "remember").id("api.replay-act.remember");

        from("timer:retention?period={{throughline.retention.millis}}").routeId("retention")
            .routeDescription("Take away payloads that are older than the retention")
            .routeGroup("operations")
            .routeConfigurationId("operation")
            .bean("retention", "prune").id("retention.prune");
    }
}
