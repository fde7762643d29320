package io.throughline.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObserveTest {
    private static final Set<String> LABELS = Set.of(
            "area",
            "id",
            "state",
            "camelContext",
            "eventType",
            "failed",
            "kind",
            "routeId",
            "quantile",
            "le",
            "camel_context",
            "camel_runtime_provider",
            "camel_runtime_version",
            "camel_version",
            "component",
            "direction",
            "system",
            "queue",
            "outcome",
            "type",
            "flow");
    private static final AtomicBoolean BROKER = new AtomicBoolean(true);

    @TempDir
    static Path folder;

    private static RunningSurface surface;

    @BeforeAll
    static void start() throws Exception {
        surface = new RunningSurface(
                folder,
                HttpSettings.on("127.0.0.1", 0),
                RouteTable.standard(),
                Map.of(),
                Clock.systemUTC(),
                Map.of("broker", BROKER::get, "database", () -> true),
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("platform-http:/api/v1/events?httpMethodRestrict=POST")
                                .routeId("take-event")
                                .setBody(constant("in"));
                    }
                });
    }

    @AfterAll
    static void stop() {
        surface.close();
    }

    @Test
    void health_follows_broker_and_database() throws Exception {
        HttpResponse<String> up = surface.send(surface.anonymous("/observe/health"));
        assertThat(up.statusCode()).isEqualTo(200);
        assertThat(up.body()).startsWith("{\"status\":\"UP\"").contains("{\"name\":\"broker\",\"status\":\"UP\"}");
        BROKER.set(false);
        try {
            HttpResponse<String> down = surface.send(surface.anonymous("/observe/health"));
            assertThat(down.statusCode()).isEqualTo(503);
            assertThat(down.body())
                    .startsWith("{\"status\":\"DOWN\"")
                    .contains("{\"name\":\"broker\",\"status\":\"DOWN\"}")
                    .contains("{\"name\":\"database\",\"status\":\"UP\"}");
        } finally {
            BROKER.set(true);
        }
    }

    @Test
    void metrics_show_jvm_and_routes_with_labels_of_the_product_only() throws Exception {
        surface.send(surface.operator("/api/v1/events").POST(HttpRequest.BodyPublishers.ofString("{}")));
        HttpResponse<String> answer = surface.send(surface.operator("/observe/metrics"));
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/plain");
        assertThat(answer.body()).contains("jvm_memory_used_bytes").contains("routeId=\"take-event\"");
        assertThat(labels(answer.body())).isSubsetOf(LABELS);
    }

    @Test
    void the_server_listens_on_the_configured_address_only() throws Exception {
        for (NetworkInterface network : Collections.list(NetworkInterface.getNetworkInterfaces())) {
            for (var address : Collections.list(network.getInetAddresses())) {
                if (address instanceof Inet4Address && !address.isLoopbackAddress()) {
                    assertThatThrownBy(() -> connect(new InetSocketAddress(address, surface.port())));
                }
            }
        }
        assertThatThrownBy(() ->
                connect(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 2}), surface.port())));
        connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), surface.port()));
    }

    @Test
    void a_taken_port_stops_the_start_with_the_setting_that_changes_it() throws Exception {
        try (ServerSocket taken = new ServerSocket()) {
            taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            HttpSettings settings = HttpSettings.on("127.0.0.1", taken.getLocalPort());
            assertThatThrownBy(() -> new RunningSurface(
                            folder, settings, RouteTable.standard(), Map.of(), Clock.systemUTC(), Map.of()))
                    .hasStackTraceContaining("127.0.0.1:" + taken.getLocalPort())
                    .hasStackTraceContaining("throughline.http.port");
        }
    }

    @Test
    void the_java_management_port_is_not_open() {
        assertThat(System.getProperty("com.sun.management.jmxremote.port")).isNull();
        assertThat(List.of("1099", "8778"))
                .allSatisfy(port -> assertThatThrownBy(() ->
                        connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port)))));
    }

    private static void connect(InetSocketAddress address) throws Exception {
        try (Socket socket = new Socket()) {
            socket.connect(address, 2000);
        }
    }

    private static Set<String> labels(String text) {
        Set<String> names = new TreeSet<>();
        Matcher matcher = Pattern.compile("[{,]([A-Za-z_]+)=\"").matcher(text);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }
}
