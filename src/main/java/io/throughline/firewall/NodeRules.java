package io.throughline.firewall;

import static io.throughline.firewall.RouteRules.problem;

import io.throughline.firewall.RouteLinter.Problem;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.DynamicRouterDefinition;
import org.apache.camel.model.EnrichDefinition;
import org.apache.camel.model.ExpressionNode;
import org.apache.camel.model.LogDefinition;
import org.apache.camel.model.MulticastDefinition;
import org.apache.camel.model.PollEnrichDefinition;
import org.apache.camel.model.ProcessDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RecipientListDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RoutingSlipDefinition;
import org.apache.camel.model.SendDefinition;
import org.apache.camel.model.SplitDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.model.WireTapDefinition;
import org.apache.camel.model.language.ConstantExpression;
import org.apache.camel.model.language.ExpressionDefinition;
import org.apache.camel.model.language.SimpleExpression;

/** Rules for the nodes of a route: where they send, what they log, how they split and choose. */
final class NodeRules {
    private static final Pattern SECRET = Pattern.compile(
            "(?i)[?&](?:[a-z0-9.-]*(?:password|passwd|passphrase|secret|token|apikey|accesskey)|key)=(?!RAW\\(\\{\\{)");
    private static final Pattern USER_INFO = Pattern.compile("//[^/@?]*:[^/@?]*@");
    private static final Pattern BODY = Pattern.compile("\\$(?:simple)?\\{\\s*(?:in\\.|out\\.|message\\.)?"
            + "(?:body|mandatoryBody|bodyAs|prettyBody|bodyOneLine|originalBody|toJson|toPrettyJson)");
    /** Anything in a dynamic address but variables, which only our own code sets. */
    private static final Pattern MESSAGE_DATA = Pattern.compile("\\$(?:simple)?\\{(?!\\s*variable[.:\\[])");

    private NodeRules() {}

    @SuppressWarnings({"rawtypes", "unchecked"})
    static void check(RouteDefinition route, List<Problem> problems) {
        secret(route, "from", route.getInput().getEndpointUri(), problems);
        Collection<ProcessorDefinition> nodes =
                ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), ProcessorDefinition.class);
        for (ProcessorDefinition<?> node : nodes) {
            addresses(route, node, problems);
            logs(route, node, problems);
            parts(route, node, problems);
            choices(route, node, problems);
            lambdas(route, node, problems);
        }
    }

    private static void addresses(RouteDefinition route, ProcessorDefinition<?> node, List<Problem> problems) {
        if (node instanceof SendDefinition<?> send) {
            secret(route, node.getId(), send.getEndpointUri(), problems);
            if (send.getEndpointUri() != null && send.getEndpointUri().contains("headerFilterStrategy=")) {
                problems.add(problem(
                        route,
                        "header-firewall",
                        "An endpoint brings its own header filter.",
                        "Leave headerFilterStrategy out; the firewall is set on every component."));
            }
        } else if (node instanceof ToDynamicDefinition to) {
            secret(route, node.getId(), to.getUri(), problems);
            boolean literal = node instanceof WireTapDefinition<?> tap && "false".equals(tap.getDynamicUri());
            if (!literal && dynamic(to.getUri())) {
                problems.add(dynamicAddress(route, "toD or wireTap " + to.getUri()));
            }
        } else if (node instanceof RecipientListDefinition<?>
                || node instanceof RoutingSlipDefinition<?>
                || node instanceof DynamicRouterDefinition<?>
                || node instanceof EnrichDefinition
                || node instanceof PollEnrichDefinition) {
            ExpressionDefinition expression = ((ExpressionNode) node).getExpression();
            if (!fixed(expression)) {
                problems.add(dynamicAddress(route, node.getShortName()));
            }
        }
    }

    private static Problem dynamicAddress(RouteDefinition route, String what) {
        return problem(
                route,
                "dynamic-endpoint",
                what + " takes its address from the message.",
                "to(\"<literal URI>\"), or toD with a literal scheme and ${variable.*} that a bean has set.");
    }

    private static boolean dynamic(String uri) {
        return uri == null || MESSAGE_DATA.matcher(uri).find() || uri.startsWith("$");
    }

    private static boolean fixed(ExpressionDefinition expression) {
        if (expression == null) {
            return false;
        }
        ExpressionDefinition actual =
                expression.getExpressionType() == null ? expression : expression.getExpressionType();
        if (actual instanceof ConstantExpression || "constant".equals(actual.getLanguage())) {
            return true;
        }
        return (actual instanceof SimpleExpression || "simple".equals(actual.getLanguage()))
                && !dynamic(actual.getExpression());
    }

    private static void secret(RouteDefinition route, String node, String uri, List<Problem> problems) {
        if (uri != null && (SECRET.matcher(uri).find() || USER_INFO.matcher(uri).find())) {
            problems.add(problem(
                    route,
                    "secret-in-uri",
                    "An address " + (node == null || node.isEmpty() ? "" : "(" + node + ") ") + "carries a secret.",
                    "Set it on the component or the client bean."));
        }
    }

    private static void logs(RouteDefinition route, ProcessorDefinition<?> node, List<Problem> problems) {
        boolean message = node instanceof LogDefinition log
                && log.getMessage() != null
                && BODY.matcher(log.getMessage()).find();
        boolean component = node instanceof SendDefinition<?> send
                && RouteRules.scheme(send.getEndpointUri() == null ? "" : send.getEndpointUri())
                        .equals("log")
                && !"false".equals(RouteRules.parameter(send.getEndpointUri(), "showBody"));
        if (message || component) {
            problems.add(
                    problem(route, "log-body", "It writes message bodies to the log.", "Log ids and counts only."));
        }
    }

    private static void parts(RouteDefinition route, ProcessorDefinition<?> node, List<Problem> problems) {
        boolean safe = true;
        if (node instanceof SplitDefinition split) {
            safe = (on(split.getStopOnException()) && on(split.getShareUnitOfWork()))
                    || split.getAggregationStrategyBean() != null
                    || split.getAggregationStrategy() != null;
        } else if (node instanceof MulticastDefinition multicast) {
            safe = (on(multicast.getStopOnException()) && on(multicast.getShareUnitOfWork()))
                    || multicast.getAggregationStrategyBean() != null
                    || multicast.getAggregationStrategy() != null;
        }
        if (!safe) {
            problems.add(problem(
                    route,
                    "parts-stop-and-share",
                    node.getShortName() + " goes on as success when a part fails.",
                    "stopOnException().shareUnitOfWork(), or an aggregation strategy of your own."));
        }
    }

    private static void choices(RouteDefinition route, ProcessorDefinition<?> node, List<Problem> problems) {
        if (!(node instanceof ChoiceDefinition choice)) {
            return;
        }
        if (choice.getOtherwise() == null) {
            problems.add(problem(
                    route,
                    "choice-otherwise",
                    "A choice drops what no branch wants.",
                    "otherwise() with a PermanentFailure, or filter() when dropping is meant."));
        }
        if (ProcessorDefinitionHelper.findFirstParentOfType(ChoiceDefinition.class, choice, true) != null) {
            problems.add(problem(
                    route, "nested-choice", "A choice stands inside a choice.", "Split it into direct routes."));
        }
    }

    private static void lambdas(RouteDefinition route, ProcessorDefinition<?> node, List<Problem> problems) {
        Object code = null;
        if (node instanceof ProcessDefinition process) {
            code = process.getProcessor();
        } else if (node instanceof ExpressionNode expression && expression.getExpression() != null) {
            code = expression.getExpression().getExpressionValue();
        }
        if (code != null && nameless(code.getClass())) {
            problems.add(problem(
                    route,
                    "lambda",
                    "A node runs code written into the route.",
                    "bean(<Class>.class, \"<method>\") with typed parameters."));
        }
    }

    /** Camel builds expressions of its own from anonymous classes; of those only the wrappers of lambdas count. */
    private static boolean nameless(Class<?> type) {
        boolean camel = type.getName().startsWith("org.apache.camel.")
                && !type.getName().startsWith("org.apache.camel.model.ProcessorDefinition$");
        return !camel && (type.isHidden() || type.isAnonymousClass() || type.isSynthetic());
    }

    private static boolean on(String option) {
        return "true".equals(option);
    }
}
