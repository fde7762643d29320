package flows;

import io.throughline.people.Leave;
import org.apache.camel.builder.RouteBuilder;

/** A day of leave takes capacity away where work is planned, and gives it back when it is cancelled. */
public final class RecordLeave extends RouteBuilder {
    @Override
    public void configure() {
        from("direct:record-leave").routeId("record-leave")
            .routeDescription("Check approved or cancelled leave and tell the PSA of it")
            .routeGroup("people")
            .routeConfigurationId("planning")
            .setVariable("event", body())
            .convertBodyTo(Leave.class).id("record-leave.read")
            .bean("leave-rules", "plan(${variable.event}, ${body})").id("record-leave.plan");
    }
}
