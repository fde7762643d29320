package operations;

import org.apache.camel.builder.RouteBuilder;

/** Finance sees where the periods of the entities stand and moves them on; what the rules of the close refuse stays as it is. */
public final class MovePeriods extends RouteBuilder {
    @Override
    public void configure() {
        from("platform-http:/api/v1/periods?httpMethodRestrict=GET").routeId("api.periods")
            .routeDescription("Show where the periods of the entities stand")
            .routeGroup("operations")
            .routeConfigurationId("api")
            .bean("period-api", "list").id("api.periods.view");

        from("platform-http:/api/v1/periods/{entity}/{period}/{action}?httpMethodRestrict=POST").routeId("api.period-move")
            .routeDescription("Soft-close, close or reopen a period")
            .routeGroup("operations")
            .routeConfigurationId("api")
            .bean("period-api", "move").id("api.period-move.decide")
            .split(body()).stopOnException().shareUnitOfWork().id("api.period-move.each")
                .to("direct:accept")
            .end()
            .bean("period-api", "answer").id("api.period-move.answer");
    }
}
