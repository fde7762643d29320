package systems;

import org.apache.camel.builder.RouteBuilder;

/** The identity provider holds an account for every worker: SCIM 2.0 users (RFC 7644). */
public final class Scim extends RouteBuilder {
    @Override
    public void configure() {
        templatedRoute("deliver").routeId("scim.deliver").parameter("system", "scim");
        templatedRoute("deliver-one").routeId("scim.deliver-one").parameter("system", "scim");
        templatedRoute("probe").routeId("scim.probe").parameter("system", "scim");
        templatedRoute("http-delivery").routeId("scim.call").parameter("system", "scim");
    }
}
