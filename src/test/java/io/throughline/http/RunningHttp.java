package io.throughline.http;

import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/** The HTTP surface for tests that bring their own context. */
public final class RunningHttp implements AutoCloseable {
    private final OperatorKey key;
    private final JolokiaEndpoint jolokia = new JolokiaEndpoint((person, action, subject) -> {});
    public final HttpSurface surface;

    public RunningHttp(Path folder) {
        key = OperatorKey.at(folder.resolve("operator.key"));
        surface = new HttpSurface(
                HttpSettings.on("127.0.0.1", 0),
                RouteTable.standard(),
                new Keyring(key),
                new HookSignatures(Map.of(), Clock.systemUTC()),
                new HealthChecks(Map.of()),
                new Metrics(),
                jolokia);
    }

    public HttpRequest.Builder operator(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + surface.port() + path))
                .header("X-API-Key", key.value());
    }

    @Override
    public void close() {
        jolokia.close();
    }
}
