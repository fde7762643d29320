package systems;

import io.throughline.delivery.CollectAnswers;
import org.apache.camel.builder.RouteBuilder;

/**
 * How every system is listened to and talked to over queues: template {@code intake} reads {@code intake.<vendor>},
 * template {@code deliver} works off {@code deliver.<system>}, one step after the other; {@code deliver-batch} does so for a
 * system whose call route takes a list of deliveries and leaves a list of answers; {@code probe} and
 * {@code probe-batch} try a system that was down.
 */
public final class Channels extends RouteBuilder {
    @Override
    public void configure() {
        routeTemplate("intake")
            .templateParameter("vendor", null, "the vendor whose words arrive, such as salesforce")
            .from("jms-batch:intake.{{vendor}}?maxMessages={{throughline.intake.batch}}"
                    + "&consumers={{throughline.intake.consumers}}&quarantine=rejected.{{vendor}}")
                .routeDescription("Take a batch of messages in {{vendor}}'s words")
                .routeGroup("systems")
                .routeConfigurationId("batch")
                .bean("intake", "messages(*, '{{vendor}}')").id("{{vendor}}.intake.read")
                .setVariable("reading", body())
                .setBody(simple("${body.batch}"))
                .to("direct:accept").id("{{vendor}}.intake.accept")
                .setBody(variable("reading"))
                .bean("intake", "refusals").id("{{vendor}}.intake.refusals")
                .to("jms-batch:rejected.{{vendor}}").id("{{vendor}}.intake.refuse");

        routeTemplate("deliver")
            .templateParameter("system", null, "the target, such as netsuite")
            .from("jms-batch:deliver.{{system}}?maxMessages={{throughline.delivery.batch}}"
                    + "&consumers={{throughline.delivery.consumers}}&quarantine=DLQ.unroutable")
                .routeDescription("Work off what is planned for {{system}}")
                .routeGroup("systems")
                .routeConfigurationId("batch")
                .bean("deliveries", "begin").id("{{system}}.deliver.begin")
                .split(body(), new CollectAnswers()).parallelProcessing().executorService("{{system}}-calls")
                    .id("{{system}}.deliver.each")
                    .to("direct:{{system}}.deliver-one")
                .end()
                .bean("deliveries", "settle").id("{{system}}.deliver.settle")
                .to("direct:accept").id("{{system}}.deliver.accept");

        routeTemplate("deliver-batch")
            .templateParameter("system", null, "a target that takes many steps in one transaction")
            .from("jms-batch:deliver.{{system}}?maxMessages={{throughline.intake.batch}}"
                    + "&consumers={{throughline.delivery.consumers}}&quarantine=DLQ.unroutable")
                .routeDescription("Work off what is planned for {{system}}, a batch at a time")
                .routeGroup("systems")
                .routeConfigurationId("batch")
                .bean("deliveries", "begin").id("{{system}}.deliver.begin")
                .to("direct:{{system}}.deliver-many").id("{{system}}.deliver.call")
                .bean("deliveries", "settle").id("{{system}}.deliver.settle")
                .to("direct:accept").id("{{system}}.deliver.accept");

        routeTemplate("deliver-many")
            .templateParameter("system", null, "a target that takes many steps in one transaction")
            .from("direct:{{system}}.deliver-many")
                .routeDescription("Carry a batch of steps to {{system}} in one call")
                .routeGroup("systems")
                .routeConfigurationId("batch")
                .bean("batch-gate", "admit").id("{{system}}.deliver-many.admit")
                .filter(method("batch-gate", "passes")).id("{{system}}.deliver-many.passes")
                    .to("direct:{{system}}.call").id("{{system}}.deliver-many.call")
                    .bean("batch-gate", "heard").id("{{system}}.deliver-many.heard")
                .end()
                .bean("batch-gate", "answers").id("{{system}}.deliver-many.answers");

        routeTemplate("deliver-one")
            .templateParameter("system", null, "the target, such as netsuite")
            .from("direct:{{system}}.deliver-one")
                .routeDescription("Carry one step to {{system}}")
                .routeGroup("systems")
                .routeConfigurationId("batch")
                .setVariable(CollectAnswers.DELIVERY, body())
                .bean("targets", "admit").id("{{system}}.deliver-one.admit")
                .filter(method("targets", "passes")).id("{{system}}.deliver-one.passes")
                    .doTry().id("{{system}}.deliver-one.try")
                        .to("direct:{{system}}.call").id("{{system}}.deliver-one.call")
                    .doFinally().id("{{system}}.deliver-one.finally")
                        .bean("targets", "heard").id("{{system}}.deliver-one.heard")
                    .end()
                .end();

        routeTemplate("probe")
            .templateParameter("system", null, "the target, such as netsuite")
            .from("timer:probe-{{system}}?period={{throughline.circuit.check-millis}}")
                .routeDescription("Try one step while the circuit of {{system}} is open")
                .routeGroup("systems")
                .routeConfigurationId("operation")
                .bean("probes", "begin('{{system}}')").id("{{system}}.probe.begin")
                .filter(simple("${body.size} > 0")).id("{{system}}.probe.due")
                    .setVariable("probe", constant(true))
                    .split(body(), new CollectAnswers()).id("{{system}}.probe.each")
                        .to("direct:{{system}}.deliver-one")
                    .end()
                    .bean("deliveries", "settle").id("{{system}}.probe.settle")
                    .to("direct:accept").id("{{system}}.probe.accept")
                .end();

        routeTemplate("probe-batch")
            .templateParameter("system", null, "a target that takes many steps in one transaction")
            .from("timer:probe-{{system}}?period={{throughline.circuit.check-millis}}")
                .routeDescription("Try one step while the circuit of {{system}} is open")
                .routeGroup("systems")
                .routeConfigurationId("operation")
                .bean("probes", "begin('{{system}}')").id("{{system}}.probe.begin")
                .filter(simple("${body.size} > 0")).id("{{system}}.probe.due")
                    .setVariable("probe", constant(true))
                    .to("direct:{{system}}.deliver-many").id("{{system}}.probe.each")
                    .bean("deliveries", "settle").id("{{system}}.probe.settle")
                    .to("direct:accept").id("{{system}}.probe.accept")
                .end();
    }
}
