package io.throughline.http;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;

/**
 * One HTTP server on one address for everything: the {@code platform-http} endpoints of routes, health, metrics,
 * Jolokia and the redirect to Hawtio, all behind {@link AccessControl}. Camel's own two servers stay off: they bind to
 * all interfaces unless told otherwise.
 */
public final class HttpSurface implements AutoCloseable {
    private final HttpSettings settings;
    private final HealthChecks health;
    private final Metrics metrics;
    private final JolokiaEndpoint jolokia;
    private final GuardedServer server;

    /**
     * @param settings   address and limits
     * @param table      the paths that exist; usually {@link RouteTable#standard()}
     * @param keys       who may come in
     * @param signatures opens {@code /hooks/<vendor>} to signed deliveries
     * @param health     what {@code /observe/health} asks
     * @param metrics    what {@code /observe/metrics} shows
     * @param jolokia    what answers at {@code /observe/jolokia}
     */
    public HttpSurface(
            HttpSettings settings,
            RouteTable table,
            Keyring keys,
            HookSignatures signatures,
            HealthChecks health,
            Metrics metrics,
            JolokiaEndpoint jolokia) {
        this.settings = settings;
        this.health = health;
        this.metrics = metrics;
        this.jolokia = jolokia;
        this.server = new GuardedServer(
                settings, new AccessControl(keys, signatures, table, settings.maxBody()), this::install);
    }

    /**
     * Prepares a Main that has not been started: sets its properties and puts the server up before its routes.
     *
     * @throws IllegalStateException at the start of the Main, naming address and setting, when the port is taken
     */
    public void configure(Main main) {
        main.addInitialProperty("camel.server.enabled", "false");
        main.addInitialProperty("camel.management.enabled", "false");
        main.addInitialProperty("camel.metrics.enabled", "false");
        main.addInitialProperty("camel.health.enabled", "true");
        main.addInitialProperty("camel.health.routesEnabled", "false");
        main.addInitialProperty("camel.health.consumersEnabled", "false");
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void afterConfigure(BaseMainSupport support) {
                install(support.getCamelContext());
            }
        });
    }

    /** Puts everything into a context whose routes are not started yet; for contexts without a Main. */
    public void install(CamelContext context) {
        health.register(context);
        metrics.install(context);
        try {
            context.addService(server, true, true);
        } catch (Exception e) {
            throw e instanceof RuntimeException failure ? failure : new IllegalStateException(e);
        }
    }

    /** The port in use; the configured one until the server has started. */
    public int port() {
        return server.getPort();
    }

    private void install(VertxPlatformHttpRouter router, BodyHandler body) {
        router.get("/observe/health").handler(context -> GuardedServer.blocking(context, this::answerHealth));
        router.head("/observe/health").handler(context -> GuardedServer.blocking(context, this::answerHealth));
        router.get("/observe/metrics").handler(context -> GuardedServer.blocking(context, this::answerMetrics));
        for (String path : new String[] {"/observe/jolokia", "/observe/jolokia/*"}) {
            router.get(path).handler(context -> GuardedServer.blocking(context, this::answerJolokiaGet));
            router.post(path).handler(body);
            router.post(path).handler(context -> GuardedServer.blocking(context, this::answerJolokiaPost));
        }
        router.get("/hawtio").handler(this::redirectToHawtio);
    }

    private void answerHealth(RoutingContext context) {
        HealthChecks.Report report = health.report(server.getCamelContext());
        json(context, report.up() ? 200 : 503, report.json());
    }

    private void answerMetrics(RoutingContext context) {
        context.response().putHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
        context.response().end(metrics.scrape());
    }

    private void answerJolokiaGet(RoutingContext context) {
        String path = context.normalizedPath().substring("/observe/jolokia".length());
        JolokiaEndpoint.Reply reply = jolokia.get(
                URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8), parameters(context.queryParams()));
        json(context, reply.status(), reply.json());
    }

    private void answerJolokiaPost(RoutingContext context) {
        Buffer body = context.body().buffer();
        JolokiaEndpoint.Reply reply = jolokia.post(
                context.request().getHeader(Keyring.ACTOR),
                body == null ? new byte[0] : body.getBytes(),
                parameters(context.queryParams()));
        json(context, reply.status(), reply.json());
    }

    private void redirectToHawtio(RoutingContext context) {
        if (settings.hawtioAddress() == null) {
            Problems.answer(context.response(), 404, "The Hawtio console is switched off.");
        } else {
            context.response()
                    .setStatusCode(302)
                    .putHeader("Location", settings.hawtioAddress())
                    .end();
        }
    }

    private static void json(RoutingContext context, int status, String document) {
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .putHeader("Cache-Control", "no-store")
                .end(document);
    }

    private static Map<String, String[]> parameters(MultiMap query) {
        Map<String, String[]> parameters = new HashMap<>();
        query.names().forEach(name -> parameters.put(name, query.getAll(name).toArray(new String[0])));
        return parameters;
    }

    @Override
    public void close() {
        server.stop();
        jolokia.close();
    }
}
