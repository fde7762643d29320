import org.apache.camel.builder.RouteBuilder;

public class twice extends RouteBuilder {
    @Override
    public void configure() {
        from("direct:keep").routeId("keep").to("mock:kept");
    }
}
