package systems;

import org.apache.camel.builder.RouteBuilder;

/** The identity provider holds an account for every worker: SCIM 2.0 users (RFC 7644). Its delivery consumer belongs here. */
public final class Scim extends RouteBuilder {
    @Override
    public void configure() {
        templatedRoute("http-delivery").routeId("scim.call").parameter("system", "scim");
    }
}
