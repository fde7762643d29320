package systems;

import org.apache.camel.builder.RouteBuilder;

/** Where notices go besides the log: a mail server and one webhook, both named by settings and by nothing else. */
public final class AlertChannels extends RouteBuilder {
    @Override
    public void configure() {
        from("direct:alerts.mail").routeId("alerts.mail")
            .routeDescription("Send one notice as mail")
            .routeGroup("systems")
            .routeConfigurationId("batch")
            .bean("notices", "mail(${variable.notice}, *)").id("alerts.mail.write")
            .to("smtp://{{throughline.alerts.mail.host}}:{{throughline.alerts.mail.port}}"
                + "?from={{throughline.alerts.mail.from}}&to={{throughline.alerts.mail.to}}&connectionTimeout=10000")
                .id("alerts.mail.send");

        from("direct:alerts.webhook").routeId("alerts.webhook")
            .routeDescription("Post one notice, signed")
            .routeGroup("systems")
            .routeConfigurationId("batch")
            .bean("notices", "webhook(${variable.notice}, *)").id("alerts.webhook.write")
            .to("{{throughline.alerts.webhook.url}}?bridgeEndpoint=true&followRedirects=false&connectTimeout=5000"
                + "&responseTimeout=10000").id("alerts.webhook.send");
    }
}
