package operations;

import org.apache.camel.builder.RouteBuilder;

/** The record proves itself: checkpoints by the clock, a verdict and an export for whoever asks. */
public final class ProveAudit extends RouteBuilder {
    @Override
    public void configure() {
        from("timer:audit-checkpoint?period={{throughline.audit.checkpoint-millis}}").routeId("audit-checkpoint")
            .routeDescription("Note outside the database where the chains of journal and audit end, and in the audit who got a key")
            .routeGroup("operations")
            .routeConfigurationId("operation")
            .bean("checkpoints", "minute").id("audit-checkpoint.append")
            .bean("key-book", "look").id("audit-checkpoint.keys");

        from("platform-http:/api/v1/audit/verify?httpMethodRestrict=GET").routeId("api.audit-verify")
            .routeDescription("Say whether journal and audit are what was written")
            .routeGroup("operations")
            .routeConfigurationId("api")
            .bean("audit-api", "verify").id("api.audit-verify.walk");

        from("platform-http:/api/v1/audit?httpMethodRestrict=GET").routeId("api.audit")
            .routeDescription("Give one page of journal and audit with its proof")
            .routeGroup("operations")
            .routeConfigurationId("api")
            .bean("audit-api", "page").id("api.audit.page");
    }
}
