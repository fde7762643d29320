package io.throughline.delivery.target;

import io.throughline.alerts.Alert;
import io.throughline.alerts.Alerts;
import io.throughline.journal.Audit;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.ServiceStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Suspends the route {@code <system>.deliver} while its circuit is open or its switch is thrown, and resumes it after
 * that. A route that a person suspended is left alone.
 */
public final class DeliveryRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryRoutes.class);
    private static final long PATIENCE_SECONDS = 60;

    private final Targets targets;
    private final KillSwitches switches;
    private final Audit audit;
    private final Alerts alerts;
    private final Set<String> suspended = new HashSet<>();

    public DeliveryRoutes(Targets targets, KillSwitches switches, Audit audit, Alerts alerts) {
        this.audit = audit;
        this.alerts = alerts;
        this.targets = targets;
        this.switches = switches;
    }

    /** Brings every delivery route to where its target says. */
    public synchronized void keep(CamelContext context) throws Exception {
        switches.refresh();
        Set<String> closed = targets.closed();
        for (String system : targets.all().keySet()) {
            String route = system + ".deliver";
            ServiceStatus status = context.getRouteController().getRouteStatus(route);
            if (closed.contains(system) && status == ServiceStatus.Started) {
                LOG.warn("{} is suspended: {}", route, why(system));
                context.getRouteController().suspendRoute(route, PATIENCE_SECONDS, TimeUnit.SECONDS);
                suspended.add(system);
                if (!stopped(system)) {
                    audit.inTransaction((connection, scribe) -> alerts.raise(connection, scribe, alert(system)));
                }
            } else if (!closed.contains(system) && status == ServiceStatus.Suspended && suspended.remove(system)) {
                context.getRouteController().resumeRoute(route);
                LOG.info("{} is resumed", route);
                audit.inTransaction((connection, scribe) -> {
                    alerts.close(connection, scribe, alert(system).fingerprint(), "the system answers again");
                    return null;
                });
            }
        }
    }

    private Alert alert(String system) {
        return Alert.ofSystem(
                Alert.Kind.CIRCUIT,
                "HIGH",
                system,
                "DOWN",
                system + " is down and is being probed; what goes there waits: " + why(system));
    }

    private boolean stopped(String system) {
        return switches.stopped(KillSwitches.Scope.SYSTEM).contains(system);
    }

    private String why(String system) {
        return switches.all().stream()
                .filter(stop ->
                        stop.scope() == KillSwitches.Scope.SYSTEM && stop.name().equals(system))
                .findFirst()
                .map(stop -> "stopped by " + stop.actor() + ", " + stop.reason())
                .orElseGet(() ->
                        String.valueOf(targets.get(system).circuit().view().reason()));
    }
}
