package systems;

import org.apache.camel.builder.RouteBuilder;

/** The payroll of the Japanese entity: starters, changes and hours of a month go there as CSV files, what was paid is read back. */
public final class PayrollJp extends RouteBuilder {
    @Override
    public void configure() {
        templatedRoute("intake").routeId("payroll-jp.intake").parameter("vendor", "payroll-jp");
        templatedRoute("deliver").routeId("payroll-jp.deliver").parameter("system", "payroll-jp");
        templatedRoute("deliver-one").routeId("payroll-jp.deliver-one").parameter("system", "payroll-jp");
        templatedRoute("probe").routeId("payroll-jp.probe").parameter("system", "payroll-jp");
        templatedRoute("http-delivery").routeId("payroll-jp.call").parameter("system", "payroll-jp");
        templatedRoute("http-extract").routeId("payroll-jp.extract").parameter("system", "payroll-jp");
    }
}
