package operations;

import org.apache.camel.builder.RouteBuilder;

/** Whoever reconciles a period gets what is known here of it, and whoever shows a close pack hears whether it is genuine. */
public final class CloseBooks extends RouteBuilder {
    @Override
    public void configure() {
        from("platform-http:/api/v1/close/{entity}/{period}/extract?httpMethodRestrict=POST").routeId("api.close-extract")
            .routeDescription("Write what is known of an entity and period for reconciliation")
            .routeGroup("operations")
            .routeConfigurationId("api")
            .bean("close-api", "extract").id("api.close-extract.write");

        from("platform-http:/api/v1/close/verify?httpMethodRestrict=POST").routeId("api.close-verify")
            .routeDescription("Say whether a close pack is what was made here")
            .routeGroup("operations")
            .routeConfigurationId("api")
            .bean("close-api", "verify").id("api.close-verify.prove");
    }
}
