package io.throughline.firewall;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.VetoCamelContextStartException;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.LifecycleStrategySupport;

/**
 * Walks the route model before the first route starts and refuses to start when a route breaks a rule that keeps
 * messages safe. The rules are those of {@link RouteRules} (the route as a whole), {@link PolicyRules} (its dead
 * letters) and {@link NodeRules} (its nodes).
 */
public final class RouteLinter {

    /**
     * One broken rule.
     *
     * @param route   id of the route
     * @param rule    kebab-case name of the rule
     * @param message what is wrong
     * @param cure    what to write instead
     */
    public record Problem(String route, String rule, String message, String cure) {
        @Override
        public String toString() {
            return "route " + route + " breaks " + rule + ": " + message + " Cure: " + cure;
        }
    }

    private RouteLinter() {}

    /** Every broken rule of every route of the context, those made from templates too; routes need not be started. */
    public static List<Problem> problems(CamelContext context) {
        ModelCamelContext model = (ModelCamelContext) context;
        List<Problem> problems = new ArrayList<>();
        for (RouteDefinition route : model.getRouteDefinitions()) {
            RouteRules.check(model, route, problems);
            PolicyRules.check(model, route, problems);
            NodeRules.check(route, problems);
        }
        return List.copyOf(problems);
    }

    /** Makes the context refuse to start, with all problems in one message, when there are any. */
    public static void install(CamelContext context) {
        context.addLifecycleStrategy(new LifecycleStrategySupport() {
            @Override
            public void onContextStarting(CamelContext starting) throws VetoCamelContextStartException {
                List<Problem> problems = problems(starting);
                if (!problems.isEmpty()) {
                    throw new VetoCamelContextStartException(report(problems), starting, true);
                }
            }
        });
    }

    private static String report(List<Problem> problems) {
        return problems.size() + " route problems, nothing was started:\n"
                + problems.stream().map(problem -> "  " + problem).collect(Collectors.joining("\n"));
    }
}
