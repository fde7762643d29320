package io.throughline.delivery.target;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.ServiceStatus;
import org.apache.camel.support.service.ServiceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Suspends the route {@code <system>.deliver} while its circuit is open or its switch is thrown, and resumes it after
 * that. A route that a person suspended is left alone. To suspend a route takes as long as what is under way in it, and
 * Camel suspends one route at a time; so each system has a thread that lets the work end before it asks Camel, and no
 * route waits for another.
 */
public final class DeliveryRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryRoutes.class);
    private static final long PATIENCE_SECONDS = 60;
    private static final long LOOK_MILLIS = 50;

    private final Targets targets;
    private final KillSwitches switches;
    private final Set<String> suspended = ConcurrentHashMap.newKeySet();
    private final Set<String> moving = ConcurrentHashMap.newKeySet();
    private ExecutorService movers;

    public DeliveryRoutes(Targets targets, KillSwitches switches) {
        this.targets = targets;
        this.switches = switches;
    }

    /** Begins to bring every delivery route to where its target says; the next look goes on where a route is not there yet. */
    public synchronized void keep(CamelContext context) {
        switches.refresh();
        Set<String> closed = targets.closed();
        for (String system : targets.all().keySet()) {
            ServiceStatus status = status(context, system);
            boolean toSuspend = closed.contains(system) && status == ServiceStatus.Started;
            boolean toResume =
                    !closed.contains(system) && status == ServiceStatus.Suspended && suspended.contains(system);
            if ((toSuspend || toResume) && moving.add(system)) {
                movers(context).execute(() -> move(context, system, toSuspend));
            }
        }
    }

    private ExecutorService movers(CamelContext context) {
        if (movers == null) {
            movers = context.getExecutorServiceManager().newCachedThreadPool(this, "delivery-routes");
        }
        return movers;
    }

    private void move(CamelContext context, String system, boolean toSuspend) {
        String route = route(system);
        try {
            if (toSuspend) {
                LOG.warn("{} is suspended: {}", route, why(system));
                suspend(context, route);
            } else {
                context.getRouteController().resumeRoute(route);
                LOG.info("{} is resumed", route);
            }
        } catch (Exception failed) {
            LOG.warn("{} stays as it is for now", route, failed);
        } finally {
            if (status(context, system) == ServiceStatus.Suspended) {
                suspended.add(system);
            } else {
                suspended.remove(system);
            }
            moving.remove(system);
        }
    }

    private static void suspend(CamelContext context, String route) throws Exception {
        Consumer consumer = context.getRoute(route).getConsumer();
        ServiceHelper.suspendService(consumer);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (context.getInflightRepository().size(route) > 0) {
            if (System.nanoTime() > deadline) {
                ServiceHelper.resumeService(consumer);
                throw new IllegalStateException("what is under way does not end");
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        context.getRouteController().suspendRoute(route, PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private static ServiceStatus status(CamelContext context, String system) {
        return context.getRouteController().getRouteStatus(route(system));
    }

    private static String route(String system) {
        return system + ".deliver";
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
