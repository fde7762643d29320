package systems;

import org.apache.camel.builder.AggregationStrategies;
import org.apache.camel.builder.RouteBuilder;

/** A file dropped into a system's folder is claimed, read by its content, accepted, and moved on with a receipt. */
public final class DropFolder extends RouteBuilder {
    @Override
    public void configure() {
        from("timer:drop-folder?period={{throughline.files.poll-millis}}").routeId("drop-folder")
            .routeDescription("Claim files that are ready in any drop folder")
            .routeGroup("systems")
            .routeConfigurationId("operation")
            .bean("drop-folders", "claim").id("drop-folder.claim")
            .split(body(), AggregationStrategies.useOriginal()).id("drop-folder.each")
                .to("direct:dropped-file")
            .end();

        from("direct:dropped-file").routeId("dropped-file")
            .routeDescription("Take the events of one file into the journal and write its receipt")
            .routeGroup("systems")
            .routeConfigurationId("file")
            .setVariable("claim", body())
            .bean("dropped-files", "open").id("dropped-file.open")
            .setVariable("opened", body())
            .split(simple("${body.batches}")).stopOnException().shareUnitOfWork().id("dropped-file.batches")
                .to("direct:accept")
            .end()
            .setBody(variable("opened"))
            .bean("dropped-files", "close").id("dropped-file.close");
    }
}
