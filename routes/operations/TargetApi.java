package operations;

import org.apache.camel.builder.RouteBuilder;

/** How the targets are, over HTTP, what is being tried again, and the kill switches of systems and flows. */
public final class TargetApi extends RouteBuilder {
    @Override
    public void configure() {
        from("platform-http:/api/v1/targets?httpMethodRestrict=GET").routeId("api.targets")
            .routeDescription("Show circuit, budget and kill switch of every target")
            .routeGroup("operations")
            .routeConfigurationId("api")
            .bean("target-control", "list").id("api.targets.list");

        from("platform-http:/api/v1/retries?httpMethodRestrict=GET").routeId("api.retries")
            .routeDescription("Show what is being tried again now")
            .routeGroup("operations")
            .routeConfigurationId("api")
            .bean("retries", "list").id("api.retries.list");

        from("platform-http:/api/v1/targets/{id}/{action}?httpMethodRestrict=POST").routeId("api.target-switch")
            .routeDescription("Stop a system, or let it go on")
            .routeGroup("operations")
            .routeConfigurationId("api")
            .bean("idempotency", "recall").id("api.target-switch.recall")
            .filter(simple("${variable.answered}")).id("api.target-switch.answered").stop().end()
            .bean("target-control", "change(*, 'system')").id("api.target-switch.change")
            .bean("idempotency", "remember").id("api.target-switch.remember");

        from("platform-http:/api/v1/flows/{id}/{action}?httpMethodRestrict=POST").routeId("api.flow-switch")
            .routeDescription("Stop a flow, or let it go on")
            .routeGroup("operations")
            .routeConfigurationId("api")
            .bean("idempotency", "recall").id("api.flow-switch.recall")
            .filter(simple("${variable.answered}")).id("api.flow-switch.answered").stop().end()
            .bean("target-control", "change(*, 'flow')").id("api.flow-switch.change")
            .bean("idempotency", "remember").id("api.flow-switch.remember");
    }
}
