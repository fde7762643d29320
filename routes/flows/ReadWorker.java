package flows;

import io.throughline.people.WorkerNotice;
import org.apache.camel.builder.RouteBuilder;

/** A notice that something of an employee changed is followed by reading the employee; what was read comes in like a message. */
public final class ReadWorker extends RouteBuilder {
    @Override
    public void configure() {
        from("direct:read-worker").routeId("read-worker")
            .routeDescription("Plan to read the employee a notice of the HRIS names")
            .routeGroup("people")
            .routeConfigurationId("planning")
            .setVariable("event", body())
            .convertBodyTo(WorkerNotice.class).id("read-worker.read")
            .bean("read-worker-rules", "plan(${variable.event}, ${body})").id("read-worker.plan");
    }
}
