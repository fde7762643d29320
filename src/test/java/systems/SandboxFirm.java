package systems;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.RouteClasses;
import io.throughline.contract.Answer;
import io.throughline.contract.Delivery;
import io.throughline.contract.Step;
import io.throughline.mapping.Systems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.camel.RoutesBuilder;
import sandbox.Sandbox;

/** The sandbox vendors and the real call routes to them, with the payloads of the mappings' golden cases. */
final class SandboxFirm implements AutoCloseable {

    static final Instant NOW = Instant.parse("2026-10-31T12:00:00Z");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path CASES = Path.of("src/test/resources/outbound");

    private final Sandbox sandbox;
    private final CallRoutes routes;
    private final Map<String, String> references = new LinkedHashMap<>();
    private final HttpClient http = HttpClient.newHttpClient();

    SandboxFirm(Map<String, String> more) {
        try {
            sandbox = Sandbox.start(0, Clock.fixed(NOW, ZoneOffset.UTC));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        Map<String, String> settings = new HashMap<>();
        io.throughline.delivery.http.ConnectorSettings.DEFAULTS.forEach(
                (key, value) -> settings.put(key, value.replace("http://127.0.0.1:8090/sandbox", root())));
        settings.putAll(more);
        routes = new CallRoutes(settings, Clock.fixed(NOW, ZoneOffset.UTC), vendors());
    }

    /** The route file of every vendor. */
    private static RoutesBuilder[] vendors() {
        return RouteClasses.find().stream()
                .filter(one -> one.getClass().getPackageName().equals("systems"))
                .filter(one -> Systems.shipped().all().stream().anyMatch(system -> system.name()
                        .replace("-", "")
                        .equalsIgnoreCase(one.getClass().getSimpleName())))
                .toArray(RoutesBuilder[]::new);
    }

    private String root() {
        return "http://127.0.0.1:" + sandbox.port() + "/sandbox";
    }

    /** The payload of a golden case, such as {@code netsuite/customer.out/bank}. */
    static ObjectNode payload(String golden) {
        try {
            return (ObjectNode)
                    JSON.readTree(Files.readAllBytes(CASES.resolve(golden).resolve("in.json")))
                            .path("payload");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    Answer deliver(String system, String operation, JsonNode payload, boolean inDoubt) {
        Step step = Step.of("step", system, operation, "lane", payload);
        return routes.deliver(
                new Delivery(1, step, "e-1", "e-1/step", inDoubt ? 2 : 1, inDoubt, Map.copyOf(references)));
    }

    /** Delivers, expects it to be applied and keeps the reference under the canonical name. */
    Answer.Applied apply(String system, String operation, JsonNode payload, String object) {
        Answer answer = deliver(system, operation, payload, false);
        if (!(answer instanceof Answer.Applied applied)) {
            throw new AssertionError(system + "." + operation + ": " + answer);
        }
        references.put(object + "@" + system, applied.reference());
        return applied;
    }

    void know(String reference, String id) {
        references.put(reference, id);
    }

    Object ask(String endpoint, Object question) {
        return routes.ask(endpoint, question);
    }

    /** Writes in the ledger that took effect. */
    long applied(String vendor, String method) {
        return StreamSupport.stream(get("/" + vendor + "/ledger").spliterator(), false)
                .filter(entry -> entry.path("applied").asBoolean()
                        && entry.path("method").asText().equals(method))
                .count();
    }

    JsonNode get(String path) {
        return send(HttpRequest.newBuilder(URI.create(root() + path)).GET());
    }

    JsonNode post(String path, String body) {
        return send(HttpRequest.newBuilder(URI.create(root() + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    JsonNode delete(String path) {
        return send(HttpRequest.newBuilder(URI.create(root() + path)).DELETE());
    }

    private JsonNode send(HttpRequest.Builder request) {
        try {
            byte[] body = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray())
                    .body();
            return JSON.readTree(body);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    String scimUrl() {
        return root() + "/scim/v2";
    }

    @Override
    public void close() {
        routes.close();
        sandbox.close();
    }
}
