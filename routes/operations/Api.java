package operations;

import org.apache.camel.builder.RouteBuilder;

/** The doors over HTTP, and what may be asked through them. */
public final class Api extends RouteBuilder {
    @Override
    public void configure() {
        from("platform-http:/api/v1/events?httpMethodRestrict=POST").routeId("api.events")
            .routeDescription("Accept canonical events")
            .routeGroup("operations")
            .routeConfigurationId("api")
            .bean("idempotency", "recall").id("api.events.recall")
            .filter(simple("${variable.answered}")).id("api.events.answered").stop().end()
            .bean("event-door", "events").id("api.events.open")
            .to("direct:api.accept").id("api.events.accept");

        from("platform-http:/hooks/{vendor}?httpMethodRestrict=POST").routeId("api.hooks")
            .routeDescription("Accept a vendor's notice in the vendor's own words")
            .routeGroup("operations")
            .routeConfigurationId("api")
            .bean("idempotency", "recall").id("api.hooks.recall")
            .filter(simple("${variable.answered}")).id("api.hooks.answered").stop().end()
            .bean("event-door", "hook").id("api.hooks.open")
            .to("direct:api.accept").id("api.hooks.accept");

        from("direct:api.accept").routeId("api.accept")
            .routeDescription("Answer a request once its events are in the journal")
            .routeGroup("operations")
            .routeConfigurationId("api")
            .setVariable("opened", body())
            .split(simple("${body.batches}")).stopOnException().shareUnitOfWork().id("api.accept.batches")
                .to("direct:accept")
            .end()
            .bean("event-door", "answer(${variable.opened}, *)").id("api.accept.answer")
            .bean("idempotency", "remember").id("api.accept.remember");

        from("platform-http:/api/v1/events/{id}?httpMethodRestrict=GET").routeId("api.event")
            .routeDescription("Show one event with its steps")
            .routeGroup("operations")
            .routeConfigurationId("api")
            .bean("views", "event").id("api.event.view");

        from("platform-http:/api/v1/payloads/{id}?httpMethodRestrict=GET").routeId("api.payload")
            .routeDescription("Hand out the data of an event that was too large to travel")
            .routeGroup("operations")
            .routeConfigurationId("api")
            .bean("claims", "payload").id("api.payload.view");

        from("platform-http:/api/v1/trace/{key}?httpMethodRestrict=GET").routeId("api.trace")
            .routeDescription("Show everything known of one key")
            .routeGroup("operations")
            .routeConfigurationId("api")
            .bean("traces", "trace").id("api.trace.view");
    }
}
