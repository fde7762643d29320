package io.throughline.http;

import io.vertx.core.Future;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.BindException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import org.apache.camel.component.platform.http.PlatformHttpConstants;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;

/**
 * Camel's Vert.x server with access control in front of its router, so that there is no moment at which a path answers
 * unguarded, and with limits on what one connection may cost.
 */
final class GuardedServer extends VertxPlatformHttpServer {
    private static final Map<Integer, String> FAILURES = Map.of(
            400, "The request cannot be understood.",
            404, "There is nothing at this path.",
            405, "This path does not take this method.",
            406, "None of the accepted media types is available.",
            408, "The request took too long.",
            413, "The body is too large.",
            415, "This media type is not accepted.",
            500, "The request failed inside the server; its log has the reason.");

    private final HttpSettings settings;
    private final AccessControl control;
    private final BiConsumer<VertxPlatformHttpRouter, BodyHandler> handlers;
    private final Map<HttpConnection, Long> firstRequest = new ConcurrentHashMap<>();
    private VertxPlatformHttpRouter router;
    private HttpServer listening;

    GuardedServer(
            HttpSettings settings, AccessControl control, BiConsumer<VertxPlatformHttpRouter, BodyHandler> handlers) {
        super(configuration(settings));
        this.settings = settings;
        this.control = control;
        this.handlers = handlers;
    }

    private static VertxPlatformHttpServerConfiguration configuration(HttpSettings settings) {
        VertxPlatformHttpServerConfiguration configuration = new VertxPlatformHttpServerConfiguration();
        configuration.setBindHost(settings.host());
        configuration.setBindPort(settings.port());
        configuration.setPath("/");
        configuration.setMaxBodySize(settings.maxBody());
        configuration.getBodyHandler().setHandleFileUploads(false);
        return configuration;
    }

    @Override
    protected void initializeServer() {
        super.initializeServer();
        router = VertxPlatformHttpRouter.lookup(
                getCamelContext(), VertxPlatformHttpRouter.getRouterNameFromPort(settings.port()));
        BodyHandler body = BodyHandler.create(false).setBodyLimit(settings.maxBody());
        router.route().order(-1000).handler(control);
        router.post("/hooks/:vendor").order(-999).handler(context -> {
            if (AccessControl.awaitsVerification(context)) {
                body.handle(context);
            } else {
                context.next();
            }
        });
        router.post("/hooks/:vendor").order(-998).handler(control::verify);
        handlers.accept(router, body);
        FAILURES.forEach((status, detail) ->
                router.errorHandler(status, context -> Problems.answer(context.response(), status, detail)));
    }

    @Override
    protected void startServer() throws Exception {
        HttpServerOptions options = new HttpServerOptions()
                .setIdleTimeout((int) settings.idle().toMillis())
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setHttp2ClearTextEnabled(false)
                .setMaxHeaderSize(16 * 1024)
                .setMaxInitialLineLength(4 * 1024)
                .setDecompressionSupported(false)
                .setCompressionSupported(false);
        HttpServer server = getVertx().createHttpServer(options);
        server.connectionHandler(connection -> {
            // a client that has not finished its first request head by then is not in earnest
            long timer = getVertx().setTimer(settings.idle().toMillis(), id -> connection.close());
            firstRequest.put(connection, timer);
            connection.closeHandler(closed -> cancel(connection));
        });
        server.requestHandler(request -> {
            cancel(request.connection());
            router.handle(request);
        });
        try {
            listening = server.listen(settings.port(), settings.host())
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(30, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(sentence(e.getCause()), e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException("The HTTP server did not start within 30 s", e);
        }
    }

    private void cancel(HttpConnection connection) {
        Long timer = firstRequest.remove(connection);
        if (timer != null) {
            getVertx().cancelTimer(timer);
        }
    }

    private String sentence(Throwable cause) {
        String address = settings.host() + ":" + settings.port();
        return cause instanceof BindException
                ? "The HTTP address " + address + " cannot be bound (" + cause.getMessage()
                        + "); set throughline.http.port or throughline.http.host to another"
                : "The HTTP server on " + address + " did not start: " + cause.getMessage();
    }

    @Override
    protected void stopServer() {
        if (listening != null) {
            getCamelContext().removeComponent(PlatformHttpConstants.PLATFORM_HTTP_COMPONENT_NAME);
            finish(listening.close());
            listening = null;
        }
    }

    @Override
    protected void stopVertx() {
        if (getVertx() != null) {
            finish(getVertx().close());
        }
    }

    private static void finish(Future<Void> closing) {
        try {
            closing.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("The HTTP server did not stop", e);
        }
    }

    @Override
    public HttpServer getServer() {
        return listening;
    }

    @Override
    public int getPort() {
        return listening == null ? settings.port() : listening.actualPort();
    }

    /** Answers from a worker thread, so that slow work never blocks the event loop. */
    static void blocking(RoutingContext context, Work work) {
        context.vertx()
                .executeBlocking(
                        () -> {
                            work.answer(context);
                            return null;
                        },
                        false)
                .onFailure(context::fail);
    }

    /** Something that ends the response and may take its time. */
    interface Work {
        void answer(RoutingContext context) throws Exception;
    }
}
