package io.throughline.firewall;

import io.throughline.firewall.RouteLinter.Problem;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Set;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.util.URISupport;

/** Rules for a route as a whole: its names, its failure policy, what it consumes. */
final class RouteRules {

    private RouteRules() {}

    static void check(ModelCamelContext context, RouteDefinition route, List<Problem> problems) {
        names(route, problems);
        policy(context, route, problems);
        consumer(context, route, problems);
    }

    private static void names(RouteDefinition route, List<Problem> problems) {
        if (!route.hasCustomIdAssigned()) {
            problems.add(
                    problem(route, "route-id", "It has no id.", "routeId(\"<flow or vendor>.<step>\") after from."));
        }
        if (blank(route.getDescriptionText())) {
            problems.add(problem(
                    route, "route-description", "It has no description.", "routeDescription(\"<one sentence>\")."));
        }
        if (blank(route.getGroup())) {
            problems.add(problem(route, "route-group", "It has no group.", "routeGroup(\"<people|work|money|...>\")."));
        }
    }

    private static void policy(ModelCamelContext context, RouteDefinition route, List<Problem> problems) {
        String wanted = route.getRouteConfigurationId();
        if (blank(wanted)) {
            boolean direct = scheme(uri(context, route)).equals("direct");
            problems.add(
                    direct
                            ? problem(
                                    route,
                                    "direct-policy",
                                    "A direct route is not covered by the policy of its caller.",
                                    "routeConfigurationId of the caller, or \"step\" to repeat it as a unit.")
                            : problem(
                                    route,
                                    "policy-named",
                                    "It names no failure policy.",
                                    "routeConfigurationId(\"<policy>\")."));
            return;
        }
        for (String id : wanted.split(",", -1)) {
            if (context.getRouteConfigurationDefinition(id.strip()) == null) {
                problems.add(problem(
                        route,
                        "policy-exists",
                        "There is no failure policy named " + id.strip() + ", and Camel ignores that.",
                        "Correct the name, or add the policy to routes/policies."));
            } else if (!applied(route).contains(id.strip())) {
                problems.add(problem(
                        route,
                        "policy-applied",
                        "The failure policy " + id.strip() + " exists but was not applied.",
                        "Add the policies before the routes."));
            }
        }
    }

    private static Set<String> applied(RouteDefinition route) {
        Set<String> applied = route.getAppliedRouteConfigurationIds();
        return applied == null ? Set.of() : applied;
    }

    private static void consumer(ModelCamelContext context, RouteDefinition route, List<Problem> problems) {
        String uri = uri(context, route);
        if (scheme(uri).equals("jms") && !transacted(context, uri)) {
            problems.add(problem(
                    route,
                    "jms-transacted",
                    "Its JMS consumer acknowledges before the work is done and loses messages when the process dies.",
                    "transacted=true on the URI, or the scheme jms-batch."));
        }
        if (scheme(uri).equals("platform-http") && "true".equals(parameter(uri, "matchOnUriPrefix"))) {
            problems.add(problem(
                    route,
                    "exact-path",
                    "It takes every path below its own.",
                    "Name each path; leave matchOnUriPrefix out."));
        }
    }

    private static boolean transacted(ModelCamelContext context, String uri) {
        String option = parameter(uri, "transacted");
        return option == null
                ? context.hasComponent("jms") instanceof JmsComponent jms
                        && jms.getConfiguration().isTransacted()
                : option.equals("true");
    }

    static String parameter(String uri, String name) {
        try {
            Object value = URISupport.parseQuery(URISupport.extractQuery(uri)).get(name);
            return value == null ? null : value.toString();
        } catch (URISyntaxException e) {
            return null;
        }
    }

    private static String uri(ModelCamelContext context, RouteDefinition route) {
        return resolved(context, route.getInput().getEndpointUri());
    }

    static String resolved(ModelCamelContext context, String uri) {
        if (uri == null) {
            return "";
        }
        try {
            return context.resolvePropertyPlaceholders(uri);
        } catch (IllegalArgumentException e) {
            return uri; // Camel itself reports placeholders that have no value
        }
    }

    static String scheme(String uri) {
        int colon = uri.indexOf(':');
        return colon < 0 ? "" : uri.substring(0, colon);
    }

    static Problem problem(RouteDefinition route, String rule, String message, String cure) {
        return new Problem(route.getRouteId() == null ? "(without id)" : route.getRouteId(), rule, message, cure);
    }

    private static boolean blank(String text) {
        return text == null || text.isBlank();
    }
}
