package systems;

import org.apache.camel.builder.RouteBuilder;

/** The restricted door for pay: HR drops files into a folder of its own, which only HR and finance may read. */
public final class HrPay extends RouteBuilder {
    @Override
    public void configure() {
        templatedRoute("intake").routeId("hr-pay.intake").parameter("vendor", "hr-pay");
    }
}
