package operations;

import org.apache.camel.builder.RouteBuilder;

/** What became known of time, cost, revenue and billing is written for analytics, month by month, and whom and what it is about. */
public final class FeedReporting extends RouteBuilder {
    @Override
    public void configure() {
        from("timer:feed-reporting?period={{throughline.reporting.millis}}").routeId("feed-reporting")
            .routeDescription("Write the dimensions and the months of which something changed")
            .routeGroup("operations")
            .routeConfigurationId("operation")
            .bean("reporting-dimensions", "write").id("feed-reporting.dimensions")
            .bean("reporting-feed", "write").id("feed-reporting.write");

        from("direct:reporting.extract").routeId("reporting.extract")
            .routeDescription("Add up what reporting was given of a month for the close")
            .routeGroup("operations")
            .routeConfigurationId("fetch")
            .bean("reported-hours", "extract").id("reporting.extract.read");
    }
}
