package io.throughline.firewall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.firewall.RouteLinter.Problem;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.apache.camel.component.stub.StubComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RouteLinterTest {
    private static final AggregationStrategy KEEP_FIRST = new KeepFirst();

    /** A named strategy, as a route may use. */
    private static final class KeepFirst implements AggregationStrategy {
        @Override
        public org.apache.camel.Exchange aggregate(org.apache.camel.Exchange old, org.apache.camel.Exchange next) {
            return old == null ? next : old;
        }
    }

    static Stream<Arguments> badRoutes() {
        return Stream.of(
                bad("jms-transacted", from("jms:queue:intake.workday", r -> r.to("direct:x"))),
                bad("jms-transacted", from("jms:queue:intake.workday?transacted=false", r -> r.to("direct:x"))),
                bad("dynamic-endpoint", direct(r -> r.toD("jms:queue:${header.queue}"))),
                bad("dynamic-endpoint", direct(r -> r.toD("${variable.anything}"))),
                bad("dynamic-endpoint", direct(r -> r.recipientList().header("to"))),
                bad("dynamic-endpoint", direct(r -> r.recipientList().simple("${body}"))),
                bad("dynamic-endpoint", direct(r -> r.routingSlip().header("slip"))),
                bad("dynamic-endpoint", direct(r -> r.dynamicRouter().method(RouteLinterTest.class, "next"))),
                bad("dynamic-endpoint", direct(r -> r.enrich().simple("http://${header.host}/x"))),
                bad("dynamic-endpoint", direct(r -> r.pollEnrich().header("file"))),
                bad("dynamic-endpoint", direct(r -> r.wireTap("direct:${header.name}"))),
                bad("secret-in-uri", direct(r -> r.to("http://127.0.0.1/x?authPassword=abc"))),
                bad("secret-in-uri", direct(r -> r.to("http://127.0.0.1/x?key={{secret.of.erp}}"))),
                bad("secret-in-uri", direct(r -> r.to("http://user:word@127.0.0.1/x"))),
                bad("secret-in-uri", from("jms:queue:q?transacted=true&password=x", r -> r.to("direct:x"))),
                bad("log-body", direct(r -> r.log("Worker: ${body}"))),
                bad("log-body", direct(r -> r.log("Worker: ${bodyAs(String)}"))),
                bad("log-body", direct(r -> r.to("log:worker"))),
                bad(
                        "parts-stop-and-share",
                        direct(r -> r.split().body().to("direct:x").end())),
                bad("parts-stop-and-share", direct(r -> r.split()
                        .body()
                        .stopOnException()
                        .to("direct:x")
                        .end())),
                bad(
                        "parts-stop-and-share",
                        direct(r -> r.multicast().to("direct:x").end())),
                bad("nested-choice", direct(r -> r.choice()
                        .when()
                        .simple("${header.a} == 1")
                        .to("direct:a")
                        .otherwise()
                        .choice()
                        .when()
                        .simple("${header.b} == 1")
                        .to("direct:b")
                        .otherwise()
                        .to("direct:c")
                        .endChoice()
                        .end())),
                bad("choice-otherwise", direct(r -> r.choice()
                        .when()
                        .simple("${header.a} == 1")
                        .to("direct:a")
                        .end())),
                bad(
                        "lambda",
                        direct(r -> r.process(exchange -> exchange.getMessage().setBody("x")))),
                bad("lambda", direct(r -> r.setBody(exchange -> "x"))),
                bad("header-firewall", direct(r -> r.to("http://127.0.0.1/x?headerFilterStrategy=#mine"))),
                bad("exact-path", from("platform-http:/api?matchOnUriPrefix=true", r -> r.to("direct:x"))));
    }

    private static Arguments bad(String rule, RouteBuilder routes) {
        return Arguments.of(rule, routes);
    }

    @ParameterizedTest(name = "{0} [{index}]")
    @MethodSource("badRoutes")
    void a_route_that_breaks_one_rule_is_named_with_the_rule_and_a_cure(String rule, RouteBuilder routes)
            throws Exception {
        List<Problem> problems = problems(new Policies(), routes);
        assertThat(problems).extracting(Problem::rule).containsOnly(rule);
        assertThat(problems).extracting(Problem::route).containsOnly("bad");
        assertThat(problems).allSatisfy(problem -> assertThat(problem.cure()).isNotBlank());
    }

    @Test
    void a_route_without_id_description_group_and_policy_has_four_problems() throws Exception {
        assertThat(problems(routes(builder -> builder.from("timer:x").to("direct:x"))))
                .extracting(Problem::rule)
                .containsExactlyInAnyOrder("route-id", "route-description", "route-group", "policy-named");
    }

    @Test
    void a_direct_route_without_policy_has_a_rule_of_its_own() throws Exception {
        assertThat(problems(routes(builder -> builder.from("direct:bad")
                        .routeId("bad")
                        .description("d")
                        .routeGroup("g")
                        .to("direct:x"))))
                .extracting(Problem::rule)
                .containsExactly("direct-policy");
    }

    @Test
    void a_mistyped_policy_is_found() throws Exception {
        List<Problem> problems = problems(new Policies(), routes(builder -> builder.from("direct:bad")
                .routeId("bad")
                .description("d")
                .routeGroup("g")
                .routeConfigurationId("comand")
                .to("direct:x")));
        assertThat(problems).extracting(Problem::rule).containsExactly("policy-exists");
        assertThat(problems.get(0).message()).contains("comand");
    }

    @Test
    void a_policy_added_after_the_route_was_not_applied() throws Exception {
        assertThat(problems(direct(r -> r.to("direct:x")), new Policies()))
                .extracting(Problem::rule)
                .containsExactly("policy-applied");
    }

    @Test
    void good_routes_pass() throws Exception {
        assertThat(problems(
                        new Policies(),
                        from("jms:queue:intake.workday?transacted=true", r -> r.split()
                                .body()
                                .stopOnException()
                                .shareUnitOfWork()
                                .to("direct:x")
                                .end()),
                        from(
                                "jms-batch:queue:intake.kantata",
                                r -> r.multicast(KEEP_FIRST).to("direct:x").end(),
                                "b"),
                        from(
                                "direct:c",
                                r -> r.choice()
                                        .when()
                                        .simple("${header.a} == 1")
                                        .to("direct:a")
                                        .otherwise()
                                        .to("direct:b")
                                        .end()
                                        .log("took ${header.ThroughlineMessageId}"),
                                "c"),
                        from(
                                "direct:d",
                                r -> r.toD("jms:queue:deliver.${variable.system}")
                                        .filter()
                                        .simple("${body}")
                                        .to("direct:x")
                                        .end()
                                        .to("log:x?showBody=false")
                                        .to("http://127.0.0.1/x?authPassword=RAW({{erp.secret}})")
                                        .setBody()
                                        .constant("x"),
                                "d")))
                .isEmpty();
    }

    @Test
    void a_context_with_a_bad_route_refuses_to_start_and_says_which() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            RouteLinter.install(context);
            context.addRoutes(new Policies());
            context.addRoutes(direct(r -> r.log("Worker: ${body}")));
            assertThatThrownBy(context::start).hasStackTraceContaining("route bad breaks log-body");
            assertThat(context.isStarted()).isFalse();
        }
    }

    @Test
    void a_context_with_good_routes_starts() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            RouteLinter.install(context);
            context.addRoutes(new Policies());
            context.addRoutes(direct(r -> r.log("took ${header.ThroughlineMessageId}")));
            context.start();
            assertThat(context.isStarted()).isTrue();
        }
    }

    /** A router, for the bad route that uses one. */
    public static String next() {
        return null;
    }

    private static final class Policies extends RouteConfigurationBuilder {
        @Override
        public void configuration() {
            routeConfiguration("command")
                    .onException(IllegalStateException.class)
                    .maximumRedeliveries(1);
        }
    }

    private static List<Problem> problems(RoutesBuilder... builders) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.addComponent("jms-batch", new StubComponent());
            for (RoutesBuilder builder : builders) {
                if (builder instanceof RouteConfigurationBuilder policies) {
                    policies.addRouteConfigurationsToCamelContext(context);
                } else {
                    context.addRoutes(builder);
                }
            }
            return RouteLinter.problems(context);
        }
    }

    private static RouteBuilder direct(Consumer<RouteDefinition> body) {
        return from("direct:bad", body);
    }

    private static RouteBuilder from(String uri, Consumer<RouteDefinition> body) {
        return from(uri, body, "bad");
    }

    private static RouteBuilder from(String uri, Consumer<RouteDefinition> body, String id) {
        return routes(builder -> {
            RouteDefinition route = builder.from(uri)
                    .routeId(id)
                    .routeDescription("A route of this test")
                    .routeGroup("test")
                    .routeConfigurationId("command");
            body.accept(route);
        });
    }

    private static RouteBuilder routes(Consumer<RouteBuilder> body) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                body.accept(this);
            }
        };
    }
}
