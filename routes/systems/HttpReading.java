package systems;

import org.apache.camel.builder.RouteBuilder;

/**
 * Template {@code http-reading}: the route {@code direct:<system>.fetch} reads from a system and leaves what was read, or
 * fails with a SourceFailure. Parameter {@code what} is the method of the bean {@code <system>-reader} that makes the
 * Enquiry of the body. A reading takes turns of the budget that deliveries to the system have.
 */
public final class HttpReading extends RouteBuilder {
    @Override
    public void configure() {
        routeTemplate("http-reading")
            .templateParameter("system", null, "the system that is read, such as kantata")
            .templateParameter("what", null, "what is read, a method of the system's reader")
            .from("direct:{{system}}.fetch")
                .routeDescription("Read {{what}} from {{system}}")
                .routeGroup("systems")
                .routeConfigurationId("fetch")
                .bean("{{system}}-reader", "{{what}}").id("{{system}}.fetch.ask")
                .bean("readings", "admit('{{system}}')").id("{{system}}.fetch.admit")
                .doTry().id("{{system}}.fetch.try")
                    .to("direct:{{system}}.call").id("{{system}}.fetch.call")
                .doFinally().id("{{system}}.fetch.finally")
                    .bean("readings", "heard(*, '{{system}}')").id("{{system}}.fetch.heard")
                .end()
                .bean("enquiries", "result").id("{{system}}.fetch.result");
    }
}
