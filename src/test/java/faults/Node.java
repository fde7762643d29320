package faults;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.FreePort;
import io.throughline.contract.Json;
import io.throughline.contract.Waypoint;
import java.io.IOException;
import java.io.Writer;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** One node: the product in a process that is killed and started again on the same folders and ports. */
final class Node implements AutoCloseable {

    private final Path folder;
    private final Map<String, String> settings = new TreeMap<>();
    /** Without Camel's beans, because they are a third of the work of a start. */
    private static final String NO_BEANS = "-Dorg.apache.camel.jmx.disabled=true";

    private final List<String> jvm = new ArrayList<>(List.of("-Xmx224m", NO_BEANS));
    private final List<String> under = new ArrayList<>();
    private final ClassArchive archive;
    private final int control = FreePort.next();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private Breakage breakage = Breakage.NONE;
    private Path hiding;
    private Path log;
    private String external;
    private String brokerPort;
    private Child process;
    private int starts;

    Node(Path folder, Map<String, String> settings, ClassArchive archive) {
        this.folder = folder;
        this.archive = archive;
        this.log = folder.resolve("node.log");
        this.settings.putAll(settings);
        this.settings.put("throughline.http.port", Integer.toString(FreePort.next()));
        this.brokerPort = Integer.toString(FreePort.next());
        this.settings.put("throughline.broker.port", brokerPort);
    }

    Node set(String key, String value) {
        settings.put(key, value);
        return this;
    }

    /** In all settings whose keys begin so, one place takes that of another. */
    void redirect(String keys, String from, String to) {
        settings.replaceAll((key, value) -> key.startsWith(keys) ? value.replace(from, to) : value);
    }

    String setting(String key) {
        return settings.get(key);
    }

    Node jvm(String... options) {
        jvm.addAll(List.of(options));
        return this;
    }

    /** With Camel's beans of everything, down to each step of a route, and the memory, as the product has them by itself. */
    Node withAllBeans() {
        jvm.remove(NO_BEANS);
        jvm.add("-Xmx384m");
        return this;
    }

    Node under(String... command) {
        under.addAll(List.of(command));
        return this;
    }

    /** Switches a protection off from the next start on. */
    Node without(Breakage protection) {
        breakage = protection;
        return this;
    }

    /** Resources of this folder hide those of the product from the next start on. */
    Node hiding(Path resources) {
        hiding = resources;
        return this;
    }

    /** Takes its messages from a broker in another process, and so do its clients. */
    Node brokerAt(int port, String user, String password) {
        external = password;
        brokerPort = Integer.toString(port);
        settings.put("throughline.broker.url", "tcp://127.0.0.1:" + port + "?callTimeout=5000");
        settings.put("throughline.broker.user", user);
        settings.put("throughline.broker.password", password);
        return this;
    }

    /** Another place for the log. */
    Node logTo(Path file) {
        log = file;
        return this;
    }

    /** Launches the process without waiting for it. */
    Node launch() throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve("node.properties");
        Properties properties = new Properties();
        properties.putAll(settings);
        try (Writer out = Files.newBufferedWriter(file)) {
            properties.store(out, null);
        }
        Child.Builder child = Child.of("node", NodeMain.class).hiding(hiding).classPath(archive.classPath());
        if (hiding == null) {
            child.jvm(archive.flags().toArray(String[]::new));
        }
        process = child.jvm(jvm.toArray(String[]::new))
                .under(under.toArray(String[]::new))
                .with(file.toString(), Integer.toString(control), breakage.name())
                .start(log());
        starts++;
        return this;
    }

    /** Starts and waits until everything is up. */
    Node start() throws IOException {
        launch();
        Patience.until(
                "the node is up; see " + log(),
                () -> !process.alive() || ask("/ready").path("ready").asBoolean());
        if (!process.alive()) {
            throw new AssertionError("the node did not start; the end of " + log() + ":\n" + endOfLog());
        }
        return this;
    }

    private String endOfLog() throws IOException {
        List<String> lines = Files.readAllLines(log());
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
    }

    /** Kills without a word and starts again. */
    void killAndRestart() throws IOException {
        process.kill();
        start();
    }

    /** Arms a crash point. */
    void arm(Waypoint waypoint, int times) {
        ask("/arm?at=" + waypoint + "&n=" + times);
    }

    Child process() {
        return process;
    }

    int starts() {
        return starts;
    }

    Path log() {
        return log;
    }

    Path exchange(String system, String where) {
        return Path.of(settings.get("throughline.exchange.dir"), system, where);
    }

    /** A question to the control port, see {@link NodeControl}. */
    JsonNode ask(String path) {
        HttpResponse<String> answer =
                sent(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + control + path.replace(" ", "%20")))
                        .timeout(Duration.ofSeconds(30))
                        .build());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(path + ": " + answer.body());
        }
        return Json.mapper().valueToTree(Json.tree(answer.body()));
    }

    JsonNode sql(String statement) {
        return ask(
                "/sql?q=" + URLEncoder.encode(statement, StandardCharsets.UTF_8).replace("+", "%20"));
    }

    /** A call to the product's own API with the operator's key. */
    HttpResponse<String> api(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + settings.get("throughline.http.port") + path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + key())
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return sent(request.build());
    }

    /** Connections as a client's. */
    ActiveMQConnectionFactory connections() {
        ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(
                "tcp://127.0.0.1:" + brokerPort + "?callTimeout=2000&callFailoverTimeout=2000");
        factory.setUser("operator");
        factory.setPassword(external == null ? key() : external);
        return factory;
    }

    String key() {
        try {
            return Files.readString(Path.of(settings.get("throughline.data.dir"), "operator.key"))
                    .strip();
        } catch (IOException notYet) {
            throw new IllegalStateException(notYet);
        }
    }

    private HttpResponse<String> sent(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new IllegalStateException(request.uri().getPath() + ": " + failed, failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    @Override
    public void close() {
        if (process != null) {
            process.close();
        }
    }
}
