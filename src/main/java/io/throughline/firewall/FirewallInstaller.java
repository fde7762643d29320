package io.throughline.firewall;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.HeaderFilterStrategyAware;
import org.apache.camel.support.LifecycleStrategySupport;

/**
 * Sets a {@link HeaderFirewall} on every component that can have one, present or created later, and on every endpoint,
 * so that an endpoint option cannot bring another filter back.
 */
public final class FirewallInstaller extends LifecycleStrategySupport {
    private final MeterRegistry meters;
    private final Map<String, HeaderProfile> profiles;
    private final Map<String, HeaderFirewall> firewalls = new ConcurrentHashMap<>();

    /** Each component gets the profile of its scheme. */
    public FirewallInstaller(MeterRegistry meters) {
        this(meters, Map.of());
    }

    /**
     * @param meters   where drops are counted
     * @param profiles per scheme, where it differs from {@link HeaderProfile#of}
     */
    public FirewallInstaller(MeterRegistry meters, Map<String, HeaderProfile> profiles) {
        this.meters = meters;
        this.profiles = Map.copyOf(profiles);
    }

    /** Installs into a context; call it before routes are added. */
    public void install(CamelContext context) {
        context.addLifecycleStrategy(this);
        for (String name : context.getComponentNames()) {
            Component component = context.hasComponent(name);
            if (component != null) {
                onComponentAdd(name, component);
            }
        }
        context.getEndpoints().forEach(this::onEndpointAdd);
    }

    @Override
    public void onComponentAdd(String name, Component component) {
        if (component instanceof HeaderFilterStrategyAware aware) {
            aware.setHeaderFilterStrategy(firewall(name));
        }
    }

    @Override
    public void onEndpointAdd(Endpoint endpoint) {
        if (endpoint instanceof HeaderFilterStrategyAware aware
                && !(aware.getHeaderFilterStrategy() instanceof HeaderFirewall)) {
            String uri = endpoint.getEndpointUri();
            aware.setHeaderFilterStrategy(firewall(uri.substring(0, uri.indexOf(':'))));
        }
    }

    private HeaderFirewall firewall(String scheme) {
        return firewalls.computeIfAbsent(
                scheme, name -> new HeaderFirewall(name, profiles.getOrDefault(name, HeaderProfile.of(name)), meters));
    }
}
