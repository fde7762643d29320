package journeys;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.FreePort;
import io.throughline.Product;
import io.throughline.Settings;
import io.throughline.contract.Json;
import io.throughline.delivery.http.ConnectorSettings;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * The whole product, with the sandbox, in this JVM: on free ports and in folders of its own, with a clock that a test may
 * move. Feeds are not polled and the console is off unless a setting says otherwise.
 */
public final class RunningProduct implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Path folder;
    private final AdjustableClock clock;
    private final Map<String, String> settings = new TreeMap<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private Product product;

    private RunningProduct(Path folder, AdjustableClock clock, Map<String, String> more) {
        this.folder = folder;
        this.clock = clock;
        String sandbox = free();
        ConnectorSettings.DEFAULTS.forEach((key, value) -> {
            if (value.contains("127.0.0.1:8090")) {
                settings.put(key, value.replace("127.0.0.1:8090", "127.0.0.1:" + sandbox));
            }
        });
        settings.put("throughline.data.dir", folder.resolve("data").toString());
        settings.put("throughline.exchange.dir", folder.resolve("exchange").toString());
        settings.put("throughline.sandbox.port", sandbox);
        settings.put("throughline.http.port", free());
        settings.put("throughline.broker.port", free());
        settings.put("throughline.hawtio.enabled", "false");
        settings.put("throughline.poll.enabled", "false");
        settings.put("throughline.files.poll-millis", "100");
        settings.put("throughline.files.stable-millis", "200");
        settings.put("throughline.sweep.millis", "200");
        settings.put("throughline.delivery.first-delay-millis", "100");
        settings.put("throughline.delivery.down-delay-millis", "300");
        settings.putAll(more);
    }

    /** Starts the product in a folder, with a clock that goes on from now. */
    public static RunningProduct in(Path folder) throws Exception {
        return in(folder, AdjustableClock.from(java.time.Instant.now()), Map.of());
    }

    /**
     * Starts the product in a folder.
     *
     * @param more settings besides those of this fixture
     */
    public static RunningProduct in(Path folder, AdjustableClock clock, Map<String, String> more) throws Exception {
        RunningProduct running = new RunningProduct(folder, clock, more);
        running.start();
        return running;
    }

    /** Starts again with the same folders, ports and clock. */
    public void start() throws Exception {
        product = Product.start(Settings.of(settings), clock);
    }

    /** Stops in an orderly way; the folders stay. */
    public void stop() {
        if (product != null) {
            product.close();
            product = null;
        }
    }

    public void restart() throws Exception {
        stop();
        start();
    }

    @Override
    public void close() {
        stop();
    }

    /** The parts inside. */
    public Product product() {
        return product;
    }

    public AdjustableClock clock() {
        return clock;
    }

    /** The settings that differ from the defaults. */
    public Map<String, String> settings() {
        return Map.copyOf(settings);
    }

    /** The value of a setting in use, such as a port. */
    public String setting(String key) {
        return Settings.of(settings).get(key);
    }

    /** A folder of a system, such as {@code done}. */
    public Path exchange(String system, String name) {
        return folder.resolve("exchange").resolve(system).resolve(name);
    }

    /** Drops a file the way careful senders do: written elsewhere, moved in whole. */
    public void drop(String system, String name, byte[] content) throws IOException {
        Path elsewhere = exchange(system, "in").resolve("." + Integer.toHexString(name.hashCode()) + ".part");
        Files.write(elsewhere, content);
        Files.move(elsewhere, exchange(system, "in").resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Drops a file and waits for its receipt. */
    public JsonNode dropAndAwait(String system, String name, byte[] content) throws IOException {
        drop(system, name, content);
        return awaitReceipt(system, name);
    }

    public JsonNode dropAndAwait(String system, String name, String content) throws IOException {
        return dropAndAwait(system, name, content.getBytes(StandardCharsets.UTF_8));
    }

    /** The receipt of a file, wherever it went. */
    public JsonNode awaitReceipt(String system, String name) {
        Path done = exchange(system, "done").resolve(name + ".receipt.json");
        Path rejected = exchange(system, "rejected").resolve(name + ".receipt.json");
        eventually().until(() -> Files.exists(done) || Files.exists(rejected));
        try {
            return Json.tree(Files.readAllBytes(Files.exists(done) ? done : rejected));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Waits for something that happens soon. */
    public static ConditionFactory eventually() {
        return Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50));
    }

    /** Waits until a question has this answer. */
    public static <T> void eventually(Callable<T> question, java.util.function.Predicate<T> answer) {
        eventually().until(question, answer::test);
    }

    /** Starts a route that waits to be started, such as the reading of a feed. */
    public void startRoute(String id) throws Exception {
        product.main().getCamelContext().getRouteController().startRoute(id);
    }

    /** Waits until a key has at least so many steps and all of them are done. */
    public void eventuallyDone(String key, int steps) {
        JsonNode[] last = new JsonNode[1];
        try {
            eventually().until(() -> {
                last[0] = trace(key);
                java.util.List<String> states = last[0].path("events").findValues("steps").stream()
                        .flatMap(list -> list.findValuesAsText("state").stream())
                        .toList();
                return states.size() >= steps && states.stream().allMatch("DONE"::equals);
            });
        } catch (org.awaitility.core.ConditionTimeoutException late) {
            throw new AssertionError(last[0] == null ? "no trace of " + key : last[0].toPrettyString(), late);
        }
    }

    public HttpResponse<String> get(String path) throws Exception {
        return http.send(request(path).GET().build(), BodyHandlers.ofString());
    }

    /** The JSON behind a path. */
    public JsonNode read(String path) throws Exception {
        return Json.tree(get(path).body());
    }

    /**
     * Posts JSON with the operator's key.
     *
     * @param headers names and values in turn
     */
    public HttpResponse<String> post(String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request = request(path).header("Content-Type", "application/json");
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    /** Everything known of a key such as {@code worker:W-0002}. */
    public JsonNode trace(String key) throws Exception {
        return read("/api/v1/trace/" + URLEncoder.encode(key, StandardCharsets.UTF_8));
    }

    /** What a sandbox vendor holds, in its own field names. */
    public JsonNode records(String system) throws Exception {
        return sandbox(system, "records");
    }

    /** Every write a sandbox vendor saw. */
    public JsonNode ledger(String system) throws Exception {
        return sandbox(system, "ledger");
    }

    /** Orders misbehaviour of a sandbox vendor, such as {@code {"kind":"down","times":-1}}. */
    public void fault(String system, String order) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(sandboxUri(system, "faults"))
                .POST(BodyPublishers.ofString(order))
                .build();
        if (http.send(request, BodyHandlers.ofString()).statusCode() != 201) {
            throw new IllegalArgumentException(order);
        }
    }

    public void clearFaults(String system) throws Exception {
        http.send(HttpRequest.newBuilder(sandboxUri(system, "faults")).DELETE().build(), BodyHandlers.discarding());
    }

    /** Sends a message as a JMS client does. */
    public void send(String queue, byte[] body) {
        try (ActiveMQConnectionFactory factory = connections();
                JMSContext context = factory.createContext("operator", operatorKey())) {
            context.createProducer().send(context.createQueue(queue), body);
        }
    }

    public void send(String queue, String body) {
        send(queue, body.getBytes(StandardCharsets.UTF_8));
    }

    /** The next message of a queue; fails when none comes. */
    public Received receive(String queue) throws JMSException {
        try (ActiveMQConnectionFactory factory = connections();
                JMSContext context = factory.createContext("operator", operatorKey());
                JMSConsumer consumer = context.createConsumer(context.createQueue(queue))) {
            Message message = consumer.receive(PATIENCE.toMillis());
            if (message == null) {
                throw new AssertionError("nothing came to " + queue);
            }
            byte[] body = message instanceof BytesMessage ? message.getBody(byte[].class) : new byte[0];
            return new Received(
                    body == null ? "" : new String(body, StandardCharsets.UTF_8),
                    message.getStringProperty("ThroughlineRule"),
                    message.getStringProperty("ThroughlineReason"));
        }
    }

    /** A refused message with the reasons. */
    public record Received(String body, String rule, String reason) {}

    /** A factory of connections as clients use them. */
    public ActiveMQConnectionFactory connections() {
        return new ActiveMQConnectionFactory("tcp://127.0.0.1:" + setting("throughline.broker.port"));
    }

    /** The operator's key, also while the product runs elsewhere. */
    public String operatorKey() {
        try {
            return product != null
                    ? product.wiring().operatorKey().value()
                    : Files.readString(folder.resolve("data/operator.key")).strip();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private JsonNode sandbox(String system, String what) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(sandboxUri(system, what)).build();
        return Json.mapper()
                .readTree(http.send(request, BodyHandlers.ofString()).body());
    }

    private URI sandboxUri(String system, String what) {
        return URI.create(
                "http://127.0.0.1:" + setting("throughline.sandbox.port") + "/sandbox/" + system + "/" + what);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + setting("throughline.http.port") + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + operatorKey());
    }

    private static String free() {
        return Integer.toString(FreePort.next());
    }
}
