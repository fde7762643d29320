package operations;

import org.apache.camel.builder.RouteBuilder;

/** What a change of a worker or of who is booked would do, before anybody decides it. */
public final class StaffingApi extends RouteBuilder {
    @Override
    public void configure() {
        from("platform-http:/api/v1/staffing-changes/assess?httpMethodRestrict=POST").routeId("api.staffing-changes")
            .routeDescription("Value a change of a worker or of a staffing without doing it")
            .routeGroup("operations")
            .routeConfigurationId("api")
            .bean("staffing-assessment", "assess").id("api.staffing-changes.assess");
    }
}
