package io.throughline.http;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import org.apache.camel.CamelContext;
import org.apache.camel.component.micrometer.MicrometerConstants;
import org.apache.camel.component.micrometer.routepolicy.MicrometerRoutePolicyFactory;

/**
 * The meters of the process: JVM, Camel routes and whatever the product counts, in Prometheus text. Labels name parts
 * of the product (route, component, system) and never a client, project or worker.
 */
public final class Metrics {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    /** What counters ask, which a meter by itself does not keep alive. */
    private final List<LongSupplier> numbers = new CopyOnWriteArrayList<>();

    /** A registry with the light JVM meters. */
    public Metrics() {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
    }

    /** Where the product's own meters go. */
    public PrometheusMeterRegistry registry() {
        return registry;
    }

    /** Shows a number that only rises, under a name with dots. */
    public void count(String name, String description, LongSupplier number) {
        numbers.add(number);
        FunctionCounter.builder(name, number, LongSupplier::getAsLong)
                .description(description)
                .register(registry);
    }

    /** Puts the registry where Camel looks for it and measures every route of the context. */
    public void install(CamelContext context) {
        context.getRegistry().bind(MicrometerConstants.METRICS_REGISTRY_NAME, registry);
        MicrometerRoutePolicyFactory policies = new MicrometerRoutePolicyFactory();
        policies.setMeterRegistry(registry);
        policies.setCamelContext(context);
        context.addRoutePolicyFactory(policies);
    }

    /** All meters in the Prometheus text format, version 0.0.4. */
    String scrape() {
        return registry.scrape();
    }
}
