package io.throughline.firewall;

import static io.throughline.firewall.RouteRules.problem;

import io.throughline.firewall.RouteLinter.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.camel.ErrorHandlerFactory;
import org.apache.camel.model.IdempotentConsumerDefinition;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.TransactedDefinition;
import org.apache.camel.model.errorhandler.DeadLetterChannelDefinition;

/** Rules for dead letter channels: written in full, and never beside what they make silently wrong. */
final class PolicyRules {

    private PolicyRules() {}

    static void check(ModelCamelContext context, RouteDefinition route, List<Problem> problems) {
        boolean deadLetters = false;
        for (RouteConfigurationDefinition policy : policies(context, route)) {
            if (policy.getErrorHandler() != null
                    && policy.getErrorHandler().getErrorHandlerType() instanceof DeadLetterChannelDefinition channel) {
                deadLetters = true;
                channel(route, channel, policy.getOnExceptions(), problems);
            }
        }
        if (route.isErrorHandlerFactorySet()) {
            ErrorHandlerFactory own = route.getErrorHandlerFactory();
            if (!deadLetters && own instanceof DeadLetterChannelDefinition channel) {
                deadLetters = true;
                channel(route, channel, nodes(route, OnExceptionDefinition.class), problems);
            }
        }
        if (deadLetters) {
            neighbours(route, problems);
        }
    }

    private static void channel(
            RouteDefinition route,
            DeadLetterChannelDefinition channel,
            Collection<OnExceptionDefinition> exceptions,
            List<Problem> problems) {
        if (!"false".equals(channel.getDeadLetterHandleNewException())) {
            problems.add(problem(
                    route,
                    "dead-letter-send",
                    "Its dead letter channel loses the message when the dead letter itself cannot be sent.",
                    "deadLetterHandleNewException(false), first in the chain."));
        }
        boolean original = "true".equals(channel.getUseOriginalMessage())
                && exceptions.stream().filter(PolicyRules::ends).allMatch(exception -> "true"
                        .equals(exception.getUseOriginalMessage()));
        if (!original) {
            problems.add(problem(
                    route,
                    "dead-letter-original",
                    "A dead letter of it may hold a half-made body; onException does not inherit the option.",
                    "useOriginalMessage() on the dead letter channel and on each of its onException clauses."));
        }
    }

    private static boolean ends(OnExceptionDefinition exception) {
        return exception.getHandledPolicy() == null
                && exception.getHandled() == null
                && exception.getContinuedPolicy() == null
                && exception.getContinued() == null;
    }

    private static void neighbours(RouteDefinition route, List<Problem> problems) {
        if (!nodes(route, TransactedDefinition.class).isEmpty()) {
            problems.add(problem(
                    route,
                    "dead-letter-transacted",
                    "transacted() beside a dead letter channel commits what was half written.",
                    "Let the bean open and close the database transaction."));
        }
        if (!nodes(route, IdempotentConsumerDefinition.class).isEmpty()) {
            problems.add(problem(
                    route,
                    "dead-letter-idempotent",
                    "An idempotent consumer beside a dead letter channel keeps the key of what failed; its replay is"
                            + " dropped as a duplicate.",
                    "Insert the key in the transaction of the effect."));
        }
    }

    private static List<RouteConfigurationDefinition> policies(ModelCamelContext context, RouteDefinition route) {
        List<RouteConfigurationDefinition> policies = new ArrayList<>();
        if (route.getRouteConfigurationId() != null) {
            for (String id : route.getRouteConfigurationId().split(",", -1)) {
                RouteConfigurationDefinition policy = context.getRouteConfigurationDefinition(id.strip());
                if (policy != null) {
                    policies.add(policy);
                }
            }
        }
        return policies;
    }

    private static <T extends ProcessorDefinition<?>> Collection<T> nodes(RouteDefinition route, Class<T> type) {
        return ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), type);
    }
}
