package flows;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.FlowBeans;
import io.throughline.RouteClasses;
import io.throughline.contract.Event;
import io.throughline.contract.Plan;
import io.throughline.contract.Settled;
import io.throughline.contract.Step;
import io.throughline.people.Canon;
import io.throughline.people.InMemorySnapshots;
import io.throughline.work.Deals;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The flow routes with their real policies and rules; the demo firm is known, with project P-1003 and its contract. */
abstract class FlowTest extends CamelTestSupport {

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        FlowBeans.all().forEach(context.getRegistry()::bind);
        FlowBeans.convertEvents(context);
        return context;
    }

    @Override
    protected RoutesBuilder[] createRouteBuilders() {
        return RouteClasses.find().stream()
                .filter(builder -> builder.getClass().getPackageName().equals("flows")
                        || builder.getClass().getSimpleName().equals("BatchPolicies"))
                .toArray(RoutesBuilder[]::new);
    }

    /** What is known before each test. */
    InMemorySnapshots firm() {
        return Deals.snapshots();
    }

    @BeforeEach
    void know() {
        FlowBeans.know(firm());
    }

    @AfterEach
    void forget() {
        FlowBeans.forget();
    }

    /** What the flow that owns an event plans. */
    Plan planOf(String type, String subject, Object data) {
        return template.requestBody("direct:dispatch", Canon.event(type, subject, data), Plan.class);
    }

    /** What the flow that asked for a step plans when it has been applied. */
    Plan planAfter(Event event, Step step, String reference, JsonNode result) {
        return template.request("direct:dispatch.settled", exchange -> {
                    exchange.setVariable("continuation", step.then());
                    exchange.getMessage().setBody(new Settled(event, step, reference, result));
                })
                .getMessage()
                .getBody(Plan.class);
    }
}
