package io.throughline.http;

import io.throughline.CamelBeans;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.main.Main;

/** A small camel-main application behind the real HTTP surface, on a free port. */
final class RunningSurface implements AutoCloseable {
    final OperatorKey key;
    /** Operations as {@code <person> <action> <subject>}. */
    final List<String> operations = new CopyOnWriteArrayList<>();

    final JolokiaEndpoint jolokia =
            new JolokiaEndpoint((person, action, subject) -> operations.add(person + " " + action + " " + subject));
    final Metrics metrics = new Metrics();
    final HttpSurface surface;
    final Main main = new Main();
    final HttpClient client = HttpClient.newHttpClient();

    RunningSurface(
            Path folder,
            HttpSettings settings,
            RouteTable table,
            Map<String, String> hookSecrets,
            Clock clock,
            Map<String, BooleanSupplier> components,
            RoutesBuilder... routes)
            throws Exception {
        CamelBeans.on();
        key = OperatorKey.at(folder.resolve("operator.key"));
        surface = new HttpSurface(
                settings,
                table,
                new Keyring(key),
                new HookSignatures(hookSecrets, clock),
                new HealthChecks(components),
                metrics,
                jolokia);
        surface.configure(main);
        for (RoutesBuilder builder : routes) {
            main.configure().addRoutesBuilder(builder);
        }
        main.start();
    }

    static RunningSurface with(Path folder, RoutesBuilder... routes) throws Exception {
        return new RunningSurface(
                folder,
                HttpSettings.on("127.0.0.1", 0),
                RouteTable.standard(),
                Map.of(),
                Clock.systemUTC(),
                Map.of(),
                routes);
    }

    int port() {
        return surface.port();
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    HttpRequest.Builder anonymous(String path) {
        return HttpRequest.newBuilder(uri(path));
    }

    HttpRequest.Builder operator(String path) {
        return anonymous(path).header("Authorization", "Bearer " + key.value());
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Sends exactly these bytes, for what an HTTP client library would refuse to send, and reads until the close. */
    String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    @Override
    public void close() {
        main.stop();
        jolokia.close();
    }
}
