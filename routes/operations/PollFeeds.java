package operations;

import org.apache.camel.builder.RouteBuilder;

/** Vendors' feeds are read again with an overlap, so that what a notice lost arrives all the same, once. */
public final class PollFeeds extends RouteBuilder {
    @Override
    public void configure() {
        from("timer:poll-workday?period={{throughline.poll.millis}}").routeId("workday.poll")
            .routeDescription("Read the workers that changed in Workday: entered, taking effect, hired ahead; and whom a change does not fit")
            .routeGroup("operations")
            .routeConfigurationId("operation")
            .autoStartup("{{throughline.poll.enabled}}")
            .bean("feeds", "workday").id("workday.poll.queries")
            .split(body()).stopOnException().shareUnitOfWork().id("workday.poll.each-query")
                .to("direct:workday.poll.query")
            .end()
            .bean("feeds", "read(*, 'workday')").id("workday.poll.advance")
            .bean("doubtful-workers", "queries").id("workday.poll.doubtful")
            .split(body()).stopOnException().shareUnitOfWork().id("workday.poll.each-doubtful")
                .to("direct:workday.poll.query")
            .end();

        from("direct:workday.poll.query").routeId("workday.poll.query")
            .routeDescription("Read every page of one Workday query")
            .routeGroup("operations")
            .routeConfigurationId("batch")
            .to("direct:workday.fetch").id("workday.poll.query.fetch")
            .split(body()).stopOnException().shareUnitOfWork().id("workday.poll.query.pages")
                .setVariable("vendor", constant("workday"))
                .to("direct:feed-page")
            .end();

        from("direct:feed-page").routeId("feed-page")
            .routeDescription("Take the events of one page of a feed into the journal")
            .routeGroup("operations")
            .routeConfigurationId("batch")
            .bean("intake", "page(${variable.vendor}, ${body})").id("feed-page.read")
            .split(simple("${body.reading.batches}")).stopOnException().shareUnitOfWork().id("feed-page.batches")
                .to("direct:accept")
            .end();
    }
}
