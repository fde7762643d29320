package operations;

import org.apache.camel.builder.RouteBuilder;

/** People are told of what waits for them, once per cause, and told again when it is over. */
public final class TellPeople extends RouteBuilder {
    @Override
    public void configure() {
        from("timer:alerts?period={{throughline.alerts.millis}}").routeId("alerts")
            .routeDescription("Raise and close alerts, and deliver the notices that are due")
            .routeGroup("operations")
            .routeConfigurationId("operation")
            .bean("case-alerts", "look").id("alerts.cases")
            .bean("missing-activity", "look").id("alerts.missing")
            .bean("cut-off-watch", "look").id("alerts.cut-offs")
            .bean("notices", "due").id("alerts.due")
            .split(body()).stopOnException().shareUnitOfWork().id("alerts.each")
                .to("direct:alerts.deliver")
            .end();

        from("direct:alerts.deliver").routeId("alerts.deliver")
            .routeDescription("Deliver one notice; what fails is tried again later and stops no other")
            .routeGroup("operations")
            .routeConfigurationId("notice")
            .setVariable("notice", body())
            .choice().id("alerts.deliver.by-channel")
                .when(simple("${variable.notice.channel} == 'mail'")).to("direct:alerts.mail")
                .when(simple("${variable.notice.channel} == 'webhook'")).to("direct:alerts.webhook")
                .otherwise().bean("notices", "log(${variable.notice})").id("alerts.deliver.log")
            .end()
            .bean("notices", "delivered(${variable.notice})").id("alerts.deliver.done");

        from("platform-http:/api/v1/alerts?httpMethodRestrict=GET").routeId("api.alerts")
            .routeDescription("List alerts with what became of their notices")
            .routeGroup("operations")
            .routeConfigurationId("api")
            .bean("alert-api", "list").id("api.alerts.list");
    }
}
