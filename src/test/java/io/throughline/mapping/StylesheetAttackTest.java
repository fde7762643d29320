package io.throughline.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.xml.transform.stream.StreamSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Stylesheets that reach for files, the network, the environment, or never end; each goes through the catalogue. */
class StylesheetAttackTest {

    private static final String SECRET = "TOP-SECRET-CONTENT";
    private static final Set<String> ENDLESS = Set.of("endless-loop", "huge-output");
    private static final Set<String> HARMLESS_ANSWERS = Set.of("environment", "system-property");

    @TempDir
    Path folder;

    private HttpServer server;
    private final AtomicInteger requests = new AtomicInteger();
    private Path secret;

    @BeforeEach
    void start() throws IOException {
        secret = Files.writeString(folder.resolve("secret.txt"), "<a>" + SECRET + "</a>");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    static Stream<String> attacks() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/stylesheet-attacks"))) {
            return files.map(file -> file.getFileName().toString().replace(".xsl", "")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void no_stylesheet_reads_writes_calls_or_runs_without_end(String attack) throws Exception {
        String text = Files.readString(Path.of("src/test/resources/stylesheet-attacks", attack + ".xsl"))
                .replace("@FILE@", secret.toUri().toString())
                .replace("@FOLDER@", folder.toUri().toString())
                .replace("@HTTP@", "http://127.0.0.1:" + server.getAddress().getPort());
        TreeMap<String, byte[]> files = new TreeMap<>();
        files.put("attack/" + attack + ".in.xsl", text.getBytes(StandardCharsets.UTF_8));
        String outcome;
        Duration limit = ENDLESS.contains(attack) ? Duration.ofMillis(200) : Duration.ofSeconds(30);
        try (Mappings mappings = new Mappings(new MappingFiles(files), limit)) {
            outcome = run(mappings, "attack/" + attack + ".in.xsl");
        } catch (IllegalStateException refusedAtCompileTime) {
            outcome = "refused: " + refusedAtCompileTime.getMessage();
        }
        if (HARMLESS_ANSWERS.contains(attack)) {
            assertThat(outcome).isEqualTo("{\"out\":\"\"}");
        } else {
            assertThat(outcome).startsWith("refused: ").doesNotContain(SECRET);
        }
        assertThat(requests).as("outbound requests").hasValue(0);
        assertThat(folder.resolve("written.xml")).doesNotExist();
    }

    private String run(Mappings mappings, String name) throws Exception {
        String payload = "<a href='" + secret.toUri() + "' path='unparsed-text(\"" + secret.toUri() + "\")'/>";
        Row row = Row.ofXml(
                1,
                "/a",
                mappings.saxon()
                        .processor()
                        .newDocumentBuilder()
                        .build(new StreamSource(new ByteArrayInputStream(payload.getBytes(StandardCharsets.UTF_8)))));
        try {
            JsonNode result = mappings.get(name).apply(row, Map.of());
            return result.toString();
        } catch (MappingFailure failure) {
            return "refused: " + failure.getMessage();
        }
    }
}
