package systems;

import org.apache.camel.builder.RouteBuilder;

/** The exchange folders over SFTP: what lies on a partner's server comes into our drop folder, our files and receipts go there. */
public final class SftpDoors extends RouteBuilder {
    @Override
    public void configure() {
        routeTemplate("sftp-door")
            .templateParameter("system", null, "the system whose exchange folder it is, such as adp")
            .from("timer:sftp-{{system}}?period={{throughline.sftp.poll-millis}}")
                .autoStartup("{{sftp.{{system}}.on:false}}")
                .routeDescription("Fetch files from {{system}}'s SFTP server, return their receipts, send what is ready")
                .routeGroup("systems")
                .routeConfigurationId("operation")
                .bean("sftp-doors", "look('{{system}}')").id("{{system}}.sftp.look");

        templatedRoute("sftp-door").routeId("adp.sftp").parameter("system", "adp");
        templatedRoute("sftp-door").routeId("canonical.sftp").parameter("system", "canonical");
        templatedRoute("sftp-door").routeId("kantata.sftp").parameter("system", "kantata");
        templatedRoute("sftp-door").routeId("netsuite.sftp").parameter("system", "netsuite");
        templatedRoute("sftp-door").routeId("salesforce.sftp").parameter("system", "salesforce");
        templatedRoute("sftp-door").routeId("workday.sftp").parameter("system", "workday");
    }
}
