package operations;

import org.apache.camel.builder.RouteBuilder;

/** Canonical objects over HTTP, as they hold on a date. */
public final class ObjectApi extends RouteBuilder {
    @Override
    public void configure() {
        object("workers", "worker");
        object("customers", "customer");
        object("projects", "project");
        object("contracts", "contract");
        object("assignments", "assignment");
    }

    private void object(String plural, String object) {
        from("platform-http:/api/v1/" + plural + "/{id}?httpMethodRestrict=GET").routeId("api." + plural)
            .routeDescription("Show one " + object)
            .routeGroup("operations")
            .routeConfigurationId("api")
            .setVariable("object", constant(object))
            .bean("object-lookup", "one").id("api." + plural + ".view");

        from("platform-http:/api/v1/" + plural + "?httpMethodRestrict=GET").routeId("api." + plural + ".by-reference")
            .routeDescription("Show one " + object + " by the id a system uses")
            .routeGroup("operations")
            .routeConfigurationId("api")
            .setVariable("object", constant(object))
            .bean("object-lookup", "byReference").id("api." + plural + ".by-reference.view");
    }
}
