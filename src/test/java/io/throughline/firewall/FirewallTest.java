package io.throughline.firewall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.main.Main;
import org.apache.camel.model.RouteDefinition;
import org.junit.jupiter.api.Test;

class FirewallTest {

    /** A policy as the product has them. */
    public static final class Policies extends RouteConfigurationBuilder {
        @Override
        public void configuration() {
            routeConfiguration("command")
                    .onException(IllegalStateException.class)
                    .maximumRedeliveries(1);
        }
    }

    @Test
    void a_main_with_good_routes_starts_behind_the_firewall() {
        Main main = main(new Policies(), route("command"));
        main.start();
        try {
            HttpComponent http = main.getCamelContext().getComponent("http", HttpComponent.class);
            assertThat(http.getHeaderFilterStrategy()).isInstanceOf(HeaderFirewall.class);
            assertThat(RouteLinter.problems(main.getCamelContext())).isEmpty();
        } finally {
            main.stop();
        }
    }

    @Test
    void a_main_whose_route_names_a_policy_that_does_not_exist_refuses_to_start() {
        Main main = main(new Policies(), route("comand"));
        assertThatThrownBy(main::start).hasStackTraceContaining("route take-hires breaks policy-exists");
        main.stop();
    }

    @Test
    void a_route_made_from_a_template_is_walked_like_any_other() {
        Main main = main(new Policies(), new RouteBuilder() {
            @Override
            public void configure() {
                routeTemplate("careless")
                        .templateParameter("name")
                        .from("direct:{{name}}")
                        .routeDescription("Take hires")
                        .routeGroup("people")
                        .log("took ${body}");
                templatedRoute("careless").routeId("take-hires").parameter("name", "hires");
            }
        });
        assertThatThrownBy(main::start)
                .hasStackTraceContaining("route take-hires breaks direct-policy")
                .hasStackTraceContaining("route take-hires breaks log-body");
        main.stop();
    }

    private static Main main(RoutesBuilder... builders) {
        Main main = new Main();
        Firewall.configure(main, new SimpleMeterRegistry());
        for (RoutesBuilder builder : builders) {
            main.configure().addRoutesBuilder(builder);
        }
        return main;
    }

    private static RouteBuilder route(String policy) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                RouteDefinition route = from("direct:take-hires")
                        .routeId("take-hires")
                        .routeDescription("Take hires")
                        .routeGroup("people")
                        .routeConfigurationId(policy);
                route.to("http://127.0.0.1:1/x");
            }
        };
    }
}
