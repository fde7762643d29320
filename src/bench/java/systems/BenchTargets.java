package systems;

import org.apache.camel.builder.RouteBuilder;

/** Two targets that are queues: what a step asks for is sent durably and committed before the step counts as applied. */
public final class BenchTargets extends RouteBuilder {
    @Override
    public void configure() {
        routeTemplate("queue-call")
                .templateParameter("system", null, "the target, and the queue it reads")
                .from("direct:{{system}}.call")
                .routeDescription("Map a batch of deliveries and send them to the queue {{system}}")
                .routeGroup("systems")
                .routeConfigurationId("batch")
                .setVariable("deliveries", body())
                .bean("queue-targets", "messages(${body}, '{{system}}')")
                .id("{{system}}.call.map")
                .setVariable("sent", simple("${body.size}"))
                .to("jms-batch:{{system}}?ownTransaction=true")
                .id("{{system}}.call.send")
                .bean("queue-targets", "answers(${variable.deliveries}, ${variable.sent})")
                .id("{{system}}.call.answers");

        templatedRoute("deliver-batch").routeId("bench-erp.deliver").parameter("system", "bench-erp");
        templatedRoute("deliver-many").routeId("bench-erp.deliver-many").parameter("system", "bench-erp");
        templatedRoute("probe-batch").routeId("bench-erp.probe").parameter("system", "bench-erp");
        templatedRoute("queue-call").routeId("bench-erp.call").parameter("system", "bench-erp");
        templatedRoute("deliver-batch").routeId("bench-psa.deliver").parameter("system", "bench-psa");
        templatedRoute("deliver-many").routeId("bench-psa.deliver-many").parameter("system", "bench-psa");
        templatedRoute("probe-batch").routeId("bench-psa.probe").parameter("system", "bench-psa");
        templatedRoute("queue-call").routeId("bench-psa.call").parameter("system", "bench-psa");
    }
}
