package io.throughline.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What must answer for Throughline to be alive, as Camel health checks: each component is a name and a question. The
 * document is {@code {"status":"UP|DOWN","checks":[{"name":"broker","status":"UP"},...]}}; it names components and
 * nothing else, because it is readable without a key.
 */
public final class HealthChecks {
    private static final Logger LOG = LoggerFactory.getLogger(HealthChecks.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, BooleanSupplier> components;

    /**
     * @param components per component name, such as {@code broker} or {@code database}, whether it answers; an
     *                   exception counts as no
     */
    public HealthChecks(Map<String, BooleanSupplier> components) {
        this.components = new LinkedHashMap<>(components);
    }

    /** Registers the components with the context, so that JMX and Hawtio show them too. */
    public void register(CamelContext context) {
        HealthCheckRegistry registry = HealthCheckHelper.getHealthCheckRegistry(context);
        if (registry == null) {
            throw new IllegalStateException("camel-health is not on the class path");
        }
        components.forEach((name, answers) -> registry.register(new Component(name, answers)));
    }

    /** Asks everything once. */
    Report report(CamelContext context) {
        Map<String, Boolean> states = new TreeMap<>();
        for (HealthCheck.Result result : HealthCheckHelper.invoke(context, "full")) {
            boolean up = result.getState() != HealthCheck.State.DOWN;
            states.merge(result.getCheck().getId(), up, Boolean::logicalAnd);
        }
        boolean up = states.values().stream().allMatch(Boolean::booleanValue);
        ObjectNode document = JSON.createObjectNode().put("status", word(up));
        ArrayNode checks = document.putArray("checks");
        states.forEach((name, good) -> checks.addObject().put("name", name).put("status", word(good)));
        return new Report(up, document.toString());
    }

    private static String word(boolean up) {
        return up ? "UP" : "DOWN";
    }

    /** The answer of all checks: whether all are up, and the document. */
    record Report(boolean up, String json) {}

    private static final class Component extends AbstractHealthCheck {
        private final BooleanSupplier answers;

        Component(String name, BooleanSupplier answers) {
            super("throughline", name);
            this.answers = answers;
        }

        @Override
        public boolean isLiveness() {
            return true;
        }

        @Override
        protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
            try {
                builder.state(answers.getAsBoolean() ? HealthCheck.State.UP : HealthCheck.State.DOWN);
            } catch (RuntimeException e) {
                LOG.warn("Health check {} failed: {}", getId(), e.toString());
                builder.down();
            }
        }
    }
}
