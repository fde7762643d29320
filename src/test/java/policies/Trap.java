package policies;

import io.throughline.firewall.RouteLinter;
import io.throughline.firewall.RouteLinter.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.builder.DeadLetterChannelBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;

/** Plain Camel with policies and routes of a test, to see what it does and what our linter says of it. */
final class Trap implements AutoCloseable {

    /** The failing end of a route. */
    static final String FAILING = "direct:failing";

    final DefaultCamelContext context = new DefaultCamelContext();

    Trap() throws Exception {
        policy("none", policy -> policy.errorHandler(new org.apache.camel.builder.NoErrorHandlerBuilder()));
        route(FAILING, "failing", "none", route -> route.throwException(new IllegalStateException("down")));
    }

    /** A dead letter channel to {@code mock:dead} in full. */
    static DeadLetterChannelBuilder deadLetters() {
        DeadLetterChannelBuilder channel = bareDeadLetters("mock:dead");
        channel.deadLetterHandleNewException(false);
        channel.useOriginalMessage();
        return channel;
    }

    /** A dead letter channel as a careless person writes it. */
    static DeadLetterChannelBuilder bareDeadLetters(String uri) {
        return new DeadLetterChannelBuilder(uri);
    }

    Trap policy(String name, Consumer<RouteConfigurationDefinition> body) throws Exception {
        new RouteConfigurationBuilder() {
            @Override
            public void configuration() {
                body.accept(name == null ? routeConfiguration() : routeConfiguration(name));
            }
        }.addRouteConfigurationsToCamelContext(context);
        return this;
    }

    Trap route(String uri, String id, String policy, Consumer<RouteDefinition> body) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                RouteDefinition route = from(uri)
                        .routeId(id)
                        .routeDescription("A route of this test")
                        .routeGroup("test");
                body.accept(policy == null ? route : route.routeConfigurationId(policy));
            }
        });
        return this;
    }

    Trap start() {
        context.start();
        return this;
    }

    /** Sends a body and tells whether the sender saw it succeed. */
    boolean succeeds(Object body) {
        return succeeds(body, "1");
    }

    boolean succeeds(Object body, String id) {
        try {
            context.createProducerTemplate().sendBodyAndHeader("direct:in", body, "id", id);
            return true;
        } catch (CamelExecutionException failure) {
            return false;
        }
    }

    /** Bodies that arrived at a mock endpoint. */
    List<Object> at(String mock) {
        List<Object> bodies = new ArrayList<>();
        context.getEndpoint(mock, MockEndpoint.class)
                .getExchanges()
                .forEach(exchange -> bodies.add(exchange.getMessage().getBody()));
        return bodies;
    }

    /** Rules that the linter sees broken. */
    List<String> broken() {
        return RouteLinter.problems(context).stream()
                .map(Problem::rule)
                .distinct()
                .toList();
    }

    @Override
    public void close() throws IOException {
        context.close();
    }
}
