package systems;

import org.apache.camel.builder.RouteBuilder;

/**
 * Template {@code http-reading}: the route {@code direct:<system>.fetch} reads from a system and leaves what was read, or
 * fails with a SourceFailure. Parameter {@code what} is the method of the bean {@code <system>-reader} that makes the
 * Enquiry of the body. A reading takes turns of the budget that deliveries to the system have. Template {@code http-extract}:
 * {@code direct:<system>.extract} reads a table for the close and leaves how it ended. Template {@code poll} reads
 * a system's changes again and again, with an overlap, and takes the events of every page into the journal.
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

        routeTemplate("http-extract")
            .templateParameter("system", null, "the system whose tables are read for the close")
            .from("direct:{{system}}.extract")
                .routeDescription("Read a table of {{system}} for the close")
                .routeGroup("systems")
                .routeConfigurationId("fetch")
                .bean("extract-reader", "read").id("{{system}}.extract.ask")
                .filter(method("readings", "turn(*, '{{system}}')")).id("{{system}}.extract.turn")
                    .doTry().id("{{system}}.extract.try")
                        .to("direct:{{system}}.call").id("{{system}}.extract.call")
                    .doFinally().id("{{system}}.extract.finally")
                        .bean("readings", "heard(*, '{{system}}')").id("{{system}}.extract.heard")
                    .end()
                .end();

        routeTemplate("poll")
            .templateParameter("system", null, "the system whose changes are read through direct:<system>.fetch")
            .from("timer:poll-{{system}}?period={{throughline.poll.millis}}")
                .autoStartup("{{throughline.poll.enabled}}")
                .routeDescription("Read what changed in {{system}}, in case a notice of it got lost")
                .routeGroup("systems")
                .routeConfigurationId("operation")
                .bean("feeds", "since(*, '{{system}}')").id("{{system}}.poll.since")
                .to("direct:{{system}}.fetch").id("{{system}}.poll.fetch")
                .split(body()).stopOnException().shareUnitOfWork().id("{{system}}.poll.pages")
                    .setVariable("vendor", constant("{{system}}"))
                    .to("direct:feed-page")
                .end()
                .bean("feeds", "read(*, '{{system}}')").id("{{system}}.poll.advance");
    }
}
