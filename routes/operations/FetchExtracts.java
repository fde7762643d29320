package operations;

import org.apache.camel.builder.RouteBuilder;

/** What the systems of an entity have of a month is fetched into the files that are reconciled, one table of one system after the other. */
public final class FetchExtracts extends RouteBuilder {
    @Override
    public void configure() {
        from("platform-http:/api/v1/close/{entity}/{period}/fetch?httpMethodRestrict=POST").routeId("api.close-fetch")
            .routeDescription("Fetch what the systems have of an entity and period")
            .routeGroup("operations")
            .routeConfigurationId("api")
            .doTry().id("api.close-fetch.try")
                .to("direct:close-fetch").id("api.close-fetch.all")
            .doFinally().id("api.close-fetch.finally")
                .bean("close-fetch", "end").id("api.close-fetch.end")
            .end();

        from("direct:close-fetch").routeId("close-fetch")
            .routeDescription("Read every table that a system of the entity can tell")
            .routeGroup("operations")
            .routeConfigurationId("batch")
            .bean("close-fetch", "begin").id("close-fetch.begin")
            .split(body()).stopOnException().shareUnitOfWork().id("close-fetch.each")
                .to("direct:close-fetch.one")
            .end()
            .bean("close-fetch", "answer").id("close-fetch.answer");

        from("direct:close-fetch.one").routeId("close-fetch.one")
            .routeDescription("Read one table of one system")
            .routeGroup("operations")
            .routeConfigurationId("batch")
            .setVariable("extract", body())
            .setVariable("system", simple("${body.system}"))
            .toD("direct:${variable.system}.extract").id("close-fetch.one.read")
            .bean("close-fetch", "took(*, ${variable.extract})").id("close-fetch.one.took");
    }
}
