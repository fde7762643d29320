package systems;

import org.apache.camel.builder.RouteBuilder;

/**
 * A step, or something to be read, becomes the calls of one conversation with a system and leaves its outcome.
 *
 * <p>Template {@code http-delivery}, parameter {@code system}: the route {@code direct:<system>.call} takes a Delivery
 * and leaves an Answer, or takes an Enquiry and leaves what was read. Time-outs, pool and credentials belong to the HTTP
 * clients {@code <system>-api} and {@code <system>-token}.
 */
public final class HttpDelivery extends RouteBuilder {
    @Override
    public void configure() {
        routeTemplate("http-delivery")
            .templateParameter("system", null, "the system that is called, such as netsuite")
            .from("direct:{{system}}.call")
                .routeDescription("Carry one conversation with {{system}}")
                .routeGroup("systems")
                .routeConfigurationId("call")
                .bean("wire", "begin(*, '{{system}}')").id("{{system}}.call.begin")
                .loopDoWhile(method("wire", "talking")).id("{{system}}.call.talk")
                    .removeHeaders("*").id("{{system}}.call.clean")
                    .bean("wire", "say").id("{{system}}.call.say")
                    .choice().id("{{system}}.call.by-endpoint")
                        .when(method("wire", "askingForToken"))
                            .to("{{throughline.systems.{{system}}.token-url}}?bridgeEndpoint=true&throwExceptionOnFailure=false"
                                + "&followRedirects=false&httpClientConfigurer=#{{system}}-token").id("{{system}}.call.token")
                        .otherwise()
                            .to("{{throughline.systems.{{system}}.url}}?bridgeEndpoint=true&throwExceptionOnFailure=false"
                                + "&followRedirects=false&httpClientConfigurer=#{{system}}-api").id("{{system}}.call.api")
                    .end()
                    .bean("wire", "hear").id("{{system}}.call.hear")
                .end()
                .bean("wire", "end").id("{{system}}.call.end");
    }
}
