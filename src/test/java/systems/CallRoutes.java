package systems;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.throughline.contract.Answer;
import io.throughline.contract.Delivery;
import io.throughline.delivery.http.ConnectorBeans;
import io.throughline.delivery.target.Readings;
import io.throughline.delivery.target.Targets;
import io.throughline.mapping.Mappings;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.main.Main;
import policies.BatchPolicies;
import policies.CallPolicies;

/** The real call routes, started through camel-main as the product does, against an address of the test's choosing. */
final class CallRoutes implements AutoCloseable {

    private static final Mappings MAPPINGS = Mappings.ofClassPath();

    private final Main main = new Main();

    CallRoutes(Map<String, String> settings, Clock clock, RoutesBuilder... systems) {
        Map<String, String> all = new HashMap<>(settings);
        ConnectorBeans beans = new ConnectorBeans(
                all::get, clock, (system, what, ids) -> JsonNodeFactory.instance.arrayNode(), MAPPINGS);
        beans.byName().forEach(main::bind);
        main.bind("readings", new Readings(new Targets(List.of(), null, step -> null, Duration.ZERO, clock)));
        beans.properties().forEach(main::addInitialProperty);
        main.addInitialProperty("camel.main.routeFilterIncludePattern", ".*\\.(call|fetch|extract)");
        main.configure().addRoutesBuilder(new CallPolicies());
        main.configure().addRoutesBuilder(new BatchPolicies());
        main.configure().addRoutesBuilder(new Channels());
        main.configure().addRoutesBuilder(new HttpDelivery());
        main.configure().addRoutesBuilder(new HttpReading());
        for (RoutesBuilder system : systems) {
            main.configure().addRoutesBuilder(system);
        }
        main.start();
    }

    Answer deliver(Delivery delivery) {
        return main.getCamelContext()
                .createProducerTemplate()
                .requestBody("direct:" + delivery.step().system() + ".call", delivery, Answer.class);
    }

    Object ask(String endpoint, Object question) {
        return main.getCamelContext().createProducerTemplate().requestBody(endpoint, question);
    }

    Main main() {
        return main;
    }

    @Override
    public void close() {
        main.stop();
    }
}
