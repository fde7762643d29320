package io.throughline.firewall;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;

/** Puts header firewall and route linter into a Main, before its routes are added. */
public final class Firewall {

    private Firewall() {}

    /**
     * Call it before the Main starts. A route that breaks a rule then stops the start with a message that names the
     * route, the rule and the cure.
     *
     * @param meters where dropped headers are counted
     */
    public static void configure(Main main, MeterRegistry meters) {
        configure(main, meters, Map.of());
    }

    /**
     * The same with other profiles for some schemes, such as {@code "jms"} with one more header.
     *
     * @param profiles per scheme, where it differs from {@link HeaderProfile#of}
     */
    public static void configure(Main main, MeterRegistry meters, Map<String, HeaderProfile> profiles) {
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeConfigure(BaseMainSupport support) {
                new FirewallInstaller(meters, profiles).install(support.getCamelContext());
                RouteLinter.install(support.getCamelContext());
            }
        });
    }
}
